"""A folder and who may do what → the ASGI application."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kg.serve import api, forms, pages
from kg.serve.editing import Editor
from kg.serve.frame import missing
from kg.serve.guard import Guard
from kg.serve.library import Library
from kg.serve.limits import Limits
from kg.serve.pool import Pool
from kg.serve.rendering import Pages
from kg.serve.sparql import endpoint

__all__ = ["Settings", "application"]

HERE = Path(__file__).parent / "assets"
#: nothing but these files is served from the package
ASSETS = {
    "site.css": "text/css; charset=utf-8",
    "site.js": "text/javascript; charset=utf-8",
    "article.js": "text/javascript; charset=utf-8",
    "query.js": "text/javascript; charset=utf-8",
    "editor.js": "text/javascript; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """How a folder is served; with a token, decisions can be made from the pages."""

    hosts: Iterable[str] = ("127.0.0.1", "localhost", "[::1]")
    language: str = "id"
    title: str = "Graf berita"
    token: str | None = None
    limits: Limits = field(default_factory=Limits)


def application(folder: Path, settings: Settings) -> Starlette:
    """Return the application that serves the graph in a folder.

    Raises:
        OutputError: where the folder holds no graph.
        InputError: where there are no words in the language.
    """
    library = Library(folder)
    pool = Pool(settings.limits)

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        warming = asyncio.create_task(pool.warm(library.store_path()))
        yield
        await warming
        await pool.close()

    routes = [
        Route("/sparql", endpoint, methods=["GET", "POST"]),
        Route("/assets/{name}", asset),
        *api.ROUTES,
        *forms.ROUTES,
        *pages.ROUTES,
    ]
    guard = Middleware(Guard, hosts=settings.hosts, body_bytes=settings.limits.body_bytes)
    nothing = {404: lambda request, _error: missing(request)}
    app = Starlette(routes=routes, middleware=[guard], lifespan=lifespan, exception_handlers=nothing)
    app.router.redirect_slashes = False
    app.state.library, app.state.pool = library, pool
    app.state.pages = Pages(settings.language, settings.title, Editor(settings.token) if settings.token else None)
    return app


def asset(request: Request) -> Response:
    """Give a style or a script of the pages."""
    name = request.path_params["name"]
    if name not in ASSETS:
        return PlainTextResponse("there is nothing here\n", 404)
    return Response((HERE / name).read_bytes(), headers={"Content-Type": ASSETS[name], "Cache-Control": "no-cache"})
