"""One article → quads: the article, its text, and evidence that points into the text (Web Annotation, RFC 5147)."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator

import pyoxigraph as ox

from kg.model import Extraction, Span
from kg.ontology import term
from kg.rdf import literals
from kg.rdf.iris import Iris

__all__ = ["Evidence", "article"]

A = str(term("rdf:type"))
EVIDENCE, SENTENCE, SENTENCE_CLASS = map(str, map(term, ("kg:Evidence", "kg:sentence", "kg:Sentence")))
HAS_SOURCE, HAS_SELECTOR, IS_PART_OF = map(str, map(term, ("oa:hasSource", "oa:hasSelector", "dcterms:isPartOf")))
POSITION, QUOTE = map(str, map(term, ("oa:TextPositionSelector", "oa:TextQuoteSelector")))
START, END, EXACT, NUMBER = map(str, map(term, ("oa:start", "oa:end", "oa:exact", "kg:number")))
INTEGER = f"^^{term('xsd:integer')}"
Pairs = Iterator[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]


def article(extraction: Extraction, iris: Iris) -> Iterator[ox.Quad]:
    """Yield the quads of the article and of its text."""
    document, graph = extraction.document, iris.provenance
    node, body = iris.document(document.id), iris.text(document.id)
    for predicate, object_ in _about(extraction, iris):
        yield ox.Quad(node, predicate, object_, graph)
    yield ox.Quad(body, term("rdf:type"), term("kg:Text"), graph)
    yield ox.Quad(body, term("dcterms:format"), literals.plain("text/plain"), graph)
    yield ox.Quad(body, term("kg:sha256"), literals.plain(hashlib.sha256(document.text.encode()).hexdigest()), graph)
    yield ox.Quad(body, term("kg:characters"), literals.integer(len(document.text)), graph)


def _about(extraction: Extraction, iris: Iris) -> Pairs:
    document = extraction.document
    yield term("rdf:type"), term("schema:NewsArticle")
    yield term("kg:text"), iris.text(document.id)
    yield term("schema:inLanguage"), literals.plain(document.language)
    yield term("dcterms:identifier"), literals.plain(document.id)
    if document.title:
        yield term("schema:headline"), literals.text(document.title, document.language)
    if document.published:
        yield term("schema:datePublished"), literals.day(document.published)
    if document.publisher:
        yield term("schema:publisher"), literals.plain(document.publisher)
    if document.url:
        yield term("schema:url"), literals.plain(document.url)
    if document.source:
        yield term("dcterms:source"), literals.plain(document.source)


class Evidence:
    """The evidence nodes of one article: `at` names what stands at a span, `quads` describes each node once."""

    def __init__(self, extraction: Extraction, iris: Iris) -> None:
        """Begin with no evidence."""
        self.extraction = extraction
        self.iris = iris
        self._nodes: dict[tuple[int, int], tuple[ox.NamedNode, Span]] = {}

    def at(self, span: Span) -> ox.NamedNode:
        """Return the node of the characters at `span`."""
        place = span.start, span.end
        if place not in self._nodes:
            node = self.iris.characters(self.extraction.document.id, *place)
            self._nodes[place] = node, span
        return self._nodes[place][0]

    def quads(self) -> Iterator[ox.Quad]:
        """Yield what describes every node asked for: its text, its selector and its sentence."""
        return iter(ox.parse(self.nquads(), format=ox.RdfFormat.N_QUADS, lenient=True))

    def nquads(self) -> bytes:
        """Return `quads` as Oxigraph writes them: most of a graph is evidence, and each term of it would cost."""
        document, graph = self.extraction.document, f"{self.iris.provenance} .\n"
        body, about = str(self.iris.text(document.id)), str(self.iris.document(document.id))
        sentences: dict[tuple[int, int], str] = {}
        found = []
        for named, span in self._nodes.values():
            number, bounds = _sentence(self.extraction, span)
            if bounds not in sentences:
                sentences[bounds] = whole = str(self.iris.characters(document.id, *bounds))
                found.append(
                    f'{whole} {A} {SENTENCE_CLASS} {graph}{whole} {NUMBER} "{number}"{INTEGER} {graph}'
                    f'{whole} {START} "{bounds[0]}"{INTEGER} {graph}{whole} {END} "{bounds[1]}"{INTEGER} {graph}'
                    f"{whole} {HAS_SOURCE} {body} {graph}"
                )
            node, selector = str(named), str(self.iris.at("selector", document.id, span))
            found.append(
                f"{node} {A} {EVIDENCE} {graph}{node} {HAS_SOURCE} {body} {graph}"
                f"{node} {HAS_SELECTOR} {selector} {graph}{node} {SENTENCE} {sentences[bounds]} {graph}"
                f"{node} {IS_PART_OF} {about} {graph}{selector} {A} {POSITION} {graph}{selector} {A} {QUOTE} {graph}"
                f'{selector} {START} "{span.start}"{INTEGER} {graph}{selector} {END} "{span.end}"{INTEGER} {graph}'
                f"{selector} {EXACT} {literals.plain(span.text)} {graph}"
            )
        return "".join(found).encode()


def _sentence(extraction: Extraction, span: Span) -> tuple[int, tuple[int, int]]:
    """Return number and bounds of the sentence in which the span begins, stretched to hold all of it."""
    bounds = extraction.sentences
    index = max(0, bisect_right(bounds, (span.start, len(extraction.document.text))) - 1)
    start, end = bounds[index]
    return index + 1, (min(start, span.start), max(end, span.end))
