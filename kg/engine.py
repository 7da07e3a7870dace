"""What the stages that run on a Dask cluster share: its workers agree with this machine, and hand each other files."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kg.errors import InputError, OutputError
from kg.location import located
from kg.memory import version
from kg.spread import Spread, cluster

__all__ = ["UNDONE", "agree", "begin", "end", "hand", "handed", "put", "working"]

#: the folder of what is on its way, called as Hadoop and Spark call it
UNDONE = "_temporary"


@contextmanager
def working(spread: Spread, path: str) -> Iterator[Any]:
    """Yield a client of the cluster that works on what lies at `path`.

    Raises:
        ModelError: where Dask, the extra `dask`, is not installed.
        InputError: where the scheduler cannot be reached, or its workers have another kg.
        OutputError: where the workers die of the work.
    """
    with cluster(spread) as client:
        from distributed import KilledWorker  # after the cluster has said what is missing

        try:
            yield client
        except KilledWorker as error:
            raise OutputError(f"the workers at {path!r} died again and again: give them more memory") from error


def agree(wanted: str) -> None:
    """Make sure that this worker has the kg of the build.

    Raises:
        InputError: where it has another.
    """
    if version() != wanted:
        raise InputError(f"this worker has kg {version()}, the build {wanted}: install the same kg on both")


def begin(path: str) -> None:
    """Make the folder of what is on its way to `path`."""
    files, inside = located(path)
    files.makedirs(f"{inside}/{UNDONE}", exist_ok=True)
    files.pipe_file(f"{inside}/{UNDONE}/begun", b"")  # a store of objects has no empty folders


def end(path: str) -> None:
    """Remove what was on its way to `path`."""
    files, inside = located(path)
    files.rm(f"{inside}/{UNDONE}", recursive=True)


def hand(data: bytes, kind: str, path: str) -> str:
    """Write what a worker is to read, named by what it holds, one that is there is left as it is; return its name."""
    name = f"{kind}-{hashlib.sha256(data).hexdigest()[:24]}"
    files, inside = located(path)
    if not files.exists(f"{inside}/{UNDONE}/{name}"):
        put(data, path, f"{UNDONE}/{name}")
    return name


def handed(name: str, path: str) -> bytes:
    """Return what was handed over under this name."""
    files, inside = located(path)
    data: bytes = files.cat_file(f"{inside}/{UNDONE}/{name}")
    return data


def put(data: bytes, path: str, name: str) -> None:
    """Write a file under another name first, one of its own for each writer, so that none is ever half there."""
    files, inside = located(path)
    half = f"{inside}/{UNDONE}/{uuid.uuid4().hex}"
    with files.open(half, "wb") as file:
        file.write(data)
    files.mv(half, f"{inside}/{name}")
