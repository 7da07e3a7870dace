"""The benchmarks run, and the ratios that they are about hold, on a small graph."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.graphs import built
from tests.samples import meeting, meeting_again

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample graph under so many names that it has 20,000 quads."""
    folder = tmp_path_factory.mktemp("large")
    built(folder / "out", meeting(), meeting_again())
    run("million", str(folder / "out"), str(folder / "large"), "--quads", "20000")
    return folder / "large"


def run(name: str, *arguments: str) -> list[list[str]]:
    command = [sys.executable, "-m", f"benchmarks.{name}", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [line.split() for line in done.stdout.splitlines()]


def test_the_large_graph_conforms(large: Path) -> None:
    assert [row[3] for row in run("shacl", str(large))[1:]] == ["0", "0"]


def test_loading_and_queries_are_faster_than_rdflibs_own(large: Path) -> None:
    rows = run("million", str(large.parent / "out"), str(large), "--store")
    load = next(row for row in rows if row[0] == "load")
    mean = next(row for row in rows if row[:2] == ["geometric", "mean"])
    assert float(load[3]) > 2
    assert float(mean[2]) > 2


def test_exports_of_a_larger_graph_take_no_more_memory_than_they_may(large: Path) -> None:
    for row in run("exports", str(large), "turtle", "nquads", "jsonld", "void")[2:]:
        assert float(row[2]) < 400, row


def test_extractors_and_graph_take_no_more_than_their_share() -> None:
    rows = {row[0]: row for row in run("speed", "corpus", "--count", "6") if row}
    assert float(rows["extractors"][2]) < 2, rows  # 1.0 on six articles
    assert float(rows["graph"][2]) < 3, rows  # 1.4, most of it the start of a store
