"""Extractions and what resolution made of them → N-Quads in partitions, written by the workers of a Dask cluster.

A worker states the articles of a part and sorts what they say into buckets, by what it is about (map, one Parquet file
a part); then one takes a bucket of all parts, adds up the claims that several articles make, and writes it as sorted
N-Quads (reduce). The files hold the quads of the embedded build, and their bytes do not depend on how the articles were
parted, nor on which worker did what. Paths are fsspec paths: a folder, s3://…, gs://…, hdfs://….
"""

from __future__ import annotations

import gzip
import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, TypeAlias

import pyoxigraph as ox

from kg.extract.annotation import from_json, to_json
from kg.model import Entity, Extraction
from kg.rdf import quads
from kg.rdf.claims import Claim, Claims, Copies, Support
from kg.rdf.iris import Iris
from kg.spread import Spread, cluster

__all__ = ["Resolved", "write"]

BUCKETS = 64
#: a statement of the graph, a claim with what supports it, the names of who takes part in an event
QUAD, CLAIM, NAMES = "quad", "claim", "names"
#: bucket, kind, N-Quads or JSON
Row: TypeAlias = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What the articles together decide: entities, whose mention is whose, which events are one, what is accepted."""

    base: str
    entities: tuple[Entity, ...]
    entity_iris: Mapping[tuple[str, str], str]
    event_iris: Mapping[tuple[str, int], str]
    accepted: tuple[str, ...] = ()
    copies: Copies | None = None
    more: tuple[ox.Quad, ...] = ()  # doubts, and IRIs that were replaced


def write(extractions: Iterable[Extraction], resolved: Resolved, spread: Spread, path: str) -> list[str]:
    """Write the graph into the folder at `path` and return the names of its files.

    Raises:
        ModelError: where Dask, the extra `dask`, is not installed.
        InputError: where the scheduler cannot be reached.
    """
    import fsspec

    iris, parts, rest = Iris(resolved.base), [], iter(extractions)
    with cluster(spread) as client:
        parts.append(client.submit(_shared, _lines([*quads.entities(resolved.entities, iris), *resolved.more]), path))
        while group := list(islice(rest, spread.at_once)):
            told = _named("told", gzip.compress(_told(group, resolved).encode(), mtime=0), "json.gz", path)
            parts.append(client.submit(_stated, told, path, retries=2, pure=False))
        names = client.gather(parts)
        summed = partial(_summed, names=names, base=resolved.base, accepted=resolved.accepted, path=path)
        done: list[str] = client.gather(client.map(summed, range(BUCKETS), retries=2, pure=False))
    files, inside = fsspec.core.url_to_fs(path)
    for folder in ("told", "said"):
        if files.exists(f"{inside}/{folder}"):
            files.rm(f"{inside}/{folder}", recursive=True)
    return done


def _told(group: list[Extraction], resolved: Resolved) -> str:
    """Return what a worker needs for some articles, as JSON: the articles and their part of what was decided."""
    ids = [extraction.document.id for extraction in group]
    copies = resolved.copies or {}
    return json.dumps(
        {
            "base": resolved.base,
            "accepted": resolved.accepted,
            "extractions": [to_json(extraction) for extraction in group],
            "entities": [
                [resolved.entity_iris[e.document.id, c.id] for c in e.clusters] for e in group
            ],
            "events": [[resolved.event_iris[e.document.id, n] for n in range(len(e.events))] for e in group],
            "copies": {id_: copies[id_] for id_ in ids if id_ in copies},
        }
    )  # fmt: skip


def _shared(lines: list[str], path: str) -> str:
    return _kept([(_bucket(line), QUAD, line) for line in lines], path)


def _stated(told: str, path: str) -> str:
    """State the articles of a file, keep what they say by bucket, and return the name of that file."""
    import fsspec

    with fsspec.open(f"{path}/told/{told}", "rb") as file:
        given = json.loads(gzip.decompress(file.read()))
    extractions = [from_json(row) for row in given["extractions"]]
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
    rows = [(_bucket(line), QUAD, line) for line in _lines(alone)]
    rows += [_row(CLAIM, _claim(claim), _support(support)) for claim, support in found.found.items()]
    rows += [_row(NAMES, iri, [type_, modality, people]) for iri, (type_, modality, people) in names.items()]
    return _kept(rows, path)


def _row(kind: str, about: str, rest: Any) -> Row:
    return _bucket(about), kind, json.dumps([about, rest])


def _bucket(about: str) -> int:
    """Return the bucket of a statement, by its subject, or of a claim, by all of it."""
    return int(hashlib.sha256(about.split(" ", 1)[0].encode()).hexdigest()[:8], 16) % BUCKETS


def _claim(claim: Claim) -> str:
    """Return a claim as text, without a break: its triple, modality and source."""
    triple = str(ox.Triple(claim.subject, claim.predicate, claim.object))
    return json.dumps([triple, claim.modality, claim.source.value if claim.source else ""], ensure_ascii=False)


def _of_claim(text: str) -> Claim:
    triple, modality, source = json.loads(text)
    (quad,) = ox.parse(f"{triple} .", format=ox.RdfFormat.N_TRIPLES, lenient=True)
    assert isinstance(quad.subject, ox.NamedNode)
    assert isinstance(quad.object, ox.NamedNode | ox.Literal)
    return Claim(quad.subject, quad.predicate, quad.object, modality, ox.NamedNode(source) if source else None)


def _support(support: Support) -> list[Any]:
    return [
        sorted(node.value for node in support.evidence),
        sorted(support.confidences.items()),
        sorted(support.publishers),
        sorted((which, node.value) for which, node in support.bounds),
    ]


def _add(support: Support, row: list[Any]) -> None:
    evidence, confidences, publishers, bounds = row
    support.evidence.update(ox.NamedNode(iri) for iri in evidence)
    for story, confidence in confidences:
        support.confidences[story] = max(confidence, support.confidences.get(story, 0.0))
    support.publishers.update(publishers)
    support.bounds.update((which, ox.NamedNode(iri)) for which, iri in bounds)


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
            _add(found.found.setdefault(_of_claim(about), Support()), rest)
        else:
            events.setdefault(about, (rest[0], rest[1], []))[2].extend(rest[2])
    lines.update(_lines([*found.quads(), *quads.called(events, found)]))
    name = f"part-{bucket:02}.nq"
    _put("".join(f"{line}\n" for line in sorted(lines)).encode(), f"{path}/{name}")
    return name


def _lines(rows: list[ox.Quad]) -> list[str]:
    written = ox.serialize(rows, format=ox.RdfFormat.N_QUADS) or b""
    return written.decode().split("\n")[:-1]


def _kept(rows: list[Row], path: str) -> str:
    """Write rows as a Parquet file by bucket and return its name."""
    import pyarrow as pa
    from pyarrow import parquet

    rows.sort()
    table = pa.table({key: [row[at] for row in rows] for at, key in enumerate(("bucket", "kind", "text"))})
    buffer = pa.BufferOutputStream()
    parquet.write_table(table, buffer, compression="zstd", row_group_size=max(1, len(rows) // BUCKETS))
    return _named("said", buffer.getvalue().to_pybytes(), "parquet", path)


def _read(names: list[str], bucket: int, path: str) -> Iterator[tuple[str, str]]:
    """Yield the rows of a bucket, part after part in the order of the articles."""
    import fsspec
    from pyarrow import parquet

    for name in names:
        with fsspec.open(f"{path}/said/{name}", "rb") as file:
            table = parquet.read_table(file, columns=["kind", "text"], filters=[("bucket", "=", bucket)])
        yield from zip(table["kind"].to_pylist(), table["text"].to_pylist(), strict=True)


def _named(folder: str, data: bytes, ending: str, path: str) -> str:
    """Write a file named by what it holds, one that is there is left as it is, and return its name."""
    import fsspec

    name = f"{hashlib.sha256(data).hexdigest()[:24]}.{ending}"
    files, inside = fsspec.core.url_to_fs(f"{path}/{folder}/{name}")
    if not files.exists(inside):
        _put(data, f"{path}/{folder}/{name}")
    return name


def _put(data: bytes, place: str) -> None:
    """Write a file under another name first, one of its own for each writer, so that none is ever half there."""
    import fsspec

    files, inside = fsspec.core.url_to_fs(place)
    files.makedirs(inside.rpartition("/")[0], exist_ok=True)
    half = f"{inside}.{uuid.uuid4().hex}"
    with files.open(half, "wb") as file:
        file.write(data)
    files.mv(half, inside)
