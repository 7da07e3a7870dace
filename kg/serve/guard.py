"""What every request passes: the Host it names, where it comes from, its size and pace; what every answer carries."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Guard"]

PACE = 20.0  # seconds in which a request's body must be here
SAFE = {"GET", "HEAD", "OPTIONS"}
#: what only our own pages and programs may ask, never a page of somebody else
OURS_ONLY = ("/sparql", "/api/")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: pages of the output folder bring a stricter policy of their own, which these headers must not contradict
SEALED_POLICY = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'; connect-src 'none'; object-src 'none'"
SEALED = {"/graph.html", "/report.html"}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class _TooLargeError(Exception):
    """A request with a body of more bytes than allowed."""


class Guard:
    """ASGI middleware; `hosts` are the names under which the server may be asked."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], body_bytes: int) -> None:
        """Wrap an application."""
        self.app, self.hosts, self.body_bytes = app, {host.lower() for host in hosts}, body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or say why not."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        scope.setdefault("state", {})["nonce"] = nonce
        sealed = scope["path"] in SEALED
        policy = SEALED_POLICY if sealed else POLICY.format(nonce=nonce)
        begun = False

        async def carrying(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = policy
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        try:
            refusal = self._refusal(scope)
            await (refusal or self.app)(scope, self._bounded(receive), carrying)
        except _TooLargeError:
            if not begun:
                answer = PlainTextResponse(f"a request has at most {self.body_bytes:,} bytes\n", 413)
                await answer(scope, receive, carrying)
        except TimeoutError:
            if not begun:
                await PlainTextResponse("the request came too slowly\n", 408)(scope, receive, carrying)

    def _bounded(self, receive: Receive) -> Receive:
        left = self.body_bytes
        loop = asyncio.get_running_loop()
        until = loop.time() + PACE
        done = False

        async def bounded() -> Message:
            nonlocal left, done
            if done:  # what comes after the body is the client's leaving, which may take its time
                return await receive()
            message = await asyncio.wait_for(receive(), max(0.0, until - loop.time()))
            left -= len(message.get("body", b""))
            done = not message.get("more_body", False)
            if left < 0:
                raise _TooLargeError
            return message

        return bounded

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if _name(host) not in self.hosts:
            known = ", ".join(sorted(self.hosts))
            return PlainTextResponse(f"this server is not {host!r}; it answers to {known}\n", 421)
        if not scope["query_string"].isascii():
            return PlainTextResponse("an address is written in ASCII, other characters as %C3%A9\n", 400)
        origin, site = headers.get("origin"), headers.get("sec-fetch-site", "none")
        foreign = site not in {"none", "same-origin"} or (origin is not None and _origin(origin) != host)
        if foreign and (scope["method"] not in SAFE or scope["path"].startswith(OURS_ONLY)):
            return PlainTextResponse("requests from pages of other sites are refused\n", 403)
        return None


def _origin(text: str) -> str:
    """Return the host and port of an Origin header, "" where it names none.

    >>> _origin("http://localhost:8000"), _origin("null"), _origin("http://[")
    ('localhost:8000', '', '')
    """
    try:
        return urlsplit(text).netloc
    except ValueError:
        return ""


def _name(host: str) -> str:
    """Return the name in a Host header, without its port.

    >>> _name("[::1]:8000"), _name("LocalHost:80"), _name("127.0.0.1")
    ('[::1]', 'localhost', '127.0.0.1')
    """
    name, _, port = host.lower().rpartition(":")
    return name if name and port.isdigit() and not name.endswith(":") else host.lower()
