"""The graph at a glance: the page that a visitor sees first."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.entity import article_rows
from kg.serve.frame import library_of, pages_of
from kg.serve.questions import questions

__all__ = ["home"]

TOP, LATEST = 15, 8


def home(request: Request) -> Response:
    """Show numbers, who is named most, the latest articles, questions."""
    library, pages = library_of(request), pages_of(request)
    report, w = library.graph().report(), pages.words
    numbers = [
        (report["documents"], w["documents"], "/articles"),
        (sum(report["entities"].values()), w["entities"].lower(), "/entities"),
        (report["facts"], w["facts"].lower(), ""),
        (report["claims"], w["claims"].lower(), ""),
        (report["quotes"], w["quotes"].lower(), ""),
    ]
    latest = sorted(report["sources"], key=lambda row: (row["date"] or "", row["id"]), reverse=True)[:LATEST]
    rows = list(article_rows(library.graph(), [row["id"] for row in latest]))
    return pages.html(
        request,
        "home.html",
        numbers=numbers,
        top=library.index().most(limit=TOP),
        latest=sorted(rows, key=lambda row: (row.date, row.id), reverse=True),
        questions=questions(w["questionTitles"]),
    )
