"""Oxigraph on disk: loaded once in bulk, then opened read-only."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OutputError

__all__ = ["load", "open_store"]

#: quads that are loaded at once: 486 MB; all 1.2 million at once 1,215 MB, a fifth faster (benchmarks/README.md)
AT_ONCE = 250_000


def load(quads: Iterable[ox.Quad], path: Path) -> None:
    """Write quads into a new store at `path`, some at a time: the bulk loader holds in memory what it is given."""
    store = ox.Store(str(path))
    rest = iter(quads)
    for first in rest:
        store.bulk_extend(chain((first,), islice(rest, AT_ONCE - 1)))
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
