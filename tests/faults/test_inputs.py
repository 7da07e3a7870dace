"""Hundreds of bad inputs: each is read or named, nothing crashes, nothing is touched, nothing gets out unescaped."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.corpus import Failure, Limits, read
from kg.errors import QueryError
from kg.graph import Graph
from tests.faults.forks import Forks
from tests.faults.inputs import INJECTIONS, MARK, write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="writes links and pipes as POSIX systems have them")

#: a control character but for tab and line feed, or a mark that turns the direction of what follows
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    folder = tmp_path_factory.mktemp("bad")
    return folder, write(folder)


def state(folder: Path) -> dict[str, tuple[int, int]]:
    """Return size and time of every file under a folder, links not followed."""
    found = {}
    for root, _, files in os.walk(folder):
        for name in files:
            path = os.path.join(root, name)  # noqa: PTH118 - names that are no UTF-8
            found[path] = os.lstat(path).st_size, os.lstat(path).st_mtime_ns
    return found


def test_every_bad_input_is_read_or_named(bad: tuple[Path, list[str]], capfd: pytest.CaptureFixture[str]) -> None:
    folder, names = bad
    (folder / "loop" / "back").unlink()  # the rest again, under longer names: has a test of its own
    before = state(folder.parent)
    started = time.process_time()
    results = defaultdict(list)
    for item in read([folder], limits=Limits(seconds=60)):
        source = item.source
        assert source.isprintable(), source
        if isinstance(item, Failure):
            assert item.reason
            assert len(item.reason) < 600, item
            assert "Traceback" not in item.reason
        else:
            item.text.encode()
        results[re.split("[:!]", source)[0]].append(item)
    printable = {"".join(c if c.isprintable() else "�" for c in name): name for name in names}
    assert len(names) > 500
    assert {name for name, real in printable.items() if not real.startswith(".")} - set(results) == set()
    assert state(folder.parent) == before
    assert capfd.readouterr() == ("", "")
    assert time.process_time() - started < 120


@pytest.mark.slow
def test_huge_lines_are_named_in_bounded_memory(tmp_path: Path) -> None:
    code = f"""
import resource
resource.setrlimit(resource.RLIMIT_AS, (2_500_000_000,) * 2)
from pathlib import Path
from kg.corpus import read
from tests.faults.inputs import _files
for name, raw in _files(large=True):
    if "200-megabytes" in name:
        (Path({str(tmp_path)!r}) / name).write_bytes(raw)
        del raw
for item in read([{str(tmp_path)!r}], languages=None):
    print(item)
"""
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "no document could be read" in process.stderr
    assert process.stdout.count("raise --max-document-bytes") == 3, process.stderr[-500:]


@pytest.mark.parametrize("text", [
    "Budi Santoso bertemu Siti. " * 2000,
    "“" * 20_000 + "kata Budi Santoso.",
    "Rp1" + ".000" * 5000 + " pada 1/2/" + "3/" * 5000,
    "a" * 200_000,
    "Budi, " * 5000,
], ids=["names", "quotes", "figures", "word", "commas"])  # fmt: skip
@pytest.mark.slow
def test_extraction_of_a_heavy_text_ends(forks: Forks, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(f"Kabar\n\n{text}\n", encoding="utf-8")
    ended = forks.run("build", "-q", tmp_path / "a.txt", "-o", tmp_path / "out", "--max-seconds", "120")
    assert ended.code == 0, ended.stderr
    assert ended.seconds < 120


@pytest.fixture(scope="module")
def injected(tmp_path_factory: pytest.TempPathFactory, forks: Forks) -> Graph:
    folder = tmp_path_factory.mktemp("injected")
    (folder / "in").mkdir()
    for name, text in INJECTIONS.items():
        body = (
            f"Budi {text} Santoso bertemu Siti Aminah di Jakarta.\n“{text},” kata Budi Santoso, Direktur PT {text}.\n"
        )
        row = {
            "id": name,
            "title": f"Kabar {text}",
            "publisher": text,
            "url": f"https://w.example/{text}",
            "text": body,
        }
        line = json.dumps(row)
        (folder / "in" / f"{name}.jsonl").write_text(line, encoding="utf-8")
    ended = forks.run("build", "-q", folder / "in", "-o", folder / "out")
    assert ended.code == 0, ended.stderr
    assert ended.stderr == ""
    return kg.open(folder / "out")


def test_what_articles_inject_is_text_in_every_syntax(injected: Graph) -> None:
    """The files hold what the store holds, term for term: nothing in a text became a triple."""
    quads = set(injected.store)
    assert not [q for q in quads if "jahat.example" in str(q.subject) + str(q.predicate)]
    assert {q.object for q in quads if "jahat.example" in str(q.object)} <= {
        q.object for q in quads if isinstance(q.object, ox.Literal)
    }
    read_back = set(ox.parse(path=str(injected.folder / "graph.trig"), format=ox.RdfFormat.TRIG))
    assert read_back == quads


def test_no_page_runs_what_articles_inject(injected: Graph) -> None:
    page = (injected.folder / "graph.html").read_text(encoding="utf-8")
    assert MARK in page
    for pattern in (rf"<script>alert\('{MARK}", rf"<svg onload=alert\('{MARK}", rf"<img src=x onerror=alert\('{MARK}"):
        assert not re.search(pattern, page)


def test_no_cell_of_a_table_is_a_formula(injected: Graph, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "kg.cli",
        "export",
        str(injected.folder),
        "--to",
        "csv",
        "-o",
        str(tmp_path / "out"),
    ]
    subprocess.run(command, check=True, capture_output=True)
    cells = [cell for path in (tmp_path / "out").rglob("*.csv") for row in rows(path) for cell in row]
    assert cells
    assert not [cell for cell in cells if (cell[:1] in "=+@" and cell[:1]) or re.match(r"-\D*\d\+", cell)]


def rows(path: Path) -> Iterator[list[str]]:
    yield from csv.reader(io.StringIO(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "command",
    [("show", "Budi Santoso"), ("query", "SELECT ?b { ?a skos:prefLabel ?b }"), ("decisions",), ("conflicts",)],
)
def test_no_terminal_obeys_what_articles_inject(injected: Graph, command: tuple[str, ...]) -> None:
    name, *arguments = command
    whole = [sys.executable, "-m", "kg.cli", name, str(injected.folder), *arguments]
    process = subprocess.run(whole, capture_output=True, check=False)
    assert not UNSEEN.search((process.stdout + process.stderr).decode())


@pytest.mark.parametrize("query", [
    "SELECT * FROM <file:///etc/passwd> { ?a ?b ?c }",
    "SELECT * FROM NAMED <http://127.0.0.1:1/x> { GRAPH ?g { ?a ?b ?c } }",
    "SELECT * { SERVICE <http://127.0.0.1:1/x> { ?a ?b ?c } }",
    "SELECT * { SERVICE SILENT <http://127.0.0.1:1/x> { ?a ?b ?c } }",
    "SELECT * { { SELECT * { SERVICE ?x { ?a ?b ?c } } } }",
    "SELECT * { ser\\u0076ice <http://127.0.0.1:1/x> { ?a ?b ?c } }",
    "LOAD <file:///etc/passwd>",
    "LOAD SILENT <http://127.0.0.1:1/x> INTO GRAPH <x:y>",
    "INSERT DATA { <x:a> <x:b> <x:c> }",
    "DROP ALL",
    "CLEAR DEFAULT",
    "DELETE WHERE { ?a ?b ?c }",
    "SELECT * { ?a ?b ?c } ; DROP ALL",
])  # fmt: skip
def test_query_that_names_a_file_an_address_or_a_change_is_refused(injected: Graph, query: str) -> None:
    with pytest.raises(QueryError):
        injected.query(query)
    assert injected.query("ASK { ?a ?b ?c }").rows
