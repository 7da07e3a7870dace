"""Words → the page of what holds them: entities, quotations, articles."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.graph import Graph
from kg.serve.frame import library_of, offset_of, pages_of
from kg.serve.shown import path, sentence
from kg.store.search import KINDS

__all__ = ["search"]

HITS = 20


def search(request: Request) -> Response:
    """Show what holds the words: entities, quotations, articles."""
    library, pages = library_of(request), pages_of(request)
    words, kind = request.query_params.get("q", "")[:200], request.query_params.get("kind", "")
    offset = offset_of(request)
    w = pages.words
    headings = {"entity": w["entities"], "quote": w["quotes"], "article": w["articles"]}
    groups = []
    for one in KINDS:
        count = library.index().count(words, one) if kind in ("", one) else 0
        if count:
            hits = library.index().find(words, kind=one, limit=HITS, offset=offset if kind else 0)
            shown = [{**_fields(hit), "href": _leads(library.graph(), hit.kind, hit.iri, hit.place)} for hit in hits]
            groups.append((one, headings[one], count, shown))
    return pages.html(request, "search.html", words=words, groups=groups, offset=offset)


def _fields(hit: Any) -> dict[str, Any]:
    return {name: getattr(hit, name) for name in ("kind", "iri", "type", "place", "weight", "title", "parts")}


def _leads(graph: Graph, kind: str, iri: str, place: str) -> str:
    """Return where a hit is read: a quotation in its article."""
    if kind != "quote":
        return path(iri, graph.facts.base)
    said = graph.facts.quotation(ox.NamedNode(iri))
    return sentence(graph, said.proof).href if said else "/search?q=" + place
