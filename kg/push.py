"""The graph to a server that somebody runs already, by the SPARQL 1.1 Graph Store Protocol, in chunks that resume.

https://www.w3.org/TR/sparql11-http-rdf-update/: the first chunk of a graph replaces what the server has of it (PUT),
the others are added (POST). Nothing here is a blank node, so that a chunk sent twice is there once.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from itertools import groupby, islice
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

import pyoxigraph as ox

from kg.errors import InputError, OutputError
from kg.export.sorting import Ordered
from kg.generation import STORE, current
from kg.graph import Graph

__all__ = ["Chunk", "push"]

#: Triples in one request: about 8 MB, which servers take without being told to.
AT_ONCE = 50_000
#: Seconds to wait before each further try.
PAUSES = (0.2, 1.0, 5.0)
TIMEOUT = 300.0


@dataclass(frozen=True, slots=True)
class Chunk:
    """Triples of one graph, numbered over all graphs from 0; `first` says that it is the first of its graph."""

    number: int
    graph: ox.NamedNode | ox.DefaultGraph
    first: bool
    triples: tuple[ox.Triple, ...]


def push(
    graph: Graph,
    endpoint: str,
    *,
    headers: Mapping[str, str] | None = None,
    at_once: int = AT_ONCE,
    progress: Callable[[Chunk], None] = lambda _chunk: None,
) -> int:
    """Send all graphs and return how many chunks were sent; those that an earlier, broken run has sent are left out.

    Args:
        graph: the graph.
        endpoint: the address of the server's graph store, such as http://localhost:7878/store.
        headers: further HTTP headers, such as Authorization.
        at_once: triples in one request.
        progress: called after each chunk that has arrived.

    Raises:
        InputError: where the endpoint is no http or https address, or a header cannot be sent.
        OutputError: where the server refuses a chunk or cannot be reached; the next run goes on from there.
    """
    if "@" in endpoint.partition("://")[2].partition("/")[0]:
        raise InputError("an endpoint takes no name and password: give --header 'Authorization: Basic …' instead")
    if not _is_address(endpoint):
        raise InputError(
            f"{endpoint!r} is no address of a server: give http://HOST/PATH or https://…, other characters as %XX"
        )
    note = _note(graph.folder, endpoint)
    about = f"{current(graph.folder).name} {at_once}"
    done = _done(note, about)
    sent = 0
    for chunk in _chunks(graph.store, at_once):
        if chunk.number < done:
            continue
        _send(chunk, endpoint, headers or {})
        note.write_text(json.dumps({"of": about, "done": chunk.number + 1}), encoding="utf-8")
        sent += 1
        progress(chunk)
    note.unlink(missing_ok=True)
    return sent


def _is_address(endpoint: str) -> bool:
    """Return whether a request can be sent there: one without a fragment, which would swallow the graph's name."""
    try:
        parts = urlsplit(endpoint)
        host = (parts.hostname or "").encode("idna")
        rest = (parts.path + parts.query).isascii() and endpoint.isprintable() and " " not in endpoint
        return parts.scheme in {"http", "https"} and bool(host) and parts.port != 0 and rest and "#" not in endpoint
    except ValueError:  # a bracket left open, a port that is no number or out of range, a host with an empty label
        return False


def _note(folder: Path, endpoint: str) -> Path:
    return folder / STORE / f"push-{hashlib.sha256(endpoint.encode()).hexdigest()[:12]}.json"


def _done(note: Path, about: str) -> int:
    """Return how many chunks of this generation have arrived."""
    try:
        row = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return 0
    return int(row["done"]) if row.get("of") == about else 0


def _chunks(store: ox.Store, at_once: int) -> Iterator[Chunk]:
    number = 0
    for name, quads in groupby(Ordered(store), key=lambda quad: quad.graph_name):
        assert not isinstance(name, ox.BlankNode)
        first = True
        while triples := tuple(quad.triple for quad in islice(quads, at_once)):
            yield Chunk(number, name, first, triples)
            number, first = number + 1, False


def _send(chunk: Chunk, endpoint: str, headers: Mapping[str, str]) -> None:
    mark = "&" if urlsplit(endpoint).query else "?"
    name = "default" if isinstance(chunk.graph, ox.DefaultGraph) else f"graph={quote(chunk.graph.value, safe='')}"
    data = ox.serialize(chunk.triples, format=ox.RdfFormat.N_TRIPLES)
    request = Request(f"{endpoint}{mark}{name}", data, method="PUT" if chunk.first else "POST")
    for header, value in {"Content-Type": "application/n-triples", **headers}.items():
        request.add_header(header, value)
    reason = ""
    for pause in (*PAUSES, None):
        try:
            with urlopen(request, timeout=TIMEOUT):
                return
        except HTTPError as error:
            reason = f"{error.code} {error.reason}"
            error.close()
            if error.code < 500:
                break
        except (URLError, OSError, HTTPException) as error:
            reason = " ".join(str(getattr(error, "reason", error)).split()) or type(error).__name__
        except ValueError as error:  # a header with a line end, or with characters that HTTP has not
            raise InputError(f"a header cannot be sent: {error}") from error
        if pause is not None:
            time.sleep(pause)
    where = f"chunk {chunk.number + 1} of {name.removeprefix('graph=')}"
    raise OutputError(f"{endpoint} did not take {where}: {reason}; run it again to go on from there")
