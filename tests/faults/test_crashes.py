"""Killed, starved and damaged: the last good graph opens and the next build completes."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

import kg
from kg.errors import KgError, OutputError
from kg.resolve import decisions
from tests.faults.forks import Forks
from tests.graphs import built
from tests.samples import meeting, meeting_again

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills and forks as POSIX systems do")

ARTICLES = {
    "a": "Pertemuan\n\nWali Kota Bandung Budi Santoso bertemu Siti Aminah di Jakarta, Senin (9/1/2017).\n",
    "b": "Anggaran\n\nMenteri Keuangan Siti Aminah mengatakan anggaran Rp2 triliun akan dibagikan di Surabaya.\n",
}
#: of each decision, in the slow tests; 200 take about eight minutes each, `make crash` kills as often
KILLS = int(os.environ.get("KG_KILLS", "10"))
DECISIONS: list[tuple[str, ...]] = [
    ("merge", "Alibaba", "Tmall"),
    ("split", "Jack Ma", "b1"),
    ("rename", "Jack Ma", "Ma Yun"),
    ("retype", "Tmall", "ORG"),
    ("link", "Tmall", "https://arsip.example/9"),
    ("reject", "a1:70-90", "owns"),
    ("remove", "b1"),
    ("undo",),
]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def sound(folder: Path) -> set[str]:
    """Open the graph, make sure that report, texts and store are of one build, and return its documents."""
    graph = kg.open(folder)
    rows = graph.query("SELECT ?id { GRAPH ?g { ?d a schema:NewsArticle ; dcterms:identifier ?id } }")
    documents = {str(row["id"]) for row in rows}
    assert documents == set(graph.texts()) == {row["id"] for row in graph.report()["sources"]}
    return documents


def contents(folder: Path) -> dict[str, bytes]:
    """Return all that a build wrote, but for the store; identities, which stand in order of age, sorted."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and "store" not in path.parts)
    found = {str(path.relative_to(folder)): path.read_bytes() for path in paths}
    return {**found, "identities.tsv": b"\n".join(sorted(found["identities.tsv"].split(b"\n")))}


def killed_builds(forks: Forks, articles: Path, out: Path, times: int) -> None:
    """Kill builds of the first and of both articles by turns, at random moments of each; look after every one."""
    drawn = random.Random(20170109)
    sources = [articles / "a.txt"], [articles]
    for part in sources:  # the first of each reads, those that follow find what was read
        assert forks.run("build", "-q", *part, "-o", out).code == 0
    longest = [forks.run("build", "-q", *part, "-o", out).seconds for part in sources]
    killed = number = 0
    while killed < times:
        number += 1
        turn = number % 2
        ended = forks.run("build", "-q", *sources[turn], "-o", out, kill_after=drawn.uniform(0, longest[turn]))
        assert ended.code in {0, -9}, ended.stderr
        killed += ended.code == -9
        longest[turn] = ended.seconds if ended.code == 0 else longest[turn]
        assert sound(out) in ({"a"}, {"a", "b"})
    last = forks.run("build", "-q", articles, "-o", out)
    assert last.code == 0, last.stderr
    left = {path.name for path in (out / "store").iterdir() if path.is_dir()}
    assert len(left) == 1


@pytest.mark.slow
def test_killed_build_leaves_a_sound_graph_and_no_rest(forks: Forks, articles: Path, tmp_path: Path) -> None:
    killed_builds(forks, articles, tmp_path / "out", 4)
    assert forks.run("build", "-q", articles, "-o", tmp_path / "new").code == 0
    assert contents(tmp_path / "out") == contents(tmp_path / "new")


@pytest.mark.slow
def test_build_killed_at_200_moments_leaves_a_sound_graph(forks: Forks, articles: Path, tmp_path: Path) -> None:
    killed_builds(forks, articles, tmp_path / "out", 200)


@pytest.mark.slow
def test_first_build_killed_at_any_moment_can_be_done_again(forks: Forks, articles: Path, tmp_path: Path) -> None:
    out, drawn = tmp_path / "out", random.Random(1)
    longest = forks.run("build", "-q", articles / "a.txt", "-o", out).seconds
    for _ in range(2):
        shutil.rmtree(out)
        forks.run("build", "-q", articles / "a.txt", "-o", out, kill_after=drawn.uniform(0.5, 1) * longest)
        again = forks.run("build", "-q", articles / "a.txt", "-o", out)
        assert again.code == 0, again.stderr
        assert sound(out) == {"a"}


def decided(folder: Path) -> int:
    """Return how many decisions stand in the file, which is whole whenever it is read."""
    return len(decisions.read(folder / decisions.FILE))


def killed_decisions(forks: Forks, tmp_path: Path, decision: tuple[str, ...], times: int) -> None:
    """Kill a decision again and again on one output, and its undoing whenever it was made; look after every kill."""
    out, drawn = tmp_path / "out", random.Random(" ".join(decision))
    built(out, meeting(), meeting_again())
    command, *arguments = decision if decision != ("undo",) else DECISIONS[2]
    asked: dict[int, tuple[str | Path, ...]] = {0: (command, out, *arguments, "-y"), 1: ("undo", out, "-y")}
    longest = {}
    for made in (0, 1, 0, 1):  # the first of each takes longer
        ended = forks.run(*asked[made])
        assert ended.code == 0, ended.stderr
        longest[made] = ended.seconds
    begun = contents(out)
    killed = 0
    while killed < times:
        made = decided(out)
        wanted = decision == ("undo",) if made else decision != ("undo",)
        ended = forks.run(*asked[made], kill_after=drawn.uniform(0, longest[made]) if wanted else None)
        assert ended.code in {0, -9}, ended.stderr
        killed += wanted and ended.code == -9
        assert sound(out) <= {"a1", "b1"}
        assert (out / "identities.tsv").read_bytes().endswith(b"\n")
    for _ in range(2 - decided(out)):
        assert forks.run(*asked[decided(out)]).code == 0
    assert contents(out) == begun
    assert len([path for path in (out / "store").iterdir() if path.is_dir()]) == 1


def test_killed_decision_leaves_a_sound_graph(forks: Forks, tmp_path: Path) -> None:
    killed_decisions(forks, tmp_path, DECISIONS[0], 2)


@pytest.mark.slow
@pytest.mark.parametrize("decision", DECISIONS, ids=[row[0] for row in DECISIONS])
def test_decision_killed_at_many_moments(forks: Forks, tmp_path: Path, decision: tuple[str, ...]) -> None:
    killed_decisions(forks, tmp_path, decision, KILLS)


def test_second_build_on_one_output_is_refused_and_harms_nothing(forks: Forks, articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert forks.run("build", "-q", articles / "a.txt", "-o", out).code == 0
    with (out / "store" / "lock").open("ab") as lock:
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX)
        said = forks.run("build", "-q", articles, "-o", out)
        assert said.code == 1
        assert "another build writes to" in said.one_line()
        assert sound(out) == {"a"}
    assert forks.run("build", "-q", articles, "-o", out).code == 0
    assert sound(out) == {"a", "b"}


@pytest.mark.slow
def test_two_builds_at_once_end_with_one_graph(articles: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg.cli", "build", "-q", str(articles), "-o", str(tmp_path / "out")]
    for _ in range(5):
        pair = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
        said = [process.communicate()[1] for process in pair]
        assert sorted(process.returncode for process in pair) in ([0, 0], [0, 1])
        assert all(not line or "another build writes to" in line for line in said)
        assert sound(tmp_path / "out") == {"a", "b"}


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that every user may enter."""
    folder = Path(tempfile.mkdtemp(prefix="kg-faults-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_output_that_may_not_be_written_is_named(forks: Forks, articles: Path, open_folder: Path) -> None:
    out, source = open_folder / "out", open_folder / "a.txt"
    shutil.copy(articles / "a.txt", source)
    assert forks.run("build", "-q", source, "-o", out).code == 0
    before = contents(out)
    if os.getuid():
        out.chmod(0o500)
    elif not all(folder.stat().st_mode & 1 for folder in Path(sys.base_prefix).parents):
        pytest.skip("no other user can run this Python, and root may write anywhere")
    ended = forks.run("build", "-q", source, "-o", out, nobody=not os.getuid())
    out.chmod(0o755)
    assert ended.code == 1
    assert "cannot write to" in ended.one_line()
    assert contents(out) == before


@pytest.mark.parametrize(
    "largest", [90_000, *(pytest.param(n, marks=pytest.mark.slow) for n in (1_000, 8_000, 30_000))]
)
def test_build_that_may_write_no_more_leaves_the_last_graph(
    forks: Forks, articles: Path, tmp_path: Path, largest: int
) -> None:
    out = tmp_path / "out"
    assert forks.run("build", "-q", articles / "a.txt", "-o", out).code == 0
    before = contents(out)
    ended = forks.run("build", "-q", articles, "-o", out, largest_file=largest)
    assert ended.code == 1
    assert str(out) in ended.one_line()
    assert contents(out) == before
    assert sound(out) == {"a"}
    assert forks.run("build", "-q", articles, "-o", out).code == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)]
    if os.getuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system may be mounted here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.parametrize("left", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in (200, 700))])
def test_full_disk_leaves_the_last_graph(forks: Forks, articles: Path, small_disk: Path, left: int) -> None:
    out = small_disk / "out"
    first = forks.run("build", "-q", articles / "a.txt", "-o", out)
    assert first.code == 0, first.stderr
    before = contents(out)
    free = os.statvfs(small_disk)
    (small_disk / "ballast").write_bytes(b"x" * max(0, free.f_bavail * free.f_bsize - left * 1024))
    ended = forks.run("build", "-q", articles, "-o", out)
    assert ended.code == 1
    ended.one_line()
    assert contents(out) == before
    assert sound(out) == {"a"}
    (small_disk / "ballast").unlink()
    assert forks.run("build", "-q", articles, "-o", out).code == 0
    assert sound(out) == {"a", "b"}


def test_store_of_an_older_version_is_built_again(forks: Forks, articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert forks.run("build", "-q", articles / "a.txt", "-o", out).code == 0
    with closing(sqlite3.connect(out / "store" / "extractions.sqlite")) as spool:
        spool.execute("DROP TABLE sketch")
        spool.execute("DROP TABLE origin")
        spool.execute("UPDATE extraction SET key = 'of another version'")
        spool.commit()
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    old = {name: report[name] for name in ("generator", "documents", "entities", "sources", "failures")}
    (out / "report.json").write_text(json.dumps(old), encoding="utf-8")
    assert sound(out) == {"a"}
    assert forks.run("decisions", out).code == 0
    assert forks.run("build", "-q", articles, "-o", out).code == 0
    assert sound(out) == {"a", "b"}


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.0, 0.5, 0.9])
def test_truncated_store_is_named_and_built_again(forks: Forks, articles: Path, tmp_path: Path, share: float) -> None:
    made, out = tmp_path / "made", tmp_path / "out"
    assert forks.run("build", "-q", articles, "-o", made).code == 0
    files = sorted(str(path.relative_to(made)) for path in (made / "store").rglob("*") if path.is_file())
    for name in files:
        if not (made / name).stat().st_size:
            continue
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(made, out)
        os.truncate(out / name, int((made / name).stat().st_size * share))
        with suppress(KgError):
            kg.open(out).query("SELECT * { ?a ?b ?c }")
        again = forks.run("build", "-q", articles, "-o", out)
        assert again.code == 0, (name, again.stderr)
        assert sound(out) == {"a", "b"}


def test_failed_first_build_leaves_no_store(forks: Forks, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\0\1\2" * 100)
    ended = forks.run("build", "-q", tmp_path / "bad.txt", "-o", tmp_path / "out")
    assert ended.code == 2
    assert "bad.txt" in ended.one_line()
    assert not list((tmp_path / "out").glob("*"))


def test_failed_build_keeps_the_knowledge_base_of_the_last(forks: Forks, articles: Path, tmp_path: Path) -> None:
    base, other = tmp_path / "kb.ttl", tmp_path / "sub" / "kb.ttl"
    other.parent.mkdir()
    for path, name in ((base, "Budi Santoso"), (other, "Siti Aminah")):
        label = f'<https://arsip.example/1> <http://www.w3.org/2004/02/skos/core#prefLabel> "{name}" .'
        path.write_text(label, encoding="utf-8")
    out = tmp_path / "out"
    assert forks.run("build", "-q", articles, "-o", out, "--kb", base).code == 0
    before = (out / "graph.ttl").read_bytes()
    (tmp_path / "bad.txt").write_bytes(b"\0\1\2" * 100)
    assert forks.run("build", "-q", tmp_path / "bad.txt", "-o", out, "--kb", other).code == 2
    assert forks.run("rename", out, "Jakarta", "DKI Jakarta", "-y").code == 0
    assert forks.run("undo", out, "-y").code == 0
    assert (out / "graph.ttl").read_bytes() == before


def test_pointer_to_nowhere_is_named(forks: Forks, articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert forks.run("build", "-q", articles, "-o", out).code == 0
    for pointer in ("", "../..", "\xff", "missing"):
        (out / "store" / "current").write_text(pointer, encoding="latin-1")
        with pytest.raises(OutputError, match="build"):
            kg.open(out)
    assert forks.run("build", "-q", articles, "-o", out).code == 0
