"""Values and quotations of an article → quads."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.model import Quote, Value
from kg.ontology import term
from kg.rdf import literals
from kg.rdf.documents import Evidence
from kg.rdf.iris import Iris

__all__ = ["quotation", "value"]

Pairs = list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]
A = term("rdf:type")


def value(item: Value, evidence: Evidence, iris: Iris) -> Iterator[ox.Quad]:
    """Yield a date as kg:Time, money as schema:MonetaryAmount, the rest as schema:QuantitativeValue."""
    node = iris.at("value", evidence.extraction.document.id, item.span)
    rows = _time(item) if item.kind == "date" else _money(item) if item.kind == "money" else _quantity(item)
    yield from (ox.Quad(node, predicate, object_) for predicate, object_ in rows)
    yield ox.Quad(node, term("kg:asSpelled"), literals.plain(item.span.text))
    yield from _derived(item, node, evidence, iris)


def _derived(item: Value | Quote, node: ox.NamedNode, evidence: Evidence, iris: Iris) -> Iterator[ox.Quad]:
    yield ox.Quad(node, term("prov:wasDerivedFrom"), evidence.at(item.span), iris.provenance)
    yield ox.Quad(node, term("kg:confidence"), literals.decimal(item.confidence), iris.provenance)


def _time(item: Value) -> Pairs:
    rows: Pairs = [(A, term("kg:Time"))]
    if item.value:
        rows.append((term("kg:iso"), literals.plain(item.value)))
    if bounds := literals.days(item.value):
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
