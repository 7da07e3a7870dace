"""One document → its Extraction: the extractors in their order."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import article as articles
from kg.extract.article import Article
from kg.extract.closures import closures, reported
from kg.extract.clusters import clusters
from kg.extract.corefs import corefs
from kg.extract.events import events
from kg.extract.founders import founders, personal
from kg.extract.hedges import guarded
from kg.extract.makers import makers
from kg.extract.open_relations import open_relations
from kg.extract.places import contained
from kg.extract.platforms import platforms
from kg.extract.quotes import quotes
from kg.extract.relations import relations
from kg.extract.retold import once
from kg.extract.roles import roles
from kg.extract.sense import sensible
from kg.extract.values import values
from kg.extract.version import version
from kg.language import load, one_thread, parse
from kg.model import Document, Event, Extraction, Relation

__all__ = ["extract", "extract_doc", "loaded"]


@cache
def loaded(name: str) -> Language:
    """Return the pipeline of a language or of a name, loaded once."""
    return load(name)


def extract(document: Document, *, pipeline: str | None = None) -> Extraction:
    """Return all that the document says; a pure function of the document and the model.

    Args:
        document: the article.
        pipeline: a language code or a spaCy pipeline; the document's language where None.

    Raises:
        ModelError: where no pipeline for the language is installed.
    """
    return extract_doc(parse(loaded(pipeline or document.language), document), document)


def extract_doc(doc: Doc, document: Document) -> Extraction:
    """Return all that the document says, from its parsed Doc."""
    with one_thread():
        return _extracted(doc, document)


def _extracted(doc: Doc, document: Document) -> Extraction:
    article = articles.read(doc, document)
    article = replace(article, clusters=clusters(article))
    article = replace(article, values=values(article))
    article = replace(article, corefs=corefs(article))
    article = replace(article, quotes=quotes(article))
    article = replace(article, roles=roles(article))
    ruled = (*platforms(article), *founders(article), *contained(article), *makers(article))
    found = _joined(personal(article, relations(article)), ruled)
    article = replace(article, relations=guarded(article, found))
    return Extraction(
        document,
        tuple((sentence.start, sentence.end) for sentence in article.sentences),
        article.clusters,
        article.corefs,
        article.values,
        article.quotes,
        article.roles,
        article.relations,
        _events(article),
        open_relations(article),
        version(),
    )


def _events(article: Article) -> tuple[Event, ...]:
    """Return the events as they are told: sensible ones, each once, closures added, an outlet's reports its claims."""
    found = once(sensible(article, events(article)), article.values)
    return reported(article, closures(article, found))


def _joined(learned: tuple[Relation, ...], ruled: tuple[Relation, ...]) -> tuple[Relation, ...]:
    """Return both in order of the text; of what both found the surer, and who sells on a platform is no maker.

    What either holds to be no fact stays none.
    """
    selling = {(r.subject, r.object) for r in ruled if r.predicate == "sellsOn"}
    learned = tuple(r for r in learned if r.predicate != "produces" or (r.subject, r.object) not in selling)
    found = {(r.subject, r.predicate, r.object): r for r in learned}
    for r in ruled:
        other = found.get((r.subject, r.predicate, r.object))
        if other is None or (
            other.modality == "actual" and (r.modality != "actual" or r.confidence > other.confidence)
        ):
            found[r.subject, r.predicate, r.object] = r
    return tuple(sorted(found.values(), key=lambda r: (r.sentence, r.span, r.predicate, r.subject, r.object)))
