"""The page of an event, a position, a statement, a quotation, a value: what it says and where it stands."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.graph import Graph
from kg.ontology import labels
from kg.serve.described import alternates
from kg.serve.frame import pages_of
from kg.serve.shown import Ref, lines, quoted, reference, sentence

__all__ = ["node_page"]

SHOWN_ELSEWHERE = {"rdf:type", "kg:asSpelled", "skos:prefLabel", "prov:wasDerivedFrom"}


def node_page(request: Request, graph: Graph, node: ox.NamedNode) -> Response:
    """Show an event, a position, a statement, a quotation, a value: what it says and where it stands."""
    facts, pages = graph.facts, pages_of(request)
    room = request.path_params["room"]
    single, said = facts.statement(node), facts.quotation(node)
    told = list(lines(graph, [single] if single else [s for s in facts.statements(node) if s.subject == node.value]))
    rows = {**facts.properties(node, facts.provenance), **facts.properties(node, ox.DefaultGraph())}
    at = [item for item in rows.get("prov:wasDerivedFrom", ()) if isinstance(item, ox.NamedNode)]
    shown = [
        (labels(pages.language).get(curie, curie), [_object(graph, value) for value in values[:50]])
        for curie, values in sorted(rows.items())
        if curie not in SHOWN_ELSEWHERE
    ]
    return pages.html(
        request,
        "node.html",
        room=room,
        heading=_heading(graph, node, told, rows),
        modality=told[0].modality if told else "",
        told=told,
        said=list(quoted(graph, [said])) if said else [],
        evidence=[] if told or said else [sentence(graph, facts.proof(item)) for item in at],
        rows=shown,
        iri=node.value,
        api="",
        alternates=alternates(),
    )


def _heading(graph: Graph, node: ox.NamedNode, told: list[Any], rows: Any) -> str:
    if told and not told[0].kind:
        line = told[0]
        return f"{line.parts[0][1][0].name} {line.parts[1][0]} {line.parts[1][1][0].name}"
    if "schema:text" in rows:
        return str(rows["schema:text"][0].value)
    if "kg:asSpelled" in rows:
        return str(rows["kg:asSpelled"][0].value)
    if "skos:prefLabel" not in rows and told:
        return (
            f"{told[0].kind}: {', '.join(ref.name for _, part in told[0].parts for ref in part if ref.kind != 'term')}"
        )
    return graph.facts.label(node.value)


def _object(graph: Graph, value: ox.NamedNode | ox.Literal) -> Ref:
    if isinstance(value, ox.Literal):
        return Ref(value.value)
    if "#char=" in value.value and value.value.startswith(graph.facts.base + "text/"):
        id_, _, place = value.value.removeprefix(graph.facts.base + "text/").partition("#")
        return Ref(place, "", f"/document/{id_}#{place}")
    return reference(graph, value.value)
