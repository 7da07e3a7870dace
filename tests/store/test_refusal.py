"""What would leave the store never does; what would bring Oxigraph's parser down is named."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from itertools import product

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.store import query

IRI = "http://a/x"
GAPS = ("", " ", "\r", "\n# SERVICE\n", "#\r", "# \u2028 \r\n", "\t#<'''\"\n")
TARGETS = ("<{}>", "?where", "$where", "at:", "at:a\\#b")


class Listener:
    """A server of this machine that counts who calls."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}/"
        self.calls = 0
        threading.Thread(target=self._answer, daemon=True).start()

    def _answer(self) -> None:
        with suppress(OSError):
            while True:
                line = self.socket.accept()[0]
                self.calls += 1
                line.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    found = Listener()
    yield found
    found.socket.close()


@pytest.fixture
def store() -> ox.Store:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode(IRI), ox.NamedNode(IRI), ox.Literal(1)))
    return store


def leaves(store: ox.Store, text: str, listener: Listener) -> bool:
    """Return whether Oxigraph, left to itself, calls somebody for this query."""
    before = listener.calls
    with suppress(SyntaxError, OSError, ValueError, RuntimeError):
        list(store.query(text))  # type: ignore[arg-type]
    return listener.calls > before


@pytest.mark.parametrize(
    "before", ["", "?a ?b ?c.", "?a ?b 1", "BIND('x'@en AS ?l)", "FILTER(1<2)", "OPTIONAL{}", "#\r"]
)
def test_no_spelling_of_service_leaves_the_store(store: ox.Store, listener: Listener, before: str) -> None:
    head = f"PREFIX at: <{listener.address}> SELECT * {{ BIND(<{listener.address}> AS ?where) {before}"
    called = 0
    for word, gap, silent, target in product(("SERVICE", "sErViCe"), GAPS, ("", "SILENT"), TARGETS):
        text = f"{head}{word}{gap}{silent}{gap}{target.format(listener.address)}{gap}{{ ?d ?e ?f }} }}"
        if leaves(store, text, listener):
            called += 1
            with pytest.raises(QueryError, match="SERVICE is refused"):
                query(store, text)
    assert called > 20
    with pytest.raises(QueryError):
        query(store, head + f"\\u0053ERVICE <{listener.address}> {{ ?d ?e ?f }} }}")


def test_graphs_of_from_and_load_are_not_fetched(store: ox.Store, listener: Listener) -> None:
    for text in ("SELECT * FROM <{}> {{ ?a ?b ?c }}", "SELECT * FROMNAMED<{}> {{ GRAPH ?g {{ ?a ?b ?c }} }}"):
        with suppress(QueryError):
            assert not query(store, text.format(listener.address)).rows
    with pytest.raises(QueryError):
        query(store, f"LOAD <{listener.address}>")
    assert listener.calls == 0


@pytest.mark.parametrize("text", [
    "SELECT * " + "{" * 50_000 + "}" * 50_000,
    "ASK { FILTER(" + "STR(" * 2000 + "1" + ")" * 2000 + ") }",
    "ASK { " + "FILTER EXISTS {" * 2000 + "}" * 2000 + " }",
    "ASK { FILTER(" + "!" * 50_000 + "true) }",
    "ASK { FILTER(" + "true||" * 50_000 + "true) }",
    "ASK { FILTER(1" + "-1" * 50_000 + ") }",
    "ASK { ?a " + "<a:b>/" * 50_000 + "<a:b> ?c }",
    "ASK { " + "?a ?b ?c . " * 50_000 + "}",
    "ASK { " + "MINUS{}" * 50_000 + "}",
    "ASK { {}" + "union{}" * 50_000 + "}",
    "ASK { ?a ?b " + "[<a:b> " * 5000 + "1" + "]" * 5000 + " }",
    "SELECT * { ?a ?b ?c } GROUP BY" + " (1)" * 20_000,
], ids=lambda text: text[:24])  # fmt: skip
def test_query_that_no_parser_outlives_is_named(store: ox.Store, text: str) -> None:
    with pytest.raises(QueryError, match=r"in one another|parts"):
        query(store, text)


def test_long_query_of_values_is_answered(store: ox.Store) -> None:
    rows = " ".join(f"(<http://a/{n}> 'a.b, {{c}} ({n}' {n}.5)" for n in range(20_000))
    assert len(query(store, f"SELECT ?x {{ VALUES (?x ?y ?z) {{ {rows} }} }}")) == 20_000


@pytest.mark.parametrize("text", ["service" * 200_000, "service #" * 100_000, "service a#" * 90, "from" + "(" * 90])
def test_a_text_about_service_is_judged_at_once(store: ox.Store, text: str) -> None:
    with pytest.raises(QueryError):
        query(store, text)
