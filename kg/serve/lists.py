"""Lists of what the graph holds: entities, articles, and pairs of which a person decides whether they are one."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kg.model import ENTITY_TYPES
from kg.ontology import TYPES, labels
from kg.resolve import decisions
from kg.serve.entity import article_rows
from kg.serve.frame import library_of, offset_of, pages_of
from kg.serve.shown import Ref, reference

__all__ = ["articles", "doubts", "entities"]

STEP = 100


def entities(request: Request) -> Response:
    """List entities, those named in most articles first."""
    library, pages = library_of(request), pages_of(request)
    asked, offset = request.query_params.get("type", ""), offset_of(request)
    type_ = TYPES[asked].partition(":")[2] if asked in TYPES else ""
    hits = library.index().most(type_=type_, limit=STEP + 1, offset=offset)
    types = [("", pages.words["all"], not type_)]
    types += [(code, labels(pages.language)[TYPES[code]], code == asked) for code in ENTITY_TYPES]
    w = pages.words
    return pages.html(
        request, "list.html", heading=w["entities"], lead=w["entitiesLead"], types=types, hits=hits[:STEP],
        type=asked if type_ else "", offset=offset, step=STEP, further=len(hits) > STEP, rows=(),
    )  # fmt: skip


def articles(request: Request) -> Response:
    """List articles, the newest first."""
    library, pages = library_of(request), pages_of(request)
    offset = offset_of(request)
    sources = sorted(library.graph().report()["sources"], key=lambda row: (row["date"] or "", row["id"]), reverse=True)
    wanted = [row["id"] for row in sources[offset : offset + STEP]]
    rows = {row.id: row for row in article_rows(library.graph(), wanted)}
    return pages.html(
        request, "list.html", heading=pages.words["articles"], lead="", types=(), hits=(), type="", offset=offset,
        step=STEP, further=len(sources) > offset + STEP, rows=[rows[id_] for id_ in wanted if id_ in rows],
    )  # fmt: skip


def doubts(request: Request) -> Response:
    """List pairs that may be one, and the decisions made."""
    from kg.doubts import candidates

    library, pages = library_of(request), pages_of(request)
    graph = library.graph()
    found = [
        (row, reference(graph, row.iri), reference(graph, row.other_iri) if "/entity/" in row.other_iri else _web(row))
        for row in candidates(graph)[:200]
    ]
    made = [decision.words() for decision in decisions.read(library.folder / decisions.FILE)]
    return pages.html(request, "doubts.html", pairs=found, decisions=made)


def _web(row: Any) -> Ref:
    return Ref(row.other, "web", row.other_iri if row.other_iri.startswith(("http:", "https:")) else "")
