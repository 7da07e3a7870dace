"""Extractions and what was resolved of them → N-Quads in partitions, written by the workers of a Dask cluster.

A worker states the articles of a part and sorts what they say into buckets, by what it is about (map, one Parquet file
a part); then one takes a bucket of all parts, adds up the claims that several articles make, and writes it as sorted
N-Quads (reduce). The files hold the quads of the embedded build, and their bytes do not depend on how the articles were
parted, nor on which worker did what. Paths are fsspec paths: a folder, s3://…, gs://…, hdfs://….

    part-00000.nq …   the graph, each quad in one file
    _SUCCESS          written last, taken away first: without it the files are not one graph
    _temporary/       what the workers hand to each other, while they are at it
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any, TypeAlias

import pyoxigraph as ox

from kg.engine import UNDONE, agree, begin, end, hand, handed, put, working
from kg.errors import OutputError
from kg.extract import annotation
from kg.location import located
from kg.memory import version
from kg.model import Extraction
from kg.rdf import quads
from kg.rdf.claims import Claims
from kg.rdf.claims_json import add, to_json
from kg.rdf.iris import Iris
from kg.resolved import Resolved, shared
from kg.spread import Spread

__all__ = ["check", "read", "write"]

#: files of the graph: so many, and twice as many while each would take more than so many articles
BUCKETS, ARTICLES = 64, 1_000
#: a statement of the graph, a claim with what supports it, the names of who takes part in an event
QUAD, CLAIM, NAMES = "quad", "claim", "names"
#: what it is about, kind, N-Quads or JSON
Row: TypeAlias = tuple[str, str, str]
#: what Hadoop and Spark call the mark of what is whole
WHOLE = "_SUCCESS"
OURS = re.compile(rf"part-\d{{5}}\.nq|{WHOLE}|{UNDONE}")
#: bytes that are read back at once
AT_ONCE = 1 << 24


def check(path: str) -> None:
    """Make sure that a graph may be written to `path`, and make the folder.

    Raises:
        OutputError: where it cannot be reached or written, or holds what no build wrote.
    """
    files, inside = located(path)
    try:
        files.makedirs(inside, exist_ok=True)
        names = _names(files, inside)
    except OSError as error:
        raise OutputError(f"cannot write to {path!r}: {error.strerror or error}; give another with --quads") from error
    foreign = sorted(name for name in names if not OURS.fullmatch(name))
    if foreign or (names and not {WHOLE, UNDONE} & names):
        named = (foreign or sorted(names))[0]
        raise OutputError(f"{path!r} holds {named!r}, which kg did not write: give an empty or a new folder to --quads")


def _names(files: Any, inside: str) -> set[str]:
    files.invalidate_cache()
    try:
        places = files.ls(inside, detail=False)
    except FileNotFoundError:  # an object store has no folder until something lies in it
        places = []
    found = (place.rstrip("/") for place in places)
    return {place.rpartition("/")[2] for place in found if place != inside.rstrip("/")}


def write(extractions: Iterable[Extraction], resolved: Resolved, spread: Spread, path: str) -> list[str]:
    """Write the graph into the folder at `path`, in place of the one that was there, and return its files' names.

    Raises:
        ModelError: where Dask, the extra `dask`, is not installed.
        InputError: where the scheduler cannot be reached, or its workers have another kg.
        OutputError: where the folder cannot be written, holds what no build wrote, or the workers die of the work.
    """
    check(path)
    _clear(path)
    with working(spread, path) as client:
        done = _spread(client, extractions, resolved, spread.at_once, path)
    put(b"", path, WHOLE)
    end(path)
    return done


def _clear(path: str) -> None:
    """Take away the graph of a former build; a mark stays that what is there is not whole, and ours."""
    begin(path)
    files, inside = located(path)
    for name in sorted(_names(files, inside) - {UNDONE}):  # the mark of the whole graph comes first
        files.rm_file(f"{inside}/{name}")


def _spread(client: Any, found: Iterable[Extraction], resolved: Resolved, at_once: int, path: str) -> list[str]:
    """Have the workers write the graph and return the names of its files."""
    rest, wanted, buckets = iter(found), version(), _buckets(resolved.documents)
    parts = [client.submit(_shared, _lines(shared(resolved)), path, buckets, pure=False)]
    while group := list(islice(rest, at_once)):
        told = hand(gzip.compress(_told(group, resolved).encode(), mtime=0), "told", path)
        parts.append(client.submit(_stated, told, path, buckets, wanted, retries=2, pure=False))
    names = client.gather(parts)
    summed = partial(_summed, names=names, base=resolved.base, accepted=resolved.accepted, path=path)
    done: list[str] = client.gather(client.map(summed, range(buckets), retries=2, pure=False))
    return done


def read(path: str, names: Iterable[str]) -> Iterator[bytes]:
    """Yield the N-Quads of these files, some lines at a time."""
    files, inside = located(path)
    for name in names:
        with files.open(f"{inside}/{name}", "rb") as file:
            rest = b""
            while got := file.read(AT_ONCE):
                lines, newline, rest = (rest + got).rpartition(b"\n")
                yield lines + newline
            if rest:
                yield rest


def _told(group: list[Extraction], resolved: Resolved) -> str:
    """Return what a worker needs for some articles, as JSON: the articles and their part of what was decided."""
    ids = [extraction.document.id for extraction in group]
    return json.dumps(
        {
            "base": resolved.base,
            "accepted": resolved.accepted,
            "extractions": [annotation.to_json(extraction) for extraction in group],
            "entities": [
                [resolved.entities.iris[e.document.id, c.id] for c in e.clusters] for e in group
            ],
            "events": [[resolved.event_iris[e.document.id, n] for n in range(len(e.events))] for e in group],
            "copies": {id_: resolved.copies[id_] for id_ in ids if id_ in resolved.copies},
        }
    )  # fmt: skip


def _buckets(documents: int) -> int:
    """Return in how many files the graph of so many articles is written.

    >>> _buckets(12), _buckets(1_000_000)
    (64, 1024)
    """
    found = BUCKETS
    while found * ARTICLES < documents:
        found *= 2
    return found


def _shared(lines: list[str], path: str, buckets: int) -> str:
    return _kept([(line, QUAD, line) for line in lines], path, buckets)


def _stated(told: str, path: str, buckets: int, wanted: str) -> str:
    """State the articles of a file, keep what they say by bucket, and return the name of that file."""
    agree(wanted)
    given = json.loads(gzip.decompress(handed(told, path)))
    extractions = [annotation.from_json(row) for row in given["extractions"]]
    ids = [extraction.document.id for extraction in extractions]
    entity_iris = {
        (extraction.document.id, cluster_.id): iri
        for extraction, iris in zip(extractions, given["entities"], strict=True)
        for cluster_, iri in zip(extraction.clusters, iris, strict=True)
    }
    event_iris = {(id_, n): iri for id_, iris in zip(ids, given["events"], strict=True) for n, iri in enumerate(iris)}
    copies = {id_: (story, publisher) for id_, (story, publisher) in given["copies"].items()}
    found = Claims(Iris(given["base"]), frozenset({"actual", *given["accepted"]}), copies)
    names: quads.EventNames = {}
    alone = [
        quad
        for extraction in extractions
        for quad in quads.of_article(extraction, entity_iris, event_iris, found, names)
    ]
    rows = [(line, QUAD, line) for line in _lines(alone)]
    rows += [_row(CLAIM, *to_json(claim, support)) for claim, support in found.found.items()]
    rows += [_row(NAMES, iri, [type_, modality, people]) for iri, (type_, modality, people) in names.items()]
    return _kept(rows, path, buckets)


def _row(kind: str, about: str, rest: Any) -> Row:
    return about, kind, json.dumps([about, rest])


def _bucket(about: str, buckets: int) -> int:
    """Return the bucket of a statement, by its subject, or of a claim, by all of it."""
    return int(hashlib.sha256(about.split(" ", 1)[0].encode()).hexdigest()[:8], 16) % buckets


def _summed(bucket: int, *, names: list[str], base: str, accepted: tuple[str, ...], path: str) -> str:
    """Write one bucket of all parts as sorted N-Quads and return the name of its file."""
    iris = Iris(base)
    found, events, lines = Claims(iris, frozenset({"actual", *accepted})), dict[str, Any](), set[str]()
    for kind, text in _read(names, bucket, path):
        if kind == QUAD:
            lines.add(text)
            continue
        about, rest = json.loads(text)
        if kind == CLAIM:
            add(found.found, about, rest)
        else:
            events.setdefault(about, (rest[0], rest[1], []))[2].extend(rest[2])
    lines.update(_lines([*found.quads(), *quads.called(events, found)]))
    name = f"part-{bucket:05}.nq"
    put("".join(f"{line}\n" for line in sorted(lines)).encode(), path, name)
    return name


def _lines(rows: Iterable[ox.Quad]) -> list[str]:
    written = ox.serialize(rows, format=ox.RdfFormat.N_QUADS) or b""
    return written.decode().split("\n")[:-1]


def _kept(found: list[Row], path: str, buckets: int) -> str:
    """Write rows as a Parquet file by bucket and return its name."""
    import pyarrow as pa
    from pyarrow import parquet

    rows = sorted((_bucket(about, buckets), kind, text) for about, kind, text in found)
    table = pa.table({key: [row[at] for row in rows] for at, key in enumerate(("bucket", "kind", "text"))})
    buffer = pa.BufferOutputStream()
    parquet.write_table(table, buffer, compression="zstd", row_group_size=max(1, len(rows) // buckets))
    return hand(buffer.getvalue().to_pybytes(), "said", path)


def _read(names: list[str], bucket: int, path: str) -> Iterator[tuple[str, str]]:
    """Yield the rows of a bucket, part after part in the order of the articles."""
    from pyarrow import parquet

    files, inside = located(path)
    for name in names:
        with files.open(f"{inside}/{UNDONE}/{name}", "rb") as file:
            table = parquet.read_table(file, columns=["kind", "text"], filters=[("bucket", "=", bucket)])
        yield from zip(table["kind"].to_pylist(), table["text"].to_pylist(), strict=True)
