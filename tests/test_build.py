"""A build as its user sees it: the files, the same bytes, nothing lost when it fails."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kg
from kg import files
from kg.errors import InputError, OutputError

ONE = "Wali Kota Bandung Budi Santoso bertemu Siti Aminah di Jakarta, Senin (9/1).\n"
TWO = "Menteri Keuangan Siti Aminah mengatakan anggaran Rp2 triliun akan dibagikan kepada warga Surabaya.\n"
FILES = ("graph.ttl", "graph.trig", "graph.jsonld", "graph.graphml", "graph.html", "report.json", "identities.tsv")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(f"Pertemuan di Jakarta\n\n{ONE}", encoding="utf-8")
    (folder / "two.txt").write_text(f"Anggaran Surabaya\n\n{TWO}", encoding="utf-8")
    return folder


def written(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES}


def test_build_writes_every_file(articles: Path, tmp_path: Path) -> None:
    kg.build(articles, tmp_path / "out")
    assert all(written(tmp_path / "out").values())
    assert sorted(path.name for path in (tmp_path / "out" / "texts").iterdir()) == ["one.txt", "two.txt"]


def test_build_gives_the_same_bytes_in_any_order(articles: Path, tmp_path: Path) -> None:
    kg.build([articles / "one.txt", articles / "two.txt"], tmp_path / "a")
    kg.build([articles / "two.txt", articles / "one.txt"], tmp_path / "b")
    assert written(tmp_path / "a") == written(tmp_path / "b")


def test_build_gives_the_same_bytes_under_another_hash_seed(articles: Path, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "kg.cli", "build", "-q", str(articles), "-o", str(tmp_path / seed)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    assert written(tmp_path / "1") == written(tmp_path / "2")


def test_files_can_be_written_later(articles: Path, tmp_path: Path) -> None:
    kg.build(articles, tmp_path / "out")
    before = written(tmp_path / "out")
    kg.build(articles, tmp_path / "out", store_only=True)
    assert not (tmp_path / "out" / "graph.ttl").exists()
    assert kg.open(tmp_path / "out").query("ASK { ?a ?b ?c }").rows
    files.write(kg.open(tmp_path / "out"), tmp_path / "out")
    assert written(tmp_path / "out") == before


def test_build_again_replaces_what_kg_made(articles: Path, tmp_path: Path) -> None:
    kg.build(articles / "one.txt", tmp_path / "out")
    kg.build(articles / "two.txt", tmp_path / "out")
    assert [path.name for path in (tmp_path / "out" / "texts").iterdir()] == ["two.txt"]


def test_build_leaves_a_foreign_folder_alone(articles: Path) -> None:
    with pytest.raises(OutputError, match="did not make"):
        kg.build(articles, articles)
    assert (articles / "one.txt").read_text(encoding="utf-8").endswith(ONE)


def test_failed_build_keeps_the_last_graph(articles: Path, tmp_path: Path) -> None:
    kg.build(articles, tmp_path / "out")
    before = written(tmp_path / "out")
    (tmp_path / "bad.txt").write_bytes(b"\0\1\2" * 100)
    with pytest.raises(InputError):
        kg.build(tmp_path / "bad.txt", tmp_path / "out")
    assert written(tmp_path / "out") == before
    assert kg.open(tmp_path / "out").query("ASK { ?a ?b ?c }").rows


def test_bad_article_costs_itself_only(articles: Path, tmp_path: Path) -> None:
    (articles / "bad.txt").write_bytes(b"\0\1\2" * 100)
    kg.build(articles, tmp_path / "out")
    assert '"source": "bad.txt"' in (tmp_path / "out" / "report.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("after", [0.3, 1.5, 2.5, 3.5])
def test_killed_build_leaves_the_last_graph(articles: Path, tmp_path: Path, after: float) -> None:
    kg.build(articles / "one.txt", tmp_path / "out")
    command = [sys.executable, "-m", "kg.cli", "build", "-q", str(articles), "-o", str(tmp_path / "out")]
    process = subprocess.Popen(command)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert kg.open(tmp_path / "out").query("ASK { ?a ?b ?c }").rows
    assert len(kg.build(articles, tmp_path / "out").texts()) == 2
