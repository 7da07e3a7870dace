"""Extraction on a real Dask cluster of several processes gives the same bytes, also when one is killed on the way."""

from __future__ import annotations

import os
import signal
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.spread import Spread

ROOT = Path(__file__).parents[1]
FILES = ("graph.ttl", "graph.trig", "graph.jsonld", "report.json", "identities.tsv")

pytestmark = pytest.mark.slow


@pytest.mark.filterwarnings("default")
def test_a_cluster_that_loses_a_process_gives_the_same_bytes(client: Any, tmp_path: Path) -> None:
    articles = list(islice(sorted((ROOT / "corpus").glob("*.md")), 8))
    parts = tmp_path / "parts"
    killed: list[int] = []

    def kill_one(stage: str, done: int) -> None:
        if stage == "extract" and done == 1:
            pids = sorted(client.run(os.getpid).values())
            os.kill(pids[0], signal.SIGKILL)
            killed.append(pids[0])

    spread = Spread(str(parts), scheduler=client.scheduler.address, at_once=1)
    kg.build(articles, tmp_path / "cluster", spread=spread, progress=kill_one)
    assert killed
    assert len(list(parts.glob("*.parquet"))) == len(articles)
    assert not list(parts.glob("*.part"))
    kg.build(articles, tmp_path / "here")
    for name in FILES:
        assert (tmp_path / "cluster" / name).read_bytes() == (tmp_path / "here" / name).read_bytes(), name
