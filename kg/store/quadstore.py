"""Oxigraph on disk: loaded once in bulk, then opened read-only."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType

import pyoxigraph as ox

from kg.errors import OutputError

__all__ = ["Loader", "open_store"]

#: quads that are loaded at once: 486 MB; all 1.2 million at once 1,215 MB, a fifth faster (benchmarks/README.md)
AT_ONCE = 250_000


class Loader:
    """A new store that loads N-Quads on a thread of its own, which needs no lock of Python's, while more is made.

    At the end of its `with` all is loaded, or what went wrong is raised. The bulk loader holds in memory what it is
    given, so it is given some at a time.
    """

    def __init__(self, path: Path) -> None:
        """Make the store at `path`."""
        self._store = ox.Store(str(path))
        self._thread = ThreadPoolExecutor(1)
        self._loading: Future[None] | None = None
        self._waiting: list[bytes] = []
        self._count = 0

    def add(self, lines: bytes) -> None:
        """Take N-Quads, one on a line; wait where what was taken before is still being loaded."""
        self._waiting.append(lines)
        self._count += lines.count(b"\n")
        if self._count >= AT_ONCE:
            self._load()

    def _load(self) -> None:
        given, self._waiting, self._count = b"".join(self._waiting), [], 0
        self._wait()
        self._loading = self._thread.submit(self._store.bulk_load, given, format=ox.RdfFormat.N_QUADS, lenient=True)

    def _wait(self) -> None:
        if self._loading:
            self._loading.result()

    def __enter__(self) -> Loader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._load()
                self._wait()
                self._store.flush()
        finally:
            self._thread.shutdown()
            del self._store, self._loading


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
