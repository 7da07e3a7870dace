"""What resolution remembers from one build to the next, in SQLite beside the extractions."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from kg.blobs import Decoder, from_blob
from kg.incremental.forms import Form, Kept
from kg.resolve.profiles import Profile

__all__ = ["State"]

#: values in one statement
AT_ONCE = 500
#: more forms than this have to do with what changed, and a build from nothing is as fast
MOST = 60_000
KEPT = Decoder(Kept)
SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value);
CREATE TABLE doc (id TEXT PRIMARY KEY, key TEXT, company BLOB, told TEXT) WITHOUT ROWID;
CREATE TABLE name (id INTEGER PRIMARY KEY, name TEXT UNIQUE, articles INTEGER);
CREATE TABLE form (id INTEGER PRIMARY KEY, signature TEXT UNIQUE, kept BLOB,
                   g1 INTEGER, g2 INTEGER, g3 INTEGER, g4 INTEGER, iri TEXT);
CREATE INDEX form1 ON form (g1);
CREATE INDEX form2 ON form (g2);
CREATE INDEX form3 ON form (g3);
CREATE INDEX form4 ON form (g4);
CREATE INDEX form_iri ON form (iri);
CREATE TABLE member (form INTEGER, doc TEXT, cluster TEXT, spans BLOB, PRIMARY KEY (form, doc, cluster)) WITHOUT ROWID;
CREATE INDEX member_doc ON member (doc);
CREATE TABLE atom (atom TEXT, form INTEGER, PRIMARY KEY (atom, form)) WITHOUT ROWID;
CREATE TABLE why (level INTEGER, id INTEGER, reasons TEXT, place TEXT, PRIMARY KEY (level, id)) WITHOUT ROWID;
CREATE TABLE gap (block TEXT, word TEXT, id INTEGER, PRIMARY KEY (block, word, id)) WITHOUT ROWID;
CREATE INDEX gap_id ON gap (id);
CREATE TABLE asks (level INTEGER, atom TEXT, id INTEGER, PRIMARY KEY (level, atom, id)) WITHOUT ROWID;
CREATE INDEX asks_id ON asks (level, id);
CREATE TABLE verdict (level INTEGER, id INTEGER, target INTEGER, verdict BLOB, PRIMARY KEY (level, id)) WITHOUT ROWID;
CREATE INDEX verdict_target ON verdict (level, target);
CREATE TABLE pair (level INTEGER, id INTEGER, one INTEGER, other INTEGER, score REAL, reason TEXT);
CREATE INDEX pair_id ON pair (level, id);
CREATE INDEX pair_one ON pair (one);
CREATE INDEX pair_other ON pair (other);
CREATE TABLE identity (iri TEXT PRIMARY KEY, age INTEGER, name TEXT) WITHOUT ROWID;
CREATE TABLE anchor (iri TEXT, number INTEGER, doc TEXT, start INTEGER, end INTEGER,
                     PRIMARY KEY (iri, number)) WITHOUT ROWID;
CREATE INDEX anchor_doc ON anchor (doc);
CREATE TABLE stands (iri TEXT, number INTEGER, owner, exact INTEGER, PRIMARY KEY (iri, number, owner)) WITHOUT ROWID;
CREATE INDEX stands_owner ON stands (owner);
CREATE TABLE unsettled (owner PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE loose (owner PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE entity (iri TEXT PRIMARY KEY, type TEXT, members INTEGER, entity BLOB, replaced TEXT) WITHOUT ROWID;
CREATE INDEX entity_type ON entity (type);
CREATE TABLE link (link TEXT, iri TEXT, PRIMARY KEY (link, iri)) WITHOUT ROWID;
CREATE INDEX link_iri ON link (iri);
CREATE TABLE told (doc TEXT, number INTEGER, start INTEGER, end INTEGER, founder_doc TEXT, founder INTEGER,
                   iri TEXT, told BLOB, PRIMARY KEY (doc, number)) WITHOUT ROWID;
CREATE INDEX told_iri ON told (iri);
CREATE INDEX told_founder ON told (founder_doc, founder);
CREATE TABLE actor (key TEXT, published INTEGER, doc TEXT, number INTEGER,
                    PRIMARY KEY (key, published, doc, number)) WITHOUT ROWID;
CREATE TABLE happening (iri TEXT PRIMARY KEY, doc TEXT, number INTEGER, replaced TEXT) WITHOUT ROWID;
CREATE INDEX happening_founder ON happening (doc, number);
CREATE TABLE claim (claim TEXT, doc TEXT, support BLOB, PRIMARY KEY (claim, doc)) WITHOUT ROWID;
CREATE INDEX claim_doc ON claim (doc);
CREATE TABLE copy (doc TEXT PRIMARY KEY, story TEXT, publisher TEXT) WITHOUT ROWID;
"""


class State:
    """The tables, and forms read from them; what is asked for twice is read once."""

    def __init__(self, path: Path) -> None:
        """Open the database, or make it; nothing is kept before `commit`."""
        self.path = path
        self.most: float = MOST
        self.database = sqlite3.connect(path, isolation_level=None)
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.execute("PRAGMA synchronous = NORMAL")
        self.database.execute("PRAGMA cache_size = -200000")
        self.database.execute("BEGIN IMMEDIATE")
        if not self.database.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
            for statement in SCHEMA.split(";"):
                self.database.execute(statement)
        self._forms: dict[int, Form] = {}
        self._documents: dict[int, frozenset[str]] = {}
        self._beside: dict[int, frozenset[str]] = {}

    def close(self, *, keep: bool) -> None:
        """Keep what was changed, or forget it."""
        if self.database.in_transaction:
            self.database.execute("COMMIT" if keep else "ROLLBACK")
        self.database.close()

    def get(self, name: str) -> Any:
        """Return a noted value, None where there is none."""
        row = self.database.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set(self, name: str, value: Any) -> None:
        """Note a value."""
        self.database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def rows(self, query: str, values: Collection[Any], *before: Any) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query with `{}` in place of a list of values, however long it is."""
        given = list(values)
        for start in range(0, len(given), AT_ONCE):
            part = given[start : start + AT_ONCE]
            yield from self.database.execute(query.format(", ".join("?" * len(part))), (*before, *part)).fetchall()

    def do(self, query: str, values: Iterable[tuple[Any, ...]]) -> None:
        """Run a statement for each row of values."""
        self.database.executemany(query, values)

    def drop(self, query: str, values: Collection[Any], *before: Any) -> None:
        """Run a statement with `{}` in place of a list of values."""
        for _ in self.rows(query, values, *before):
            pass

    def forms(self, ids: Collection[int]) -> dict[int, Form]:
        """Return forms by number."""
        self._forms.update(self._read(id_ for id_ in ids if id_ not in self._forms))
        return {id_: self._forms[id_] for id_ in ids}

    def _read(self, asked: Iterable[int]) -> dict[int, Form]:
        ids = list(asked)
        firsts: dict[int, tuple[str, str, bytes]] = {}
        query = (
            "SELECT form, doc, cluster, spans FROM member AS m WHERE form IN ({}) AND doc ="
            " (SELECT MIN(doc) FROM member WHERE form = m.form)"
        )
        for id_, doc, cluster, spans in self.rows(query, ids):
            firsts[id_] = doc, cluster, spans
        found = {}
        for id_, kept in self.rows("SELECT id, kept FROM form WHERE id IN ({})", ids):
            doc, cluster, spans = firsts[id_]
            found[id_] = from_blob(kept, KEPT).form(
                id=id_,
                document=doc,
                cluster=cluster,
                spans=unpacked(spans),
                documents_of=self.documents,
                beside_of=self.beside,
            )
        return found

    def documents(self, form: int) -> frozenset[str]:
        """Return the articles that name a form."""
        if form not in self._documents:
            found = self.database.execute("SELECT doc FROM member WHERE form = ?", (form,))
            self._documents[form] = frozenset(doc for (doc,) in found)
        return self._documents[form]

    def beside(self, form: int) -> frozenset[str]:
        """Return the keys of all that the articles of a form name."""
        if form not in self._beside:
            query = "SELECT company FROM member JOIN doc ON doc.id = member.doc WHERE form = ?"
            numbers = np.frombuffer(b"".join(blob for (blob,) in self.database.execute(query, (form,))), np.int32)
            self._beside[form] = frozenset(self.names[n] for n in np.unique(numbers).tolist())
        return self._beside[form]

    def forget(self) -> None:
        """Read again what is asked for: it has changed."""
        self._forms.clear()
        self._documents.clear()
        self._beside.clear()
        self.__dict__.pop("names", None)

    @cached_property
    def names(self) -> dict[int, str]:
        """All names that articles are known by, by number."""
        return dict(self.database.execute("SELECT id, name FROM name"))


def packed(spans: Iterable[tuple[int, int]]) -> bytes:
    """Return spans as bytes."""
    return array("i", chain.from_iterable(spans)).tobytes()


def unpacked(blob: bytes) -> tuple[tuple[int, int], ...]:
    """Return spans from bytes."""
    flat = memoryview(blob).cast("i").tolist()
    return tuple(zip(flat[::2], flat[1::2], strict=True))


def like(profile: Profile) -> Profile:
    """Return what is kept of the first profile of a form."""
    from dataclasses import replace

    return replace(profile, document="", cluster="", spans=(), roles=frozenset(), company=frozenset())
