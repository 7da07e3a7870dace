"""`kg build --engine dask --quads`: the graph of the embedded build in files, nothing of another graph among them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import kg
from kg.errors import OutputError
from kg.generation import current
from kg.partitions import check
from kg.store import open_store

ROOT = Path(__file__).parents[1]
ARTICLES = list(islice(sorted((ROOT / "corpus").glob("*.md")), 4))
FILES = ("graph.ttl", "graph.trig", "report.json", "identities.tsv")


def death(mark: Path) -> Any:
    """Return what kills the process of the worker that first has written a file of the graph."""
    from distributed.diagnostics.plugin import WorkerPlugin

    class Death(WorkerPlugin):  # type: ignore[misc, unused-ignore]
        def transition(self, key: Any, start: str, finish: str, **_more: Any) -> None:
            if str(key).startswith("_summed") and (start, finish) == ("executing", "memory") and not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)

    return Death()


def build(client: Any, articles: list[Path], folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg.cli", "build", *map(str, articles), "-q", "-o", str(folder / "there")]
    engine = ["--engine", "dask", "--scheduler", client.scheduler.address, "--quads", "graph/"]
    return subprocess.run([*command, *engine], cwd=folder, capture_output=True, text=True, check=False)


def quads(folder: Path) -> list[ox.Quad]:
    return [quad for path in sorted(folder.glob("*.nq")) for quad in ox.parse(path=str(path))]


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_build_writes_the_graph_in_parts_though_a_worker_dies(client: Any, tmp_path: Path) -> None:
    mark = tmp_path / "killed"
    client.register_plugin(death(mark))
    done = build(client, ARTICLES, tmp_path)
    assert done.returncode == 0, done.stderr
    assert mark.exists()
    kg.build(ARTICLES, tmp_path / "here")
    found = quads(tmp_path / "graph")
    assert set(found) == set(open_store(current(tmp_path / "here")))
    assert len(found) == len(set(found))
    for name in FILES:
        assert (tmp_path / "there" / name).read_bytes() == (tmp_path / "here" / name).read_bytes(), name

    assert build(client, ARTICLES[:1], tmp_path).returncode == 0
    assert set(quads(tmp_path / "graph")) == set(open_store(current(tmp_path / "there")))
    assert {path.name for path in (tmp_path / "graph").iterdir() if path.suffix != ".nq"} == {"_SUCCESS"}


@pytest.mark.parametrize("names", [("a.txt",), ("part-00000.nq",), ("_SUCCESS", "part-00000.nq", "part-00000.nt")])
def test_folder_of_somebody_else_is_refused(tmp_path: Path, names: tuple[str, ...]) -> None:
    for name in names:
        (tmp_path / name).touch()
    with pytest.raises(OutputError, match=names[-1]):
        check(str(tmp_path))


@pytest.mark.parametrize("names", [(), ("_SUCCESS", "part-00000.nq"), ("_temporary", "part-00063.nq")])
def test_graph_of_a_former_build_is_ours(tmp_path: Path, names: tuple[str, ...]) -> None:
    for name in names:
        (tmp_path / name).touch()
    check(str(tmp_path / "new"))
    (tmp_path / "new").rmdir()
    check(str(tmp_path))


def test_file_system_that_is_not_there_is_named() -> None:
    with pytest.raises(OutputError, match="nowhere://graph"):
        check("nowhere://graph")
