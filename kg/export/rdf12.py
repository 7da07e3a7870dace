"""RDF 1.2: every statement as a reifier of its triple term (`rdf:reifies`), in place of rdf:subject and the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.export.sorting import Ordered
from kg.ontology import PREFIXES, term
from kg.store.facts import Facts

__all__ = ["write"]

REIFIES = term("rdf:reifies")
PARTS = [term("rdf:subject"), term("rdf:predicate"), term("rdf:object")]


def write(facts: Facts, path: Path) -> None:
    """Write all graphs as TriG 1.2; statements hold triple terms, which are not asserted."""
    with path.open("wb") as file:
        ox.serialize(_quads(facts), file, format=ox.RdfFormat.TRIG, prefixes=PREFIXES)


def _quads(facts: Facts) -> Iterator[ox.Quad]:
    graph = facts.provenance
    for quad in Ordered(facts.store):
        if quad.graph_name != graph or quad.predicate not in PARTS:
            yield quad
        elif quad.predicate == PARTS[1]:
            triple = ox.Triple(*(_one(facts, quad, part) for part in PARTS))
            yield ox.Quad(quad.subject, REIFIES, triple, graph)
        elif next(facts.store.quads_for_pattern(quad.subject, PARTS[1], None, graph), None) is None:
            yield quad  # a possible link has two ends and no predicate


def _one(facts: Facts, quad: ox.Quad, part: ox.NamedNode) -> ox.NamedNode:
    found = next(iter(facts.store.quads_for_pattern(quad.subject, part, None, quad.graph_name)))
    node: ox.NamedNode = found.object  # type: ignore[assignment]  # an object may be a literal too, which Triple takes
    return node
