"""Which source files are as they were when they were read: told by size, times and number of the file, as git does."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from kg.corpus import Failure, Found, Kept, Limits, Metadata, Place
from kg.spool import Spool

__all__ = ["Unchanged", "context"]

#: a file that was written to so short a time ago may be written to again under the same time
SETTLED = 2.0


def context(version: str, defaults: Metadata, limits: Limits, pipeline: str | None) -> str:
    """Return what else a document depends on beside its file, 16 digits."""
    parts = (version, _readers(), repr(defaults), repr(limits), repr(pipeline))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


@cache
def _readers() -> str:
    """Return what identifies the code that reads and cleans."""
    folder, found = Path(__file__).parent / "corpus", hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


class Unchanged:
    """What is known of the source files of the last builds, and what this one finds out."""

    def __init__(self, spool: Spool, context: str, *, trusted: bool = True) -> None:
        """Begin a build; where files are not `trusted` all are read."""
        self.spool, self.context, self.trusted = spool, context, trusted
        self._known = dict(spool.files(context)) if trusted else {}
        self.settled = SETTLED
        self._seen: dict[str, str] = {}
        self._rows: dict[str, list[Kept] | None] = {}
        self._extracted = spool.extracted() if trusted else frozenset[str]()

    def kept(self, place: Place) -> Sequence[Kept] | None:
        """Return the documents of a file that is as it was, None where it must be read."""
        if (look := _look(place, self.settled)) is None:
            return None
        self._seen[place.source] = look
        known, _, rows = self._known.get(place.source, "\n").partition("\n")
        if known != look:
            return None
        found = [Kept(*row) for row in json.loads(rows)]
        return found if all(row.key in self._extracted for row in found) else None

    def note(self, place: Place, item: Found | Kept | Failure, key: str) -> None:
        """Take note of a document of a file; a file with a failure is read again."""
        rows = self._rows.setdefault(place.source, [])
        if isinstance(item, Failure):
            self._rows[place.source] = None
        elif rows is not None and isinstance(item, Kept):
            rows.append(item)
        elif rows is not None and isinstance(item, Found):
            document = item.document
            rows.append(Kept(item.raw, document.id, document.source, item.named, key, len(rows)))

    def keep(self) -> None:
        """Keep what was found out."""
        self.spool.note_files(self.context, self._files())

    def _files(self) -> Iterator[tuple[str, str]]:
        for source, rows in self._rows.items():
            if rows is not None and (look := self._seen.get(source)):
                cells = [[row.raw, row.id, row.source, row.named, row.key, row.number] for row in rows]
                told = f"{look}\n{json.dumps(cells, ensure_ascii=False)}"
                if self._known.get(source) != told:
                    yield source, told


def _look(place: Place, settled: float) -> str | None:
    """Return how a file and its sidecar look from outside and its slug, None where that tells nothing.

    The slug is the id of a text without one, and is another as soon as a second file is called alike.
    """
    found = [place.slug] if place.path else []
    for path in (place.path, place.sidecar):
        if path is None:
            continue
        try:
            seen = path.stat()
        except OSError:
            return None
        if time.time() - max(seen.st_mtime, seen.st_ctime) < settled:
            return None
        found.append(f"{path} {seen.st_size} {seen.st_mtime_ns} {seen.st_ctime_ns} {seen.st_ino}")
    return "\t".join(found).replace("\n", " ") or None
