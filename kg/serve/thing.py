"""An IRI of the graph → a page for people, triples for machines."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.graph import Graph
from kg.model import ENTITY_TYPES
from kg.ontology import TYPES, labels
from kg.serve.article import article_page
from kg.serve.described import FORMATS, alternates, described, exists
from kg.serve.entity import entity_page
from kg.serve.frame import HTML, library_of, missing, node_of, pages_of
from kg.serve.negotiation import best
from kg.serve.node import node_page
from kg.serve.shown import Ref, path

__all__ = ["thing"]


def thing(request: Request) -> Response:
    """Show any IRI of the graph: a page for people, triples for machines."""
    room = request.path_params["room"]
    graph = library_of(request).graph()
    node = node_of(request, room)
    if room not in ROOMS or node is None or not exists(graph, node):
        return missing(request)
    replaced = graph.facts.properties(node, ox.DefaultGraph()).get("dcterms:isReplacedBy")
    if replaced and len(graph.facts.properties(node, ox.DefaultGraph())) == 1:
        query_ = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(path(replaced[0].value, graph.facts.base) + query_, 308)
    type_ = _type(request)
    if type_ is None:
        return Response(f"can be had as {HTML}, {', '.join(FORMATS)}\n", 406, media_type="text/plain")
    if type_ != HTML:
        headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
        return Response(described(graph, node, type_), media_type=type_, headers=headers)
    return SHOWN.get(room, node_page)(request, graph, node)


def _type(request: Request) -> str | None:
    """Return the media type that an address or a client asks for."""
    format_ = request.query_params.get("format")
    if format_:
        return next((type_ for type_, (name, _) in FORMATS.items() if name == format_), None)
    return best(request.headers.get("accept", ""), (HTML, *FORMATS))


def _entity(request: Request, graph: Graph, node: ox.NamedNode) -> Response:
    from kg.serve import drawn  # with NumPy, which the other pages do without

    page = entity_page(graph, node.value, everything=request.query_params.get("all") == "1")
    if page is None:
        return missing(request)
    pages = pages_of(request)
    days = sorted({row.date for row in page.articles if row.date})
    told = [*page.roles, *page.facts, *page.claims]
    centre = Ref(page.name, page.type, "", page.iri)
    titles = [drawn.position(line, page.iri) for line in page.roles if drawn.is_current(line)]
    pictured = drawn.tenures(
        page.roles, page.iri, {item.date: pages.day(item.date) for line in page.roles for item in line.evidence}
    )
    return pages.html(
        request,
        "entity.html",
        page=page,
        iri=page.iri,
        api="/api/entities/" + page.iri.rpartition("/")[2],
        facts=(*page.roles, *page.facts),
        roles=_safe(pictured),
        picture=_safe(drawn.around(centre, page.near, told)),
        summary=pages.summary(
            {"articles": len(page.articles), "publishers": page.publishers}, list(dict.fromkeys(titles))[:2], days
        ),
        types=[(code, labels(pages.language)[TYPES[code]]) for code in ENTITY_TYPES],
        alternates=alternates(),
    )


def _safe(svg: str) -> Any:
    """Return a picture of ours as markup: every name in it is escaped where it is drawn."""
    from markupsafe import Markup

    return Markup(svg)


def _article(request: Request, graph: Graph, node: ox.NamedNode) -> Response:
    identifier = graph.facts.properties(node, graph.facts.provenance).get("dcterms:identifier")
    page = article_page(graph, identifier[0].value) if identifier else None
    if page is None:
        return missing(request)
    api = "/api/articles/" + node.value.rpartition("/")[2]
    return pages_of(request).html(request, "article.html", page=page, iri=node.value, api=api, alternates=alternates())


#: room → how it is shown where `node_page` is not enough
SHOWN = {"entity": _entity, "document": _article}
ROOMS = (*SHOWN, "event", "statement", "role", "quotation", "value", "selector", "link", "open")
