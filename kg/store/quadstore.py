"""Oxigraph on disk: loaded once in bulk, then opened read-only."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OutputError

__all__ = ["load", "open_store"]


def load(quads: Iterable[ox.Quad], path: Path) -> None:
    """Write quads into a new store at `path`."""
    store = ox.Store(str(path))
    store.bulk_extend(quads)
    store.flush()
    del store


def open_store(path: Path) -> ox.Store:
    """Return the store at `path`, read-only.

    Raises:
        OutputError: where there is none, or it is damaged.
    """
    if not path.is_dir():
        raise OutputError(f"no store at {str(path)!r}: build one with `kg build SOURCES -o {path.parent.parent}`")
    try:
        return ox.Store.read_only(str(path))
    except (OSError, RuntimeError) as error:  # a file cut short is a RuntimeError
        raise OutputError(f"the store at {str(path)!r} cannot be opened ({error}): build it again") from error
