"""What pages have in common: what they are made from, what their address asks for, what they say of nothing."""

from __future__ import annotations

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.serve.library import Library
from kg.serve.negotiation import best
from kg.serve.rendering import Pages

__all__ = ["HTML", "library_of", "missing", "node_of", "offset_of", "pages_of"]

HTML = "text/html"


def library_of(request: Request) -> Library:
    """Return the folder that is served."""
    library: Library = request.app.state.library
    return library


def pages_of(request: Request) -> Pages:
    """Return what renders the pages."""
    pages: Pages = request.app.state.pages
    return pages


def offset_of(request: Request) -> int:
    """Return how many rows of a list the address leaves out, 0 where it does not say."""
    text = request.query_params.get("offset", "0")
    return min(int(text), 10_000_000) if text.isascii() and text.isdigit() else 0


def node_of(request: Request, room: str) -> ox.NamedNode | None:
    """Return the node that the address names, None where it cannot be one."""
    base = library_of(request).graph().facts.base
    raw = request.scope.get("raw_path", b"").decode("latin-1").partition("?")[0].removeprefix("/").partition("/")[2]
    try:
        return ox.NamedNode(f"{base}{room}/{raw}")
    except ValueError:
        return None


def missing(request: Request) -> Response:
    """Say that there is nothing at an address."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": "there is nothing here"}, 404)
    pages = pages_of(request)
    if best(request.headers.get("accept", ""), (HTML, "text/plain")) != HTML:
        return Response("there is nothing here\n", 404, media_type="text/plain")
    return pages.message(request, 404, pages.words["notFound"], pages.words["notFoundLead"])
