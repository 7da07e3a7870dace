"""Values and quotations of an article → quads."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.model import Quote, Value
from kg.ontology import term
from kg.rdf import literals
from kg.rdf.documents import Evidence
from kg.rdf.iris import Iris
from kg.rdf.validity import Bound

__all__ = ["bound", "quotation", "value"]

Pairs = list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]
A = term("rdf:type")


def value(item: Value, evidence: Evidence, iris: Iris) -> Iterator[ox.Quad]:
    """Yield a date as kg:Time, money as schema:MonetaryAmount, the rest as schema:QuantitativeValue."""
    node = iris.at("value", evidence.extraction.document.id, item.span)
    rows = _time(item.value) if item.kind == "date" else _money(item) if item.kind == "money" else _quantity(item)
    yield from (ox.Quad(node, predicate, object_) for predicate, object_ in rows)
    yield ox.Quad(node, term("kg:asSpelled"), literals.plain(item.span.text))
    yield from _derived(item, node, evidence, iris)


def _derived(item: Value | Quote, node: ox.NamedNode, evidence: Evidence, iris: Iris) -> Iterator[ox.Quad]:
    yield ox.Quad(node, term("prov:wasDerivedFrom"), evidence.at(item.span), iris.provenance)
    yield ox.Quad(node, term("kg:confidence"), literals.decimal(item.confidence), iris.provenance)


def bound(item: Bound, evidence: Evidence, iris: Iris) -> tuple[ox.NamedNode, Iterator[ox.Quad]]:
    """Return the kg:Time of a bound, and its quads where it is half an interval, which has no node of its own."""
    document, value_ = evidence.extraction.document.id, item.value
    if item.whole:
        return iris.at("value", document, value_.span), iter(())
    node = iris.hashed("value", document, str(value_.span.start), str(value_.span.end), item.which)
    return node, _half(item, node, evidence, iris)


def _half(item: Bound, node: ox.NamedNode, evidence: Evidence, iris: Iris) -> Iterator[ox.Quad]:
    yield from (ox.Quad(node, predicate, object_) for predicate, object_ in _time(item.iso))
    yield ox.Quad(node, term("kg:asSpelled"), literals.plain(item.value.span.text))
    yield from _derived(item.value, node, evidence, iris)


def _time(iso: str) -> Pairs:
    rows: Pairs = [(A, term("kg:Time"))]
    if iso:
        rows.append((term("kg:iso"), literals.plain(iso)))
    if bounds := literals.days(iso):
        rows += [(term("kg:earliest"), literals.day(bounds[0])), (term("kg:latest"), literals.day(bounds[1]))]
    return rows


def _money(item: Value) -> Pairs:
    return [
        (A, term("schema:MonetaryAmount")),
        (term("schema:value"), literals.number(item.value)),
        (term("schema:currency"), literals.plain(item.unit)),
    ]


def _quantity(item: Value) -> Pairs:
    rows: Pairs = [(A, term("schema:QuantitativeValue")), (term("schema:value"), literals.number(item.value))]
    return [*rows, (term("schema:unitText"), literals.plain(item.unit))] if item.unit else rows


def quotation(quote: Quote, speaker: ox.NamedNode, evidence: Evidence, iris: Iris) -> Iterator[ox.Quad]:
    """Yield a schema:Quotation: that it was said is a fact of the article, what was said is not."""
    document = evidence.extraction.document
    node = iris.at("quotation", document.id, quote.span)
    rows: Pairs = [
        (A, term("schema:Quotation")),
        (term("schema:spokenByCharacter"), speaker),
        (term("schema:text"), literals.text(quote.span.text, document.language)),
        (term("kg:direct"), literals.boolean(quote.kind == "direct")),
    ]
    if quote.cue:
        rows.append((term("kg:cue"), literals.plain(quote.cue.text)))
    yield from (ox.Quad(node, predicate, object_) for predicate, object_ in rows)
    yield from _derived(quote, node, evidence, iris)
