"""A store with some quads gone and some come: a copy that shares all that did not change with the one it is made of."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OutputError

__all__ = ["changed"]

#: files that the engine writes once and never again
WRITTEN_ONCE = ".sst"


def changed(old: Path, new: Path, gone: Collection[ox.Quad], come: Collection[ox.Quad]) -> None:
    """Write the store `new`: that of `old`, which stays as it is, without `gone` and with `come`.

    Raises:
        OutputError: where the old one cannot be read.
    """
    new.mkdir()
    for path in old.iterdir():
        if path.suffix == WRITTEN_ONCE:
            _shared(path, new / path.name)
        elif path.name != "LOCK":
            shutil.copyfile(path, new / path.name)
    try:
        store = ox.Store(str(new))
    except (OSError, RuntimeError) as error:
        raise OutputError(f"the store at {str(old)!r} cannot be opened ({error}): build it again") from error
    for quad in gone:
        store.remove(quad)
    store.extend(come)
    store.flush()
    del store


def _shared(path: Path, target: Path) -> None:
    """Give a file a second name, or copy it where the file system has no such thing."""
    try:
        os.link(path, target)
    except OSError:
        shutil.copyfile(path, target)
