"""A child process that answers SPARQL queries: `python -m kg.serve.worker STORE SECONDS ROWS BYTES MEMORY`.

Questions come in on standard input, answers go out on standard output, each a JSON object of one line; the body of an
answer follows its line. The process kills itself where a query takes longer than SECONDS, whatever Oxigraph is doing,
and cannot take more than MEMORY bytes beyond what it takes at rest; its parent starts another.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ontology import PREFIXES
from kg.serve.negotiation import best
from kg.store import open_store
from kg.store.query import place
from kg.store.refusal import check

__all__ = ["GRAPHS", "ROWS", "answer", "main"]

#: media types of SELECT and ASK, of CONSTRUCT and DESCRIBE, the first where a client takes anything
ROWS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/xml": ox.QueryResultsFormat.XML,
}
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "text/plain": ox.RdfFormat.N_TRIPLES,
}
GRACE = 1  # seconds after which the process ends itself where its parent did not
Reply = tuple[dict[str, str], bytes]


class _TooMuchError(Exception):
    """An answer of more rows or bytes than allowed."""


class _Counting(io.BytesIO):
    """A file that refuses more lines or bytes than it may hold."""

    def __init__(self, lines: int, size: int) -> None:
        super().__init__()
        self.lines, self.size = lines, size

    def write(self, data: Any) -> int:
        """Add to the file."""
        part = bytes(data)
        self.lines -= part.count(b"\n")
        self.size -= len(part)
        if self.lines < 0:
            raise _TooMuchError("rows")
        if self.size < 0:
            raise _TooMuchError("bytes")
        return super().write(part)


def main(arguments: list[str]) -> None:
    """Answer questions until standard input ends."""
    importlib.import_module("rdflib.plugins.sparql.parser")  # what checks for SERVICE and FROM, before time is taken
    store = open_store(Path(arguments[0]))
    seconds, rows, size, memory = float(arguments[1]), int(arguments[2]), int(arguments[3]), int(arguments[4])
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing but answers is written there
    _bound(memory)
    _send(out, {"status": "ready"}, b"")
    for line in sys.stdin.buffer:
        signal.setitimer(signal.ITIMER_REAL, seconds + GRACE)
        head, body = answer(store, json.loads(line), rows, size)
        signal.setitimer(signal.ITIMER_REAL, 0)
        _send(out, head, body)


def _bound(memory: int) -> None:
    """Keep the process from taking more than `memory` bytes beyond what it has now, where the system knows how."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return
    limit = pages * resource.getpagesize() + memory
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _send(out: BinaryIO, head: dict[str, str], body: bytes) -> None:
    out.write(json.dumps({**head, "size": len(body)}).encode() + b"\n" + body)
    out.flush()


def answer(store: ox.Store, question: Mapping[str, Any], rows: int, size: int) -> Reply:
    """Return status and media type of the answer to a question, and its body."""
    try:
        check(store, question["query"])
        found = store.query(
            question["query"],
            prefixes=PREFIXES,
            default_graph=[*_graphs(store, question["default"])] or None,
            named_graphs=[*_graphs(store, question["named"])] or None,
        )
        return _written(found, question["accept"], rows, size)
    except SyntaxError as error:
        return {"status": "malformed", "message": f"the query cannot be read: {place(str(error))}"}, b""
    except QueryError as error:
        return {"status": "refused", "message": str(error)}, b""
    except _TooMuchError as error:
        limit = f"{rows:,} rows" if str(error) == "rows" else f"{size:,} bytes"
        return {"status": "cut", "message": f"the answer has more than {limit}: add LIMIT or ask for less"}, b""
    except MemoryError:
        return {"status": "cut", "message": "the query took more memory than it may: ask for less"}, b""
    except (ValueError, OSError, RuntimeError) as error:
        return {"status": "failed", "message": f"the query failed: {' '.join(str(error).split())}"}, b""


def _graphs(store: ox.Store, iris: list[str]) -> list[ox.NamedNode]:
    """Return the graphs that a request names.

    Raises:
        QueryError: where one is not in the store; nothing is fetched.
    """
    known = {graph.value: graph for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)}
    for iri in iris:
        if iri not in known:
            raise QueryError(f"the graph {iri!r} is not here: the graphs are {', '.join(sorted(known))}")
    return [known[iri] for iri in iris]


def _written(found: Any, accept: str, rows: int, size: int) -> Reply:
    if isinstance(found, ox.QueryTriples):
        return _chosen(accept, GRAPHS, lambda type_: _triples(found, GRAPHS[type_], rows, size))
    return _chosen(accept, ROWS, lambda type_: _rows(found, ROWS[type_], rows, size))


def _chosen(accept: str, offered: Mapping[str, Any], write: Callable[[str], bytes]) -> Reply:
    type_ = best(accept, tuple(offered))
    if type_ is None:
        return {"status": "unacceptable", "message": f"the answer can be had as {', '.join(offered)}"}, b""
    return {"status": "ok", "type": type_}, write(type_)


def _rows(found: Any, format_: ox.QueryResultsFormat, rows: int, size: int) -> bytes:
    """Return rows, counted while they are found: one line of tab-separated values each, then put as asked."""
    if isinstance(found, ox.QueryBoolean):
        kind = format_ if format_ != ox.QueryResultsFormat.TSV else ox.QueryResultsFormat.CSV
        return found.serialize(format=kind) or b""
    file = _Counting(rows + 1, size)
    found.serialize(file, format=ox.QueryResultsFormat.TSV)
    if format_ == ox.QueryResultsFormat.TSV:
        return file.getvalue()
    again = ox.parse_query_results(file.getvalue(), format=ox.QueryResultsFormat.TSV)
    return again.serialize(format=format_) or b"" if isinstance(again, ox.QuerySolutions) else b""


def _triples(found: ox.QueryTriples, format_: ox.RdfFormat, rows: int, size: int) -> bytes:
    file = _Counting(rows, size)
    found.serialize(file, format=ox.RdfFormat.N_TRIPLES)
    if format_ == ox.RdfFormat.N_TRIPLES:
        return file.getvalue()
    triples = sorted({quad.triple for quad in ox.parse(file.getvalue(), format=ox.RdfFormat.N_TRIPLES)}, key=str)
    return ox.serialize(triples, format=format_, prefixes=PREFIXES) or b""


if __name__ == "__main__":
    main(sys.argv[1:])
