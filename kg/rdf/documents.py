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

__all__ = ["article", "evidence"]

A = term("rdf:type")
Pairs = Iterator[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]


def article(extraction: Extraction, iris: Iris) -> Iterator[ox.Quad]:
    """Yield the quads of the article and of its text."""
    document, graph = extraction.document, iris.provenance
    node, body = iris.document(document.id), iris.text(document.id)
    for predicate, object_ in _about(extraction, iris):
        yield ox.Quad(node, predicate, object_, graph)
    yield ox.Quad(body, A, term("kg:Text"), graph)
    yield ox.Quad(body, term("dcterms:format"), literals.plain("text/plain"), graph)
    yield ox.Quad(body, term("kg:sha256"), literals.plain(hashlib.sha256(document.text.encode()).hexdigest()), graph)
    yield ox.Quad(body, term("kg:characters"), literals.integer(len(document.text)), graph)


def _about(extraction: Extraction, iris: Iris) -> Pairs:
    document = extraction.document
    yield A, term("schema:NewsArticle")
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


def evidence(extraction: Extraction, span: Span, iris: Iris) -> tuple[ox.NamedNode, list[ox.Quad]]:
    """Return the node of the characters at `span` and the quads that describe it, its selector and its sentence."""
    document, graph = extraction.document, iris.provenance
    number, (start, end) = _sentence(extraction, span)
    node = iris.characters(document.id, span.start, span.end)
    selector = iris.at("selector", document.id, span)
    whole = iris.characters(document.id, start, end)
    rows: list[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]] = [
        (node, A, term("kg:Evidence")),
        (node, term("oa:hasSource"), iris.text(document.id)),
        (node, term("oa:hasSelector"), selector),
        (node, term("kg:sentence"), whole),
        (node, term("dcterms:isPartOf"), iris.document(document.id)),
        (selector, A, term("oa:TextPositionSelector")),
        (selector, A, term("oa:TextQuoteSelector")),
        (selector, term("oa:start"), literals.integer(span.start)),
        (selector, term("oa:end"), literals.integer(span.end)),
        (selector, term("oa:exact"), literals.plain(span.text)),
        (whole, A, term("kg:Sentence")),
        (whole, term("kg:number"), literals.integer(number)),
        (whole, term("oa:start"), literals.integer(start)),
        (whole, term("oa:end"), literals.integer(end)),
        (whole, term("oa:hasSource"), iris.text(document.id)),
    ]
    return node, [ox.Quad(*row, graph) for row in rows]


def _sentence(extraction: Extraction, span: Span) -> tuple[int, tuple[int, int]]:
    """Return number and bounds of the sentence in which the span begins, stretched to hold all of it."""
    bounds = extraction.sentences
    index = max(0, bisect_right(bounds, (span.start, len(extraction.document.text))) - 1)
    start, end = bounds[index]
    return index + 1, (min(start, span.start), max(end, span.end))
