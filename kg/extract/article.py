"""What the extractors of one article share: the spaCy Doc, sentences, and all that earlier extractors found."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.model import Cluster, Coref, Document, Mention, Quote, Relation, Role, Value

__all__ = ["Article", "Sentence", "read"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by number (from 1), by characters and by tokens of the Doc, both half-open."""

    number: int
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article on its way through the extractors; each fills its own field and reads those before it.

    Order: clusters, values, corefs, quotes, roles, relations, events.
    """

    document: Document
    doc: Doc
    sentences: tuple[Sentence, ...]
    clusters: tuple[Cluster, ...] = ()
    values: tuple[Value, ...] = ()
    corefs: tuple[Coref, ...] = ()
    quotes: tuple[Quote, ...] = ()
    roles: tuple[Role, ...] = ()
    relations: tuple[Relation, ...] = ()
    starts: tuple[int, ...] = field(default=(), repr=False)

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence that holds the character at `offset` (the one before, for the gap between two)."""
        return self.sentences[max(0, bisect_right(self.starts, offset) - 1)]

    def mentions(self) -> Iterator[tuple[Mention, Cluster]]:
        """Yield every mention with its cluster, in order of the text."""
        pairs = [(mention, cluster) for cluster in self.clusters for mention in cluster.mentions]
        yield from sorted(pairs, key=lambda pair: (pair[0].span.start, -pair[0].span.end))

    def cluster(self, id_: str) -> Cluster:
        """Return the cluster with this id."""
        return next(cluster for cluster in self.clusters if cluster.id == id_)


def read(doc: Doc, document: Document) -> Article:
    """Return the article with its sentences: the given bounds where the document has them, else the Doc's."""
    bounds = document.sentences or tuple((sent.start_char, sent.end_char) for sent in doc.sents)
    starts = doc.to_array("IDX").tolist()
    sentences, first = [], 0
    for number, (start, end) in enumerate(bounds, 1):
        last = bisect_right(starts, end - 1, first)
        sentences.append(Sentence(number, start, end, first, last))
        first = last
    return Article(document, doc, tuple(sentences), starts=tuple(s.start for s in sentences))
