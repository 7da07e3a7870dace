"""Whether a built graph keeps its promises: SHACL shapes, and what SHACL cannot say, in plain words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pyoxigraph as ox

from kg.generation import REPORT
from kg.ontology import term
from kg.shapes import violations

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["check"]

Triple = tuple[str, str, str]
PARTS = ("rdf:subject", "rdf:predicate", "rdf:object", "kg:modality")
#: what describes an entity and is no statement of an article
DESCRIBES = ("rdf:type", "skos:prefLabel", "skos:altLabel", "schema:sameAs", "schema:latitude", "schema:longitude",
             "dcterms:isReplacedBy")  # fmt: skip


def check(graph: Graph, *, engine: str | None = None) -> Iterator[str]:
    """Yield one line for each violation; none where the graph conforms.

    Args:
        graph: the graph, read piece by piece.
        engine: what validates the shapes: "pyshacl-turbo" or "pyshacl"; the first that is installed where None.

    Raises:
        ModelError: where no SHACL engine, the extra `check`, is installed.
    """
    base = graph.facts.base
    yield from violations(graph.store, ox.DefaultGraph(), "facts", engine=engine)
    yield from violations(graph.store, graph.facts.provenance, "provenance", engine=engine)
    yield from violations(graph.store, ox.NamedNode(base + "graph/open"), "open relations", engine=engine)
    yield from _claims(graph)
    yield from _texts(graph)


def _claims(graph: Graph) -> Iterator[str]:
    """Yield claims that stand as plain triples in any graph, and facts that no article states."""
    accepted = {"actual", *_accepted(graph)}
    modalities = {term(f"kg:{name}").value for name in accepted}
    facts = {hash(triple) for triple, _, modality in _statements(graph) if modality in modalities}
    for triple, nodes, modality in _statements(graph):
        if modality not in modalities and hash(triple) not in facts:
            for quad in graph.store.quads_for_pattern(*nodes, None):
                yield f"a claim stands as a fact: {quad.subject} {quad.predicate} {quad.object}"
    described = {term(curie) for curie in DESCRIBES}
    kinds = tuple(f"{graph.facts.base}{kind}/" for kind in ("entity", "event", "role"))
    for quad in graph.store.quads_for_pattern(None, None, None, ox.DefaultGraph()):
        stated = quad.predicate not in described and str(quad.subject).strip("<").startswith(kinds)
        if stated and hash((str(quad.subject), str(quad.predicate), str(quad.object))) not in facts:
            yield f"no article states: {quad.subject} {quad.predicate} {quad.object}"


def _accepted(graph: Graph) -> list[str]:
    """Return the modalities that the build was told to let stand as facts."""
    settings = graph.report().get("settings", {}) if (graph.folder / REPORT).exists() else {}
    accept: list[str] = settings.get("accept", [])
    return accept


def _statements(graph: Graph) -> Iterator[tuple[Triple, tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode], str]]:
    """Yield each statement as text and as nodes, with its modality."""
    wanted, provenance = [term(curie) for curie in PARTS], graph.facts.provenance
    for typed in graph.store.quads_for_pattern(None, term("rdf:type"), term("rdf:Statement"), provenance):
        rows = graph.store.quads_for_pattern(typed.subject, None, None, provenance)
        found = {quad.predicate: quad.object for quad in rows if quad.predicate in wanted}
        if len(found) == len(wanted):
            subject, predicate, object_, modality = (found[curie] for curie in wanted)
            nodes: tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode] = (subject, predicate, object_)  # type: ignore[assignment]
            yield (str(subject), str(predicate), str(object_)), nodes, getattr(modality, "value", "")


def _texts(graph: Graph) -> Iterator[str]:
    """Yield texts that are not those of the graph, and evidence that is not what stands there, text by text."""
    provenance = graph.facts.provenance
    known = set()
    for quad in graph.store.quads_for_pattern(None, term("rdf:type"), term("kg:Text"), provenance):
        iri = str(quad.subject).strip("<>")
        known.add(id_ := unquote(iri.rpartition("/")[2]))
        path = graph.folder / "texts" / f"{id_}.txt"
        if not path.exists():
            yield f"texts/{id_}.txt is missing: the graph speaks of it"
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        sums = graph.store.quads_for_pattern(ox.NamedNode(iri), term("kg:sha256"), None, provenance)
        if hashlib.sha256(text.encode()).hexdigest() not in {getattr(q.object, "value", "") for q in sums}:
            yield f"texts/{id_}.txt is not the text of the graph: its SHA-256 differs"
        yield from _evidence(graph, ox.NamedNode(iri), id_, text)
    for path in sorted((graph.folder / "texts").glob("*.txt")):
        if path.stem not in known:
            yield f"texts/{path.name} belongs to no article of the graph"


def _evidence(graph: Graph, source: ox.NamedNode, id_: str, text: str) -> Iterator[str]:
    for quad in graph.store.quads_for_pattern(None, term("oa:hasSource"), source, graph.facts.provenance):
        if not isinstance(quad.subject, ox.NamedNode):
            continue
        rows = graph.facts.properties(quad.subject, graph.facts.provenance)
        for selector in rows.get("oa:hasSelector", ()):
            about = graph.facts.properties(ox.NamedNode(selector.value), graph.facts.provenance)
            place = [about[curie][0].value for curie in ("oa:start", "oa:end", "oa:exact") if curie in about]
            if len(place) == 3 and text[int(place[0]) : int(place[1])] != place[2]:
                yield f"evidence {id_}:{place[0]}-{place[1]} is not {place[2]!r}"
