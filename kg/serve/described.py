"""An IRI of the graph → the triples that describe it, for machines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pyoxigraph as ox

from kg.graph import Graph
from kg.ontology import PREFIXES, term

__all__ = ["FORMATS", "alternates", "described", "exists"]

#: media type → (name in `?format=`, format)
FORMATS = {
    "text/turtle": ("ttl", ox.RdfFormat.TURTLE),
    "application/ld+json": ("jsonld", ox.RdfFormat.JSON_LD),
    "application/n-triples": ("nt", ox.RdfFormat.N_TRIPLES),
    "application/rdf+xml": ("rdf", ox.RdfFormat.RDF_XML),
}
MOST = 20_000


def alternates() -> list[tuple[str, str]]:
    """Return the media types that a page is also had as, each with its name in `?format=`."""
    return [(type_, name) for type_, (name, _) in FORMATS.items()]


def exists(graph: Graph, node: ox.NamedNode) -> bool:
    """Return whether any graph says something about a node."""
    return next(iter(graph.store.quads_for_pattern(node, None, None, None)), None) is not None


def described(graph: Graph, node: ox.NamedNode, type_: str) -> bytes:
    """Return what the graph says about a node and the statements that it stands in.

    A claim stays an rdf:Statement with its modality here too: it never becomes a plain triple.
    """
    triples = sorted({quad.triple for quad in islice(_quads(graph, node), MOST)}, key=str)
    return ox.serialize(triples, format=FORMATS[type_][1], prefixes=PREFIXES) or b""


def _quads(graph: Graph, node: ox.NamedNode) -> Iterator[ox.Quad]:
    store, facts = graph.store, ox.DefaultGraph()
    yield from store.quads_for_pattern(node, None, None, None)
    yield from store.quads_for_pattern(None, None, node, facts)
    for end in ("rdf:subject", "rdf:object"):
        for quad in store.quads_for_pattern(None, term(end), node, None):
            yield from store.quads_for_pattern(quad.subject, None, None, quad.graph_name)
