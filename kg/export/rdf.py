"""Quads as Turtle, TriG and the other RDF syntaxes, sorted so that the same graph gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.export.sorting import Ordered
from kg.ontology import PREFIXES

__all__ = ["FORMATS", "ordered", "write"]

FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "rdf": ox.RdfFormat.RDF_XML,
}


def ordered(quads: Iterable[ox.Quad]) -> Ordered:
    """Return the distinct quads by graph, subject, predicate and object; memory does not grow with their number."""
    return Ordered(quads)


def write(quads: Iterable[ox.Quad], path: Path, *, prefixes: dict[str, str] = PREFIXES) -> None:
    """Write quads in the syntax that the file's ending names; the syntaxes of one graph take the default graph."""
    format_ = FORMATS[path.suffix.lstrip(".")]
    with path.open("wb") as file:
        if format_.supports_datasets:
            ox.serialize(quads, file, format=format_, prefixes=prefixes)
        else:
            facts = (quad.triple for quad in quads if isinstance(quad.graph_name, ox.DefaultGraph))
            ox.serialize(facts, file, format=format_, prefixes=prefixes)
