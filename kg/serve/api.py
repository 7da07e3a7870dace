"""A small JSON API, named after what it gives; `/api/openapi.json` describes it (OpenAPI 3.1)."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.errors import InputError, KgError, NotFoundError
from kg.ontology import TYPES
from kg.resolve import decisions
from kg.serve.article import article_page
from kg.serve.editing import decide, undo
from kg.serve.entity import article_rows, entity_page
from kg.serve.frame import library_of
from kg.serve.shown import path
from kg.store.search import KINDS

__all__ = ["ROUTES", "read_json"]

DESCRIPTION = json.loads((Path(__file__).parent / "openapi.json").read_text(encoding="utf-8"))
MOST, MOST_WORDS = 100, 200


def _answer(found: Any, status: int = 200) -> Response:
    return JSONResponse(found, status, headers={"Cache-Control": "no-cache"})


def _error(status: int, message: str) -> Response:
    return JSONResponse({"error": message}, status)


def _checked(function: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Turn errors into answers that say what was wrong."""

    def checked(request: Request) -> Response:
        try:
            return function(request)
        except NotFoundError as error:
            return _error(404, str(error))
        except InputError as error:
            return _error(400, str(error))

    return checked


def _whole(request: Request, name: str, default: int, most: int) -> int:
    """Return a whole number of the address.

    Raises:
        InputError: where it is none, or out of bounds.
    """
    given = request.query_params.get(name)
    if given is None:
        return default
    if not (given.isascii() and given.isdigit() and len(given) < 9 and int(given) <= most):
        raise InputError(f"{name} is a whole number from 0 to {most}, not {given[:40]!r}")
    return int(given)


def _one_of(request: Request, name: str, allowed: tuple[str, ...]) -> str:
    given = request.query_params.get(name, "")
    if given and given not in allowed:
        raise InputError(f"{name} is one of {', '.join(allowed)}, not {given[:40]!r}")
    return given


def openapi(_request: Request) -> Response:
    """Describe the API."""
    return _answer(DESCRIPTION)


@_checked
def search(request: Request) -> Response:
    """Find entities, quotations and articles by words."""
    library = library_of(request)
    base = library.graph().facts.base
    words, kind = request.query_params.get("q", ""), _one_of(request, "kind", KINDS)
    if len(words) > MOST_WORDS:
        raise InputError(f"q has at most {MOST_WORDS} characters, not {len(words)}")
    limit, offset = _whole(request, "limit", 20, MOST), _whole(request, "offset", 0, 10_000_000)
    hits = library.index().find(words, kind=kind, limit=limit, offset=offset)
    return _answer({"hits": [_hit(hit, base) for hit in hits]})


def _hit(hit: Any, base: str) -> dict[str, Any]:
    found = {"kind": hit.kind, "iri": hit.iri, "name": hit.title, "href": path(hit.iri, base)}
    extra = {"type": hit.type, "place": hit.place, "articles": hit.weight, "text": "".join(t for t, _ in hit.parts)}
    return found | extra


@_checked
def entities(request: Request) -> Response:
    """List entities, those named in most articles first."""
    library = library_of(request)
    base = library.graph().facts.base
    code = _one_of(request, "type", tuple(TYPES))
    limit, offset = _whole(request, "limit", 20, MOST), _whole(request, "offset", 0, 10_000_000)
    type_ = TYPES[code].partition(":")[2] if code else ""
    return _answer(
        {"entities": [_hit(hit, base) for hit in library.index().most(type_=type_, limit=limit, offset=offset)]}
    )


@_checked
def entity(request: Request) -> Response:
    """Give all about an entity."""
    graph = library_of(request).graph()
    id_ = request.path_params["id"]
    try:
        page = entity_page(graph, ox.NamedNode(f"{graph.facts.base}entity/{id_}").value, everything=True)
    except ValueError as error:
        raise NotFoundError(f"no entity has the id {id_!r}") from error
    if page is None:
        raise NotFoundError(f"no entity has the id {id_!r}")
    return _answer(dataclasses.asdict(page))


@_checked
def articles(request: Request) -> Response:
    """List articles, the newest first."""
    library = library_of(request)
    limit, offset = _whole(request, "limit", 20, MOST), _whole(request, "offset", 0, 10_000_000)
    sources = sorted(library.graph().report()["sources"], key=lambda row: (row["date"] or "", row["id"]), reverse=True)
    rows = article_rows(library.graph(), [row["id"] for row in sources[offset : offset + limit]])
    found = sorted(rows, key=lambda row: (row.date, row.id), reverse=True)
    return _answer({"articles": [dataclasses.asdict(row) for row in found]})


@_checked
def article(request: Request) -> Response:
    """Give an article: its text and all that it states."""
    graph = library_of(request).graph()
    id_ = request.path_params["id"]
    try:
        ox.NamedNode(f"{graph.facts.base}document/{quote(id_, safe='-._~')}")
        page = article_page(graph, id_)
    except ValueError:
        page = None
    if page is None:
        raise NotFoundError(f"no article has the id {id_!r}")
    found = dataclasses.asdict(page)
    del found["headline"], found["paragraphs"]
    return _answer({**found, "text": graph.text(id_)})


@_checked
def doubtful(request: Request) -> Response:
    """List pairs that may be one, best first."""
    from kg.doubts import candidates

    found = candidates(library_of(request).graph())[: _whole(request, "limit", 50, 1000)]
    return _answer({"candidates": [dataclasses.asdict(row) for row in found]})


@_checked
def report(request: Request) -> Response:
    """Give what the build reported."""
    return _answer(library_of(request).graph().report())


async def decided(request: Request) -> Response:
    """List the decisions made, or make one."""
    library = library_of(request)
    if request.method in {"GET", "HEAD"}:
        made = decisions.read(library.folder / decisions.FILE)
        return _answer({"decisions": [decision.words() for decision in made]})
    if refusal := _refused(request):
        return refusal
    try:
        form = await read_json(request)
        proposal = await run_in_threadpool(decide, library, form)
    except NotFoundError as error:
        return _error(404, str(error))
    except KgError as error:
        return _error(400, str(error))
    return _answer({"decision": proposal.decision.words(), "changes": list(proposal.changes)}, 201)


async def taken_back(request: Request) -> Response:
    """Take a decision back."""
    if refusal := _refused(request):
        return refusal
    number = request.path_params["number"]
    if not (number.isascii() and number.isdigit() and len(number) < 9):
        return _error(404, f"a decision has a whole number, not {number[:40]!r}")
    try:
        decision = await run_in_threadpool(undo, library_of(request), int(number))
    except KgError as error:
        return _error(404, str(error))
    return _answer({"decision": decision.words()})


def _refused(request: Request) -> Response | None:
    """Return why a program may not decide, None where it may: it shows the token itself, a cookie is not enough."""
    editor = request.app.state.pages.editor
    if editor is None:
        return _error(403, "decisions are not taken here: start the server with `kg serve FOLDER --edit`")
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not editor.knows(token.strip()):
        answer = _error(401, "send the token that `kg serve --edit` printed: Authorization: Bearer TOKEN")
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer
    return None


async def read_json(request: Request) -> dict[str, list[str]]:
    """Return the fields of a JSON object, each as a list of texts.

    Raises:
        InputError: where the body is none.
    """
    try:
        row = json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise InputError(f"the body is no JSON: {error}") from error
    if not isinstance(row, dict):
        raise InputError('the body is a JSON object such as {"action": "merge", "iri": "…", "value": "…"}')
    found = {name: value if isinstance(value, list) else [value] for name, value in row.items()}
    if not all(isinstance(item, str) for values in found.values() for item in values):
        raise InputError("the fields of a decision are texts, `document` a list of texts")
    return found


ROUTES = [
    Route("/api/openapi.json", openapi),
    Route("/api/search", search),
    Route("/api/entities", entities),
    Route("/api/entities/{id:path}", entity),
    Route("/api/articles", articles),
    Route("/api/articles/{id:path}", article),
    Route("/api/candidates", doubtful),
    Route("/api/report", report),
    Route("/api/decisions", decided, methods=["GET", "POST"]),
    Route("/api/decisions/{number}", taken_back, methods=["DELETE"]),
]
