"""Corrections from the page: signing in with the token, deciding and taking back with one click."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kg.errors import KgError
from kg.resolve import decisions
from kg.serve.editing import COOKIE, Editor, decide, undo
from kg.serve.frame import library_of, pages_of

__all__ = ["ROUTES"]


async def _form(request: Request) -> dict[str, list[str]]:
    body = (await request.body()).decode("utf-8", "replace")
    return parse_qs(body, keep_blank_values=True, max_num_fields=1000)


def _next(form: dict[str, list[str]], done: int | None = None) -> str:
    """Return where to go on: a path of this server, never an address elsewhere."""
    wanted = (form.get("next") or ["/"])[0]
    local = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return quote(unquote(wanted) if local else "/", safe="/-._~") + (f"?done={done}" if done else "")


def _off(request: Request) -> Response:
    return pages_of(request).message(request, 403, "403", "kg serve FOLDER --edit")


async def enter(request: Request) -> Response:
    """Sign in with the token, from the link in the terminal or by hand."""
    pages = pages_of(request)
    if pages.editor is None:
        return _off(request)
    given = request.query_params.get("token", "")
    if request.method == "POST":
        given = ((await _form(request)).get("token") or [""])[0].strip()
    if not given:
        return pages.html(request, "edit.html", wrong=False)
    if not pages.editor.knows(given):
        return pages.html(request, "edit.html", 403, wrong=True)
    answer = RedirectResponse("/doubts", 303)
    answer.set_cookie(COOKIE, pages.editor.proof("cookie"), httponly=True, samesite="strict", path="/")
    return answer


async def leave(_request: Request) -> Response:
    """Sign out."""
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(COOKIE, path="/")
    return answer


async def make(request: Request) -> Response:
    """Make a decision."""
    form = await _form(request)
    if refusal := _refused(request, form):
        return refusal
    library = library_of(request)
    try:
        await run_in_threadpool(decide, library, form)
    except KgError as error:
        return _failed(request, form, error)
    made = decisions.read(library.folder / decisions.FILE)
    return RedirectResponse(_next(form, len(made)), 303)


async def take_back(request: Request) -> Response:
    """Take a decision back."""
    form = await _form(request)
    if refusal := _refused(request, form):
        return refusal
    number = (form.get("number") or [""])[0]
    try:
        await run_in_threadpool(undo, library_of(request), int(number) if number.isdigit() else 0)
    except KgError as error:
        return _failed(request, form, error)
    return RedirectResponse(_next(form), 303)


def _refused(request: Request, form: dict[str, list[str]]) -> Response | None:
    editor: Editor | None = pages_of(request).editor
    if editor is None:
        return _off(request)
    if not editor.trusts(request, form):
        return pages_of(request).html(request, "edit.html", 403, wrong=False)
    return None


def _failed(request: Request, form: dict[str, list[str]], error: KgError) -> Response:
    pages = pages_of(request)
    return pages.message(request, 400, pages.words["decide"], str(error), _next(form))


ROUTES = [
    Route("/edit", enter, methods=["GET", "POST"]),
    Route("/edit/leave", leave, methods=["POST"]),
    Route("/decisions", make, methods=["POST"]),
    Route("/decisions/undo", take_back, methods=["POST"]),
]
