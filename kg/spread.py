"""Documents → Extractions on a Dask cluster: partitions of documents, each kept as one Parquet file on any fsspec path.

A partition is named by what its extractions depend on, so that a broken run goes on where it stopped, and what a dead
worker was at is done by another. Results come in the order of the documents, whatever finished first.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Any

from kg.errors import InputError, ModelError
from kg.extract.annotation import from_json, to_json
from kg.extract.outcomes import Outcome
from kg.extract.version import version
from kg.extract.workers import attempt_here
from kg.location import located
from kg.model import Document
from kg.spool import fingerprint

__all__ = ["Spread", "cluster", "extract_spread", "running"]

#: Documents in one partition: a minute of work at most, and thousands of files for a million articles.
AT_ONCE = 200
#: Partitions under way for each worker.
AHEAD = 3


@dataclass(frozen=True, slots=True)
class Spread:
    """Where to work: address of a Dask scheduler ("" for a cluster on this machine), processes, documents a part.

    `path` is where the Parquet partitions are kept, an fsspec path: a folder, s3://…, gs://…, hdfs://…; `quads` is
    where the graph is written as partitioned N-Quads, another such path, "" for nowhere.
    """

    path: str
    scheduler: str = ""
    workers: int = 1
    at_once: int = AT_ONCE
    quads: str = ""


def extract_spread(documents: Iterable[Document], spread: Spread, *, pipeline: str | None = None) -> Iterator[Outcome]:
    """Yield each document with its extraction, in order; one that fails with the reason.

    Raises:
        ModelError: where Dask, the extra `dask`, is not installed.
        InputError: where the scheduler cannot be reached.
    """
    rest, waiting = iter(documents), deque[tuple[list[Document], Any]]()
    with cluster(spread) as client:
        ahead = AHEAD * max(1, len(client.scheduler_info()["workers"]))
        submit = partial(_submit, client, spread.path, pipeline)
        while part := list(islice(rest, spread.at_once)):
            waiting.append((part, submit(part)))
            if len(waiting) >= ahead:
                yield from _finished(*waiting.popleft(), spread.path, submit)
        while waiting:
            yield from _finished(*waiting.popleft(), spread.path, submit)


def _submit(client: Any, path: str, pipeline: str | None, part: list[Document]) -> Any:
    return client.submit(extract_part, part, path, pipeline, version(), pure=False, retries=2)


def _finished(
    part: list[Document], future: Any, path: str, submit: Callable[[list[Document]], Any]
) -> Iterator[Outcome]:
    """Yield the outcomes of a partition; where it kills its workers, of each document alone, so that one is named."""
    from distributed import KilledWorker

    try:
        name = future.result()
    except KilledWorker:
        if len(part) == 1:
            yield part[0], "the workers that read it died"
            return
        alone = [([document], submit([document])) for document in part]
        for documents, one in alone:
            yield from _finished(documents, one, path, submit)
        return
    except RuntimeError as error:
        raise InputError(str(error)) from error
    yield from _read(part, name, path)


def extract_part(documents: list[Document], path: str, pipeline: str | None, wanted: str) -> str:
    """Extract a partition on a worker, write it, and return its name; one that is there already is left as it is."""
    if version() != wanted:
        raise RuntimeError(f"this worker has extractor {version()}, the build {wanted}: install the same kg on both")
    name = _name(documents, pipeline)
    files, inside = located(f"{path.rstrip('/')}/{name}")
    if files.exists(inside):
        return name
    rows = []
    for document, found in attempt_here(documents, pipeline):
        failure, extraction = (found, "") if isinstance(found, str) else ("", json.dumps(to_json(found)))
        rows.append((document.id, failure, extraction))
    _write(rows, files, inside)
    return name


def _write(rows: list[tuple[str, str, str]], files: Any, inside: str) -> None:
    """Write a partition under another name first, so that a half-written one is never taken for whole."""
    import pyarrow as pa
    from pyarrow import parquet

    table = pa.table({name: [row[at] for row in rows] for at, name in enumerate(("id", "failure", "extraction"))})
    files.makedirs(inside.rpartition("/")[0], exist_ok=True)
    with files.open(f"{inside}.part", "wb") as file:
        parquet.write_table(table, file, compression="zstd")
    files.mv(f"{inside}.part", inside)


def _read(documents: list[Document], name: str, path: str) -> Iterator[Outcome]:
    import fsspec
    from pyarrow import parquet

    with fsspec.open(f"{path.rstrip('/')}/{name}", "rb") as file:
        rows = parquet.read_table(file).to_pylist()
    for document, row in zip(documents, rows, strict=True):
        if row["failure"]:
            yield document, row["failure"]
        else:
            yield document, replace(from_json(json.loads(row["extraction"])), document=document)


def _name(documents: list[Document], pipeline: str | None) -> str:
    found = hashlib.sha256()
    for document in documents:
        found.update(fingerprint(document, f"{version()} {pipeline or ''}").encode())
    return f"part-{found.hexdigest()[:24]}.parquet"


@contextmanager
def running(spread: Spread | None) -> Iterator[Spread | None]:
    """Yield the cluster with an address: one is started on this machine where it has none, and serves every stage."""
    if spread is None or spread.scheduler:
        yield spread
        return
    options = {
        "n_workers": spread.workers,
        "threads_per_worker": 1,
        "processes": True,
        "dashboard_address": "127.0.0.1:0",
        "silence_logs": logging.CRITICAL,  # what goes wrong is told here, in one line
    }
    with _distributed().LocalCluster(**options) as here:
        yield replace(spread, scheduler=here.scheduler_address)


@contextmanager
def cluster(spread: Spread) -> Iterator[Any]:
    """Yield a client of the Dask cluster; one on this machine where no address is given."""
    with running(spread) as there:
        assert there
        try:
            client = _distributed().Client(there.scheduler)
        except OSError as error:
            raise InputError(f"no Dask scheduler answers at {there.scheduler!r}: {error}") from error
        with client:
            yield client


def _distributed() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise ModelError("`--engine dask` needs Dask: pip install 'kg[dask]'") from error
    return distributed
