"""Names clustered by blocks, on a real Dask cluster too: the clusters and IRIs of the embedded build, however cut."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.clusters import annotated
from kg import blocks
from kg.model import Extraction
from kg.resolve import identities
from kg.resolve.clusters import Group, cluster
from kg.resolve.entities import resolve, resolve_clusters
from kg.resolve.identities import Identities
from kg.resolve.profiles import Profile, placed, profiles
from kg.spool import packed
from kg.spread import Spread

ROOT = Path(__file__).parents[1]
#: few words, so that names share, shorten, spell out and turn round each other
WORDS = ("Budi", "Santoso", "Sari", "Bandung", "Kabupaten", "Kejari", "Bank", "BI", "UU", "12/2011", "Tohir", "Thohir")
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
TYPES = st.sampled_from(("PER", "ORG", "LOC", "PRD", "EVT", "LAW"))
CLUSTERS = st.lists(st.tuples(TYPES, st.lists(NAMES, min_size=1, max_size=3, unique=True)), min_size=1, max_size=4)


@cache
def articles() -> tuple[Extraction, ...]:
    return tuple(sorted(annotated(ROOT / "training" / "made.jsonl"), key=lambda told: told.document.id))


def told() -> list[Profile]:
    return sorted(chain.from_iterable(map(profiles, articles())), key=placed)


def naming(named: list[list[tuple[str, list[str]]]]) -> list[Profile]:
    return [
        Profile(f"d{n}", f"e{m}", type_, names[0], tuple((name, 1) for name in names), ((m, m + 1),), day=9)
        for n, rows in enumerate(named)
        for m, (type_, names) in enumerate(rows)
    ]


def by_blocks(found: Sequence[Profile], at_once: int, count: int) -> list[Group]:
    """Return what the workers do, done here."""
    parts = [found[n : n + at_once] for n in range(0, len(found), at_once)]
    shares = blocks._shares([blocks._tied(part) for part in parts], count)
    shared = [blocks._shared(part, of, count=count) for part, of in zip(parts, shares, strict=True)]
    clustered = (blocks._clustered([part[n] for part in shared]) for n in range(count))
    return blocks._in_order(chain.from_iterable(clustered), found)


@pytest.mark.parametrize(("at_once", "count"), [(10_000, 1), (10_000, 7), (13, 3), (100, 5_000)])
def test_blocks_give_the_clusters_of_everything(at_once: int, count: int) -> None:
    assert by_blocks(told(), at_once, count) == cluster(told())


@given(st.lists(CLUSTERS, min_size=1, max_size=8))
@settings(deadline=None, max_examples=200)
def test_blocks_of_names_that_shorten_each_other_are_whole(named: list[list[tuple[str, list[str]]]]) -> None:
    found = naming(named)
    assert by_blocks(found, 3, 97) == cluster(found)


def test_who_spells_a_short_name_out_is_asked_what_it_stands_for() -> None:
    regency, ward, city = [("LOC", ["Kabupaten Bandung", "Bandung"])], [("LOC", ["Bandung Sari", "Bandung"])], "Bandung"
    found = naming([regency, ward, [("LOC", [city])]])
    assert len(cluster(found)) == 3
    assert len(cluster(found[1:])) == 1
    assert by_blocks(found, 1, 97) == cluster(found)


def test_names_that_nothing_ties_are_apart() -> None:
    shares = blocks._shares([blocks._tied(told())], 1 << 40)
    assert len(set(next(shares))) > len(told()) / 4


def death(mark: Path) -> Any:
    """Return what kills the process of the worker that first has clustered a share."""
    from distributed.diagnostics.plugin import WorkerPlugin

    class Death(WorkerPlugin):  # type: ignore[misc, unused-ignore]
        def transition(self, key: Any, start: str, finish: str, **_more: Any) -> None:
            if str(key).startswith("_clustered") and (start, finish) == ("executing", "memory") and not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)

    return Death()


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_a_cluster_that_loses_a_process_gives_the_same_identities(client: Any, tmp_path: Path) -> None:
    here, mark = Identities(), tmp_path / "killed"
    found = resolve(told(), here)
    identities.write(here, tmp_path / "here.tsv")
    client.register_plugin(death(mark))
    spread = Spread(str(tmp_path / "parts"), scheduler=client.scheduler.address)
    for at_once, shares in ((100, 5), (831, 1), (300, 0)):
        there = Identities()
        groups = blocks.clusters(map(packed, articles()), replace(spread, at_once=at_once), shares=shares)
        assert resolve_clusters(groups, there) == found
        identities.write(there, tmp_path / "there.tsv")
        assert (tmp_path / "there.tsv").read_bytes() == (tmp_path / "here.tsv").read_bytes()
    assert mark.exists()
    assert not list((tmp_path / "parts").iterdir())
