"""Names, quotations and articles → a full-text index beside the store (SQLite FTS5), and hits from it."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OutputError
from kg.model import Entity, Extraction
from kg.ontology import TYPES, compact
from kg.rdf.iris import Iris
from kg.rdf.literals import text
from kg.store.facts import Facts, Said

__all__ = ["FILE", "KINDS", "Hit", "Index", "rows", "update", "write"]

FILE = "search.sqlite"
KINDS = ("entity", "quote", "article")
WORD = re.compile(r"\w+")
BEGIN, END = "\x02", "\x03"
INSERTED = "INSERT INTO found VALUES (?, ?, ?, ?, ?, ?, ?)"
COLUMNS = "kind UNINDEXED, iri UNINDEXED, type UNINDEXED, place UNINDEXED, weight UNINDEXED, title, body"
Row = tuple[str, str, str, str, int, str, str]


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found.

    `type` is the class of an entity, `place` document:start-end of a quotation, `weight` the number of articles that
    name an entity; `parts` are pieces of the text, True where a piece is what was asked for.
    """

    kind: str
    iri: str
    type: str
    place: str
    weight: int
    title: str
    parts: tuple[tuple[str, bool], ...] = ()


def write(rows: Iterable[Row], path: Path) -> None:
    """Write the rows of an index to a new file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute(
            f"CREATE VIRTUAL TABLE found USING fts5({COLUMNS}, tokenize = 'unicode61 remove_diacritics 2')"
        )
        database.execute("BEGIN")
        database.executemany(INSERTED, rows)
        database.execute("CREATE TABLE place (iri TEXT PRIMARY KEY, id INTEGER) WITHOUT ROWID")
        database.execute("INSERT OR IGNORE INTO place SELECT iri, rowid FROM found")
        database.execute("COMMIT")


def rows(
    entities: Sequence[Entity],
    extractions: Iterable[Extraction],
    entity_iris: Mapping[tuple[str, str], str],
    iris: Iris,
) -> Iterator[Row]:
    """Yield what is to be found of articles, and of the entities that their clusters are.

    Every row is the one that `update` would read from the store, which takes ten times as long.
    """
    named, called = Counter[str](), {entity.iri: entity.name for entity in entities}
    for extraction in extractions:
        document = extraction.document
        names = {c.id: entity_iris[document.id, c.id] for c in extraction.clusters}
        named.update({names[cluster.id] for cluster in extraction.clusters if cluster.mentions})
        yield _article(iris.document(document.id).value, document.id, document.text)
        said = {quote.span: quote for quote in sorted(extraction.quotes, key=lambda q: names[q.speaker], reverse=True)}
        for span, quote in sorted(said.items()):
            place = f"{document.id}:{span.start}-{span.end}"
            iri = iris.at("quotation", document.id, span).value
            yield "quote", iri, "", place, 0, called[names[quote.speaker]], span.text
    for entity in entities:
        aliases = " · ".join(alias.value for alias in sorted(map(text, entity.aliases), key=str))
        type_ = TYPES[entity.type].partition(":")[2]
        yield "entity", iris.of(entity.iri).value, type_, "", named[entity.iri], entity.name, aliases


def update(
    facts: Facts,
    path: Path,
    *,
    entities: Iterable[str],
    quotes: Iterable[str],
    texts: Mapping[str, str | None],
    articles: Mapping[str, int],
) -> None:
    """Bring an index up to date with its store.

    Args:
        facts: the store as it is now.
        path: the index, which no other process reads yet.
        entities: IRIs of entities that are, were or are described otherwise.
        quotes: those of quotations.
        texts: the articles that came, changed, or (None) left.
        articles: in how many articles each of these entities is named; to count them in the store takes as long as
            everything else here.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        nodes = [ox.NamedNode(iri) for iri in sorted(entities)]
        said = [ox.NamedNode(iri) for iri in sorted(quotes)]
        iris = Iris(facts.base)
        told = {iris.document(id_).value: id_ for id_ in texts}
        for iri in (*(node.value for node in (*nodes, *said)), *told):
            if known := database.execute("SELECT id FROM place WHERE iri = ?", (iri,)).fetchone():
                database.execute("DELETE FROM found WHERE rowid = ?", known)
                database.execute("DELETE FROM place WHERE iri = ?", (iri,))
        present = [
            *(row for node in nodes if (row := _entity(facts, node, articles.get(node.value, 0)))),
            *(_quote(facts, found) for node in said if (found := facts.quotation(node))),
            *(_article(iri, id_, whole) for iri, id_ in told.items() if (whole := texts[id_]) is not None),
        ]
        for row in present:
            done = database.execute(INSERTED, row)
            database.execute("INSERT INTO place VALUES (?, ?)", (row[1], done.lastrowid))
        database.execute("COMMIT")


def _entity(facts: Facts, node: ox.NamedNode, articles: int) -> Row | None:
    rows = facts.properties(node, ox.DefaultGraph())
    if "skos:prefLabel" not in rows:
        return None
    aliases = " · ".join(alias.value for alias in rows.get("skos:altLabel", ()))
    type_ = compact(rows["rdf:type"][0].value).partition(":")[2]
    return "entity", node.value, type_, "", articles, rows["skos:prefLabel"][0].value, aliases


def _quote(facts: Facts, said: Said) -> Row:
    place = f"{said.proof.document}:{said.proof.start}-{said.proof.end}"
    return "quote", said.iri, "", place, 0, facts.label(said.speaker), said.text


def _article(iri: str, id_: str, whole: str) -> Row:
    title, _, body = whole.partition("\n")
    return "article", iri, "", id_, 0, title, body


class Index:
    """Finds names, quotations and articles; opened once, asked from any thread."""

    def __init__(self, store: Path) -> None:
        """Open the index of the store at a path.

        Raises:
            OutputError: where it has none.
        """
        self.path = store / FILE
        if not self.path.is_file():
            folder = store.parent.parent
            raise OutputError(
                f"{str(folder)!r} has no search index: build it again with `kg build SOURCES -o {folder}`"
            )

    def find(self, words: str, *, kind: str = "", limit: int = 20, offset: int = 0) -> list[Hit]:
        """Return what holds all the words, each as the beginning of a word, the best first."""
        wanted = " ".join(f'"{word}"*' for word in WORD.findall(words)[:20])
        if not wanted:
            return []
        return self._hits(
            f"SELECT kind, iri, type, place, weight, title, snippet(found, 6, '{BEGIN}', '{END}', '…', 24) FROM found"
            " WHERE found MATCH ? AND (? = '' OR kind = ?)"
            " ORDER BY bm25(found, 0, 0, 0, 0, 0, 8.0, 1.0) - 0.3 * min(weight, 30), iri LIMIT ? OFFSET ?",
            (wanted, kind, kind, limit, offset),
        )

    def count(self, words: str, kind: str) -> int:
        """Return how many there are of a kind."""
        wanted = " ".join(f'"{word}"*' for word in WORD.findall(words)[:20])
        if not wanted:
            return 0
        with closing(self._open()) as database:
            query = "SELECT COUNT(*) FROM found WHERE found MATCH ? AND kind = ?"
            return int(database.execute(query, (wanted, kind)).fetchone()[0])

    def most(self, *, type_: str = "", limit: int = 20, offset: int = 0) -> list[Hit]:
        """Return the entities named in most articles."""
        return self._hits(
            "SELECT kind, iri, type, place, weight, title, body FROM found"
            " WHERE kind = 'entity' AND (? = '' OR type = ?) ORDER BY weight DESC, title, iri LIMIT ? OFFSET ?",
            (type_, type_, limit, offset),
        )

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)

    def _hits(self, query: str, values: Iterable[object]) -> list[Hit]:
        with closing(self._open()) as database:
            rows = database.execute(query, tuple(values)).fetchall()
        return [
            Hit(kind, iri, type_, place, weight, title, tuple(_parts(text)))
            for kind, iri, type_, place, weight, title, text in rows
        ]


def _parts(snippet: str) -> Iterator[tuple[str, bool]]:
    for number, piece in enumerate(re.split(f"[{BEGIN}{END}]", snippet)):
        if piece:
            yield piece, number % 2 == 1
