"""NIF 2.0: texts as contexts, mentions as phrases with `itsrdf:taIdentRef`: what entity-linking benchmarks read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.export.sorting import Ordered
from kg.ontology import PREFIXES, compact, term
from kg.store.facts import Facts

__all__ = ["write"]

NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
ITS = "http://www.w3.org/2005/11/its/rdf#"
A = term("rdf:type")
DEFAULT = ox.DefaultGraph()


def write(facts: Facts, texts: dict[str, str], path: Path) -> None:
    """Write Turtle; a mention refers to the entity outside where a link is certain, else to ours."""
    prefixes = {**PREFIXES, "nif": NIF, "itsrdf": ITS}
    with path.open("wb") as file:
        ox.serialize(_triples(facts, texts), file, format=ox.RdfFormat.TURTLE, prefixes=prefixes)


def _triples(facts: Facts, texts: dict[str, str]) -> Iterator[ox.Triple]:
    nif = {name: ox.NamedNode(NIF + name) for name in ("Context", "OffsetBasedString", "Phrase")}
    for id_, text in texts.items():
        context = _context(facts, id_, len(text))
        yield ox.Triple(context, A, nif["Context"])
        yield ox.Triple(context, A, nif["OffsetBasedString"])
        yield from _bounds(context, text, 0, len(text), "isString")
    for quad in Ordered(facts.store.quads_for_pattern(None, term("kg:mention"), None, facts.provenance)):
        if isinstance(quad.object, ox.NamedNode) and isinstance(quad.subject, ox.NamedNode):
            yield from _mention(facts, quad.subject, quad.object, texts)


def _mention(facts: Facts, entity: ox.NamedNode, at: ox.NamedNode, texts: dict[str, str]) -> Iterator[ox.Triple]:
    proof = facts.proof(at)
    rows = facts.properties(entity, DEFAULT)
    yield ox.Triple(at, A, ox.NamedNode(NIF + "Phrase"))
    yield ox.Triple(at, A, ox.NamedNode(NIF + "OffsetBasedString"))
    yield from _bounds(at, proof.quote, proof.start, proof.end, "anchorOf")
    context = _context(facts, proof.document, len(texts[proof.document]))
    yield ox.Triple(at, ox.NamedNode(NIF + "referenceContext"), context)
    for link in rows.get("schema:sameAs") or [entity]:
        yield ox.Triple(at, ox.NamedNode(ITS + "taIdentRef"), link)
    yield ox.Triple(at, ox.NamedNode(ITS + "taClassRef"), term(compact(rows["rdf:type"][0].value)))


def _bounds(node: ox.NamedNode, text: str, start: int, end: int, says: str) -> Iterator[ox.Triple]:
    def number(value: int) -> ox.Literal:
        return ox.Literal(str(value), datatype=ox.NamedNode(PREFIXES["xsd"] + "nonNegativeInteger"))

    yield ox.Triple(node, ox.NamedNode(NIF + "beginIndex"), number(start))
    yield ox.Triple(node, ox.NamedNode(NIF + "endIndex"), number(end))
    yield ox.Triple(node, ox.NamedNode(NIF + says), ox.Literal(text))


def _context(facts: Facts, id_: str, length: int) -> ox.NamedNode:
    return ox.NamedNode(f"{facts.base}text/{id_}#char=0,{length}")
