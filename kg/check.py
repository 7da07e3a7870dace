"""Whether a built graph keeps its promises: SHACL shapes, and what SHACL cannot say, in plain words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.ontology import folder

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["check"]

CLAIMS_AS_FACTS = """
SELECT ?s ?p ?o { ?s ?p ?o
  FILTER NOT EXISTS { GRAPH ?g { ?fact rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:modality kg:actual } }
  GRAPH ?h { ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:modality ?m } FILTER(?m != kg:actual) }
"""
SHA256 = "SELECT ?text ?sum { GRAPH ?g { ?text a kg:Text ; kg:sha256 ?sum } }"
QUOTES = """
SELECT ?id ?start ?end ?exact { GRAPH ?g {
  ?e oa:hasSelector ?q ; dcterms:isPartOf/dcterms:identifier ?id .
  ?q oa:start ?start ; oa:end ?end ; oa:exact ?exact } }
"""


def check(graph: Graph) -> Iterator[str]:
    """Yield one line for each violation; none where the graph conforms.

    Raises:
        ModelError: where pySHACL, the extra `check`, is not installed.
    """
    provenance = graph.facts.provenance
    yield from _shapes(graph.store, ox.DefaultGraph(), "facts")
    yield from _shapes(graph.store, provenance, "provenance")
    for row in graph.query(CLAIMS_AS_FACTS):
        yield f"a claim stands as a fact: {row['s']} {row['p']} {row['o']}"
    yield from _texts(graph)


def _texts(graph: Graph) -> Iterator[str]:
    texts = graph.texts()
    sums = {row["text"].rpartition("/")[2]: row["sum"] for row in graph.query(SHA256) if row["text"]}
    for id_, text in texts.items():
        if sums.get(id_, "") != hashlib.sha256(text.encode()).hexdigest():
            yield f"texts/{id_}.txt is not the text of the graph: its SHA-256 differs"
    for row in graph.query(QUOTES):
        start, end = int(row["start"] or 0), int(row["end"] or 0)
        if texts.get(row["id"] or "", "")[start:end] != row["exact"]:
            yield f"evidence {row['id']}:{start}-{end} is not {row['exact']!r}"


def _shapes(store: ox.Store, name: ox.DefaultGraph | ox.NamedNode, called: str) -> Iterator[str]:
    import rdflib

    from kg.errors import ModelError

    try:
        import pyshacl
    except ImportError as error:
        raise ModelError("`kg check` needs pySHACL: pip install 'kg[check]'") from error
    data = rdflib.Graph(bind_namespaces="none")
    triples = (quad.triple for quad in store.quads_for_pattern(None, None, None, name))
    data.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")
    shapes = rdflib.Graph(bind_namespaces="none").parse(folder() / "shapes.ttl", format="turtle")
    extra = rdflib.Graph(bind_namespaces="none")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, ont_graph=extra, inference="none", advanced=False)
    yield from sorted(f"{called}: {line}" for line in _violations(report))


def _violations(report: Any) -> Iterator[str]:
    from rdflib.namespace import RDF, SH

    for result in report.subjects(RDF.type, SH.ValidationResult):
        message = report.value(result, SH.resultMessage)
        value = report.value(result, SH.value)
        found = f", but it has {value!s}" if value is not None else ""
        yield f"{report.value(result, SH.focusNode)}: {message}{found}"
