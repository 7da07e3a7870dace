"""A built graph brought up to date: what came is worked out alone, and the store gets the difference.

What it gives is what a build from nothing gives with the same `identities.tsv`; where that cannot be sure, or would
cost as much, or an article left or was changed, the build from nothing is done.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg import files, generation
from kg.amendment import Amendment
from kg.errors import OutputError
from kg.incremental.change import Articles, change
from kg.incremental.grouping import TooMuchError
from kg.incremental.state import State
from kg.intake import COUNTS, Tally, retold_beside
from kg.job import Job
from kg.memory import LOST, Extractions, bases, closing, keep, signature, tell
from kg.ontology import BASE
from kg.rdf.iris import Iris
from kg.resolve import decisions
from kg.resolve.gazetteer import country
from kg.resolve.knowledge import built_in
from kg.store import open_store

__all__ = ["prepare", "renew"]

#: more than this share of the articles, or so many, are as fast built anew
SHARE, MANY = 0.05, 20


def prepare() -> None:
    """Read the tables that names are looked up in: while somebody else extracts, there is nothing else to do."""
    built_in()
    country("")


def renew(job: Job) -> bool:
    """Bring the graph up to date with the documents of this build; return whether that was possible.

    Where nothing changed, everything is left as it is. Else the files beside the store are taken away: `files.write`
    makes them anew, now or whenever they are asked for.
    """
    path = job.folder / generation.STORE / generation.MEMORY
    if not path.exists() or decisions.read(job.folder / decisions.FILE):
        return False
    try:
        opened = State(path)
    except sqlite3.Error as error:
        tell(job.folder, error)
        return False
    with closing(opened) as state:
        try:
            keys, before = job.spool.keys(), dict(state.database.execute("SELECT id, key FROM doc"))
            if keys == before and _stands(job, state, before):
                return True
            name = _prepared(job, state, keys, before)
        except (TooMuchError, *LOST) as error:  # it is a cache, and may come from anybody
            if not isinstance(error, TooMuchError):
                tell(job.folder, error)
            name = ""
        if not name:
            _clear(job.built)
            return False
        files.list_gone(job.built)
        job.spool.stage(name)
        generation.publish(job.folder, job.built, name)
        keep(state, job.folder, job.settings)
    return True


def _stands(job: Job, state: State, documents: Mapping[str, str]) -> bool:
    """Return whether the graph of before is that of these documents: nothing it says or stands on has changed.

    Raises:
        OutputError: where its store is damaged.
    """
    if job.spool.moved() or not _remembered(job, state) or not _whole(job.folder, documents):
        return False
    open_store(generation.current(job.folder))
    report = json.loads((job.folder / generation.REPORT).read_text(encoding="utf-8"))
    return bool(report["failures"] == job.tally.failed())


def _remembered(job: Job, state: State) -> bool:
    return bool(state.get("signature") == signature(job.folder, job.settings))


def _prepared(job: Job, state: State, keys: Mapping[str, str], before: Mapping[str, str]) -> str:
    """Write what changes beside the graph; return what its generation is to be called, "" where it cannot be sure."""
    came = {id_: key for id_, key in keys.items() if before.get(id_) != key}
    left = any(keys.get(id_) != key for id_, key in before.items())
    if not _remembered(job, state) or len(came) > max(MANY, SHARE * len(before)):
        return ""
    if not keys or left or _named_before(state, came):  # IRIs of a text that left are not yet given as by a full build
        return ""
    if not _whole(job.folder, before):
        raise OutputError(f"{str(job.folder / 'texts')!r} does not hold the text of each article and no other")
    job.progress("resolve", len(keys))
    amendment = _amendment(job, state, keys, Extractions(job.spool, came))
    job.progress("write", len(keys))
    name = amendment.write(job, state)
    job.progress("publish", len(keys))
    return name


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


def _amendment(job: Job, state: State, keys: Mapping[str, str], came: Extractions) -> Amendment:
    """Return what the articles that came change, the state brought up to date."""
    report = json.loads((job.folder / generation.REPORT).read_text(encoding="utf-8"))
    tally = _tallied(job.tally, report, came)
    before = {doc: (story, name) for doc, story, name in state.database.execute("SELECT * FROM copy")}
    copies = retold_beside(job.spool, came, before)
    articles = Articles(came, keys, lambda id_: job.spool.by_key(keys[id_]), before, copies)
    found = change(state, articles, job.settings.accept, bases(job), Iris(BASE))
    state.database.execute("DELETE FROM copy")
    state.do("INSERT INTO copy VALUES (?, ?, ?)", ((copy, *story) for copy, story in copies.items()))
    return Amendment(came, found, report, tally, copies)


def _tallied(failed: Tally, report: Mapping[str, Any], came: Extractions) -> Tally:
    """Return what a report counts, with the articles that came and the failures of this build."""
    counts = Counter({name: report[name] for name in COUNTS})
    tally = Tally(len(report["sources"]), failed.failures, counts, list(report["sources"]))
    for id_ in came:
        tally.add(came[id_])
    return tally
