"""Bad input: one clear line on stderr that names the thing, an exit code, no traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import kg


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph")
    (folder / "a.txt").write_text("Kabar\n\nPresiden Joko Widodo tiba di Surabaya, Jawa Timur.\n", encoding="utf-8")
    kg.build(folder / "a.txt", folder / "out")
    return folder / "out"


def one_line(process: subprocess.CompletedProcess[str], code: int, *names: str) -> None:
    assert process.returncode == code, process.stderr
    assert process.stderr.count("\n") == 1, process.stderr
    assert process.stderr.startswith("kg: ")
    assert all(name in process.stderr for name in names), process.stderr


@pytest.mark.parametrize(("name", "content", "said"), [
    ("missing.txt", None, "missing.txt"),
    ("empty", "folder", "empty"),
    ("binary.txt", b"\0\1\2\3" * 50, "binary.txt"),
    ("broken.jsonl", b'{"title": "a"\n', "line 1"),
])  # fmt: skip
def test_build_names_a_bad_source(tmp_path: Path, name: str, content: bytes | str | None, said: str) -> None:
    if content == "folder":
        (tmp_path / name).mkdir()
    elif isinstance(content, bytes):
        (tmp_path / name).write_bytes(content)
    one_line(run("build", tmp_path / name, "-o", tmp_path / "out"), 2, said)
    assert not (tmp_path / "out" / "graph.ttl").exists()


def test_build_reads_another_encoding(tmp_path: Path) -> None:
    text = "Kabar\n\nKedutaan Besar Côte d’Ivoire di Jakarta ditutup.\n"
    (tmp_path / "a.txt").write_bytes(text.encode("windows-1252"))
    assert run("build", "-q", tmp_path / "a.txt", "-o", tmp_path / "out").returncode == 0
    assert "Côte d’Ivoire" in (tmp_path / "out" / "texts" / "a.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("option", ["--quads", "--scheduler", "--extractions"])
def test_build_names_an_option_of_a_cluster_without_one(out: Path, tmp_path: Path, option: str) -> None:
    one_line(run("build", out / "texts", "-o", tmp_path / "out", option, "x"), 2, option, "--engine dask")
    assert not (tmp_path / "out").exists()


def test_build_names_quads_in_its_own_output(out: Path, tmp_path: Path) -> None:
    quads = tmp_path / "out" / "quads"
    one_line(run("build", out / "texts", "-o", tmp_path / "out", "--engine", "dask", "--quads", quads), 1, "quads")


def test_build_names_an_unwritable_output(tmp_path: Path, out: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    one_line(run("build", out / "texts", "-o", tmp_path / "file" / "out"), 1, "file")


def test_query_names_the_place_of_a_mistake(out: Path) -> None:
    one_line(run("query", out, "SELECT ?x WHERE { ?x a }"), 2, "line 1, column")


def test_query_names_a_folder_without_a_graph(tmp_path: Path) -> None:
    one_line(run("query", tmp_path, "ASK { ?a ?b ?c }"), 1, str(tmp_path), "kg build")


def test_query_names_a_missing_file(out: Path) -> None:
    one_line(run("query", out, "nothing.rq"), 2, "nothing.rq")


def test_show_names_an_unknown_entity_and_those_like_it(out: Path) -> None:
    one_line(run("show", out, "Surabya"), 1, "Surabya", "Surabaya")


def test_query_prints_rows_as_csv(out: Path) -> None:
    process = run(
        "query", out, "SELECT ?name { ?x a schema:Place ; skos:prefLabel ?name } ORDER BY ?name", "--format", "csv"
    )
    assert (process.returncode, process.stdout.splitlines()[0]) == (0, "name")
    assert "Surabaya" in process.stdout


def test_help_keeps_its_examples_one_to_a_line() -> None:
    assert "\n  kg build corpus/ -o out/ " in run("--help").stdout
