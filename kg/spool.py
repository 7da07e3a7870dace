"""Extractions kept under the hash of (text, metadata, extractor version), in SQLite: nothing is extracted twice."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

from kg.blobs import Decoder, from_blob, to_blob
from kg.caution import cautious
from kg.corpus.copies import Sketch, signature
from kg.errors import OutputError
from kg.extract.annotation import from_json
from kg.model import Document, Extraction

__all__ = ["Spool", "fingerprint", "packed", "unpacked"]

POINTER = "current"
EXTRACTION = Decoder(Extraction)


def fingerprint(document: Document, version: str) -> str:
    """Return SHA-256 over all that an extraction depends on."""
    fields = (document.id, document.text, document.title, str(document.published), document.publisher, document.url)
    rest = (document.language, document.source, str(document.sentences), version)
    return hashlib.sha256("\x1f".join((*fields, *rest)).encode("utf-8", "surrogatepass")).hexdigest()


def packed(extraction: Extraction) -> bytes:
    """Return an extraction as it is kept."""
    return zlib.compress(to_blob(extraction))


def unpacked(blob: bytes) -> Extraction:
    """Return a kept extraction, what is doubtful in it as possible."""
    return cautious(_read(blob))


def _read(blob: bytes) -> Extraction:
    """Return a kept extraction; older versions kept JSON, which takes four times as long to read."""
    kept = zlib.decompress(blob)
    return from_json(json.loads(kept)) if kept.startswith(b"{") else from_blob(kept, EXTRACTION)


def _discard_damaged(path: Path) -> None:
    """Remove a database that is none, or was cut off: it is a cache, and is made again."""
    if not path.is_file():
        return
    with path.open("rb") as file:
        head = file.read(100)
    size, pages = int.from_bytes(head[16:18], "big"), int.from_bytes(head[28:32], "big")
    whole = path.stat().st_size >= pages * (65536 if size == 1 else size)
    if head and (not head.startswith(b"SQLite format 3\0") or len(head) < 100 or not whole):
        for part in path.parent.glob(f"{path.name}*"):
            part.unlink(missing_ok=True)


class Spool:
    """The extractions of a folder; the ones of this build are read back in order of document ids."""

    def __init__(self, path: Path) -> None:
        """Open or make the database.

        Raises:
            OutputError: where the file is no database of ours.
        """
        self.path = path
        _discard_damaged(path)
        try:
            self.database = sqlite3.connect(path, isolation_level=None)
            self.database.execute("PRAGMA journal_mode = WAL")
            self.database.execute("PRAGMA synchronous = NORMAL")
            self.database.execute("CREATE TABLE IF NOT EXISTS extraction (key TEXT PRIMARY KEY, id TEXT, kept BLOB)")
            self.database.execute(
                "CREATE TABLE IF NOT EXISTS standing (generation TEXT, id TEXT, key TEXT, PRIMARY KEY (generation, id))"
            )
            self._adopt()
            self.database.execute("CREATE TABLE IF NOT EXISTS origin (key TEXT PRIMARY KEY, rows BLOB)")
            self.database.execute(
                "CREATE TABLE IF NOT EXISTS sketch (key TEXT PRIMARY KEY, published TEXT, publisher TEXT, minima BLOB)"
            )
            self.database.execute("CREATE TABLE IF NOT EXISTS moved (key TEXT PRIMARY KEY)")
            self.database.execute("CREATE TABLE IF NOT EXISTS file (source TEXT PRIMARY KEY, context TEXT, told TEXT)")
            self.database.execute("CREATE TEMP TABLE build (id TEXT PRIMARY KEY, key TEXT)")
        except sqlite3.Error as error:
            raise OutputError(f"{str(path)!r} cannot be opened ({error}): remove it, it is a cache") from error

    def has(self, document: Document, version: str) -> bool:
        """Note that the document is part of this build; return whether its extraction is there already."""
        key = fingerprint(document, version)
        self.database.execute("INSERT OR REPLACE INTO build VALUES (?, ?)", (document.id, key))
        return self.database.execute("SELECT 1 FROM extraction WHERE key = ?", (key,)).fetchone() is not None

    def take(self, id_: str, key: str) -> None:
        """Note that a document is part of this build whose extraction is there."""
        self.database.execute("INSERT OR REPLACE INTO build VALUES (?, ?)", (id_, key))

    def extracted(self) -> frozenset[str]:
        """Return the keys of all extractions that are there."""
        return frozenset(key for (key,) in self.database.execute("SELECT key FROM extraction"))

    def files(self, context: str) -> Iterator[tuple[str, str]]:
        """Yield what was noted of source files that were read in this context."""
        yield from self.database.execute("SELECT source, told FROM file WHERE context = ?", (context,))

    def note_files(self, context: str, files: Iterable[tuple[str, str]]) -> None:
        """Note what there is to know of source files; what was read in another context is forgotten."""
        self.database.execute("BEGIN")
        self.database.execute("DELETE FROM file WHERE context != ?", (context,))
        rows = ((source, context, told) for source, told in files)
        self.database.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?)", rows)
        self.database.execute("COMMIT")

    def locate(self, document: Document, rows: str) -> None:
        """Keep where the characters of a document of this build stand in its source."""
        row = zlib.compress(rows.encode()), document.id
        old = "SELECT key FROM build JOIN origin USING (key) WHERE rows != ? AND build.id = ?"
        self.database.execute(f"INSERT OR IGNORE INTO moved {old}", row)
        self.database.execute("INSERT OR REPLACE INTO origin SELECT key, ? FROM build WHERE id = ?", row)

    def moved(self) -> frozenset[str]:
        """Return the documents of this build that stand elsewhere in their source than at the last publication."""
        return frozenset(id_ for (id_,) in self.database.execute("SELECT id FROM build JOIN moved USING (key)"))

    def origins(self) -> Iterator[tuple[str, str]]:
        """Yield document id and where its characters stand in its source, for this build's documents."""
        rows = self.database.execute("SELECT build.id, rows FROM build JOIN origin USING (key) ORDER BY build.id")
        for id_, blob in rows:
            yield id_, zlib.decompress(blob).decode()

    def drop(self, document: Document) -> None:
        """Take a document out of this build: it could not be extracted."""
        self.database.execute("DELETE FROM build WHERE id = ?", (document.id,))

    def _adopt(self) -> None:
        """Take over what an older version noted of the last finished build, and the extractions that it kept."""
        old = self.database.execute("SELECT 1 FROM sqlite_master WHERE name = 'published'").fetchone()
        if old:
            query = "INSERT OR IGNORE INTO standing SELECT ?, id, key FROM published"
            self.database.execute(query, (self._generation(),))
            self.database.execute("DROP TABLE published")
        if any(name == "json" for _, name, *_ in self.database.execute("PRAGMA table_info(extraction)")):
            self.database.execute("ALTER TABLE extraction RENAME COLUMN json TO kept")

    def _generation(self) -> str:
        """Return what the current generation is called after: the pointer beside the database says."""
        pointer = self.path.parent / POINTER
        return pointer.read_text(encoding="utf-8").strip().partition(".")[0] if pointer.exists() else ""

    def stage(self, generation: str) -> None:
        """Note the documents of this build as those of a generation that is about to be published."""
        self.database.execute("DELETE FROM standing WHERE generation = ?", (generation,))
        self.database.execute("INSERT INTO standing SELECT ?, id, key FROM build", (generation,))

    def recall(self) -> int:
        """Make the documents of the last finished build those of this one; return how many there are."""
        self.database.execute(
            "INSERT OR REPLACE INTO build SELECT standing.id, key FROM standing JOIN extraction USING (key) "
            "WHERE generation = ?",
            (self._generation(),),
        )
        return int(self.database.execute("SELECT COUNT(*) FROM build").fetchone()[0])

    def put(self, extraction: Extraction) -> None:
        """Keep an extraction."""
        document = extraction.document
        row = fingerprint(document, extraction.version), document.id, packed(extraction)
        self._sketch(row[0], document)  # first: what is killed in between is extracted again
        self.database.execute("INSERT OR REPLACE INTO extraction VALUES (?, ?, ?)", row)

    def sketches(self) -> Iterator[tuple[Sketch, str]]:
        """Yield what near-copies are known by, and the publisher, of each document of this build."""
        for key, blob in self.database.execute(
            "SELECT key, kept FROM build JOIN extraction USING (key) WHERE key NOT IN (SELECT key FROM sketch)"
        ).fetchall():
            self._sketch(key, _read(blob).document)
        query = "SELECT build.id, published, publisher, minima FROM build JOIN sketch USING (key) ORDER BY build.id"
        for id_, published, publisher, minima in self.database.execute(query):
            yield Sketch(id_, date.fromisoformat(published) if published else None, minima), publisher

    def _sketch(self, key: str, document: Document) -> None:
        published = document.published.isoformat() if document.published else ""
        row = (key, published, document.publisher, signature(document.text))
        self.database.execute("INSERT OR REPLACE INTO sketch VALUES (?, ?, ?, ?)", row)

    def keys(self) -> dict[str, str]:
        """Return document id → key of its extraction, of this build."""
        return dict(self.database.execute("SELECT build.id, key FROM build JOIN extraction USING (key)"))

    def by_key(self, key: str) -> Extraction:
        """Return an extraction, what is doubtful in it as possible."""
        row = self.database.execute("SELECT kept FROM extraction WHERE key = ?", (key,)).fetchone()
        return unpacked(row[0])

    def origin(self, document: str) -> str:
        """Return where the characters of a document of this build stand in its source, "" where they are the same."""
        query = "SELECT rows FROM build JOIN origin USING (key) WHERE build.id = ?"
        row = self.database.execute(query, (document,)).fetchone()
        return zlib.decompress(row[0]).decode() if row else ""

    def find(self, document: str) -> Extraction | None:
        """Return the extraction of a document of the last finished build."""
        query = "SELECT kept FROM standing JOIN extraction USING (key) WHERE generation = ? AND standing.id = ?"
        row = self.database.execute(query, (self._generation(), document)).fetchone()
        return _read(row[0]) if row else None

    def __iter__(self) -> Iterator[Extraction]:
        """Yield the extractions of this build in order of document ids, what is doubtful in them as possible."""
        yield from map(unpacked, self.packed())

    def packed(self) -> Iterator[bytes]:
        """Yield the extractions of this build, in the same order, as they are kept."""
        rows = self.database.execute("SELECT kept FROM build JOIN extraction USING (key) ORDER BY build.id")
        yield from (blob for (blob,) in rows)

    def close(self) -> None:
        """Forget what earlier builds extracted and this one, now published, did not use, and close.

        Where the disk takes no more, a later build forgets it.
        """
        with closing(self.database), suppress(sqlite3.OperationalError):
            self.database.execute("BEGIN")
            self.database.execute("DELETE FROM extraction WHERE key NOT IN (SELECT key FROM build)")
            self.database.execute("DELETE FROM sketch WHERE key NOT IN (SELECT key FROM build)")
            self.database.execute("DELETE FROM origin WHERE key NOT IN (SELECT key FROM build)")
            self.database.execute("DELETE FROM moved")
            self.database.execute("DELETE FROM standing WHERE generation != ?", (self._generation(),))
            self.database.execute("COMMIT")
