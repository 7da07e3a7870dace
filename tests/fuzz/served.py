"""Targets behind the server: a query, and a whole request with its path, its headers and its body."""

from __future__ import annotations

import asyncio
import atexit
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pyoxigraph as ox
from starlette.types import Message

from kg.errors import QueryError
from kg.serve.application import Settings, application
from kg.serve.limits import Limits
from kg.store import query
from tests.graphs import built
from tests.samples import meeting

__all__ = ["SERVED"]

METHODS = ("GET", "POST", "HEAD", "DELETE", "OPTIONS", "PUT")
#: where most of what a request says is looked at
PATHS = ("/sparql", "/search", "/api/search", "/api/decisions", "/edit", "/decisions", "/entities", "/document/a1", "")
TYPES = (b"application/sparql-query", b"application/x-www-form-urlencoded", b"application/json", b"text/plain")
TOKEN = "rahasia"


@cache
def _store() -> ox.Store:
    store = ox.Store()
    for n in range(3):
        store.add(ox.Quad(ox.NamedNode(f"http://a/{n}"), ox.NamedNode("http://a/p"), ox.Literal(n)))
    return store


def asked(raw: bytes) -> None:
    """A query is answered or refused with one line."""
    said = ""
    try:
        query(_store(), raw.decode("utf-8", "replace"))
    except QueryError as error:
        said = str(error)
    assert "\n" not in said


class Server:
    """The application with a worker of its own, called without a socket."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="kg-fuzz-")
        built(Path(self.folder.name) / "out", meeting())
        limits = Limits(seconds=5, rows=100, answer_bytes=100_000, memory_bytes=200_000_000, workers=1)
        self.app = application(Path(self.folder.name) / "out", Settings(limits=limits, token=TOKEN))
        self.loop = asyncio.new_event_loop()
        atexit.register(self.close)

    def ask(self, scope: dict[str, Any], body: bytes) -> list[Message]:
        """Return what the application sends."""
        told = [{"type": "http.request", "body": body}]
        sent: list[Message] = []

        async def receive() -> Message:
            return told.pop() if told else {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            sent.append(message)

        self.loop.run_until_complete(self.app(scope, receive, send))
        return sent

    def close(self) -> None:
        """End the worker."""
        with suppress(RuntimeError):
            self.loop.run_until_complete(self.app.state.pool.close())
            self.loop.close()
        self.folder.cleanup()


@cache
def _server() -> Server:
    return Server()


def endpoint(raw: bytes) -> None:
    """A request gets an answer with the headers of every answer: the first two bytes choose, lines say the rest."""
    choice, (rest, _, body) = raw[:2].ljust(2, b"\0"), raw[2:].partition(b"\n\n")
    line, *more = rest.split(b"\n")
    target = PATHS[choice[1] % len(PATHS)].encode() + line
    path, _, query_string = target.partition(b"?")
    given = (header.partition(b":") for header in more)
    headers = [(name.strip().lower(), value.strip()) for name, _, value in given]
    if not any(name == b"host" for name, _ in headers):
        headers.append((b"host", b"localhost"))
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http", "root_path": "",
        "method": METHODS[choice[0] % len(METHODS)],
        "path": unquote_to_bytes(path).decode("utf-8", "replace"), "raw_path": path, "query_string": query_string,
        "headers": [*headers, (b"content-type", TYPES[choice[0] // 8 % len(TYPES)])],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
    }  # fmt: skip
    start, *rest_sent = _server().ask(scope, body)
    assert start["status"] < 600
    assert start["status"] != 500 or scope["path"] == "/sparql", start
    assert dict(start["headers"])[b"x-content-type-options"] == b"nosniff"
    assert all(name.isascii() and b"\n" not in value and b"\r" not in value for name, value in start["headers"])
    assert not rest_sent[-1].get("more_body")


SERVED: dict[str, Callable[[bytes], None]] = {"query": asked, "endpoint": endpoint}

QUERIES = (
    "SELECT ?a (COUNT(*) AS ?n) { ?a <http://a/p> ?b OPTIONAL { ?b ^<http://a/p>+ ?c } FILTER(?b < 2) } GROUP BY ?a",
    "PREFIX x: <http://a/> CONSTRUCT { ?s x:q ?o } FROM <http://a/g> WHERE { GRAPH ?g { ?s x:p|x:q/x:r ?o } } LIMIT 5",
    'ASK { VALUES (?x ?y) { (1 "a"@id) (UNDEF 2.5) } BIND(IF(REGEX(?y, "^a", "i"), STRLEN(?y), 1e3) AS ?z) MINUS {} }',
    "DESCRIBE <http://a/1> ORDER BY DESC(?x) HAVING(?x > 1) # ...\n",
    "SELECT * { SERVICE SILENT <http://a/> { ?a ?b ?c } } OFFSET 1",
)
REQUESTS = (
    b"\x00\x00?query=ASK%20%7B%7D&default-graph-uri=http://a/g\nAccept: text/csv;q=0.4, */*\n\n",
    b"\x01\x00\nOrigin: http://localhost\n\nASK { ?a ?b ?c }",
    b"\x09\x00\nAccept: application/json\n\nquery=SELECT+*+%7B%3Fa+%3Fb+%3Fc%7D",
    b"\x00\x02?q=jack&kind=entity&limit=2&offset=1\n\n",
    b'\x11\x03\nAuthorization: Bearer rahasia\n\n{"action": "rename", "iri": "x", "value": "y"}',
    b"\x09\x04\nCookie: kg_edit=x\n\ntoken=x",
    b"\x09\x05\nSec-Fetch-Site: same-origin\n\naction=merge&iri=a&value=b&csrf=0&next=//x",
    b"\x00\x08/text/a1\nAccept: text/turtle\n\n",
)
