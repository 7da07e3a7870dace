"""Partitioned N-Quads of a real Dask cluster: the quads of the embedded build, whatever the parts, whoever dies."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.model import Extraction
from kg.ontology import BASE
from kg.partitions import BUCKETS, write
from kg.resolve.entities import resolve
from kg.resolve.identities import Identities
from kg.resolve.profiles import profiles
from kg.resolved import Resolved, resolved, written
from kg.spread import Spread
from tests.samples import meeting, meeting_again

pytestmark = pytest.mark.slow


def told() -> list[Extraction]:
    """Many articles that tell of two meetings, so that most claims stand in several parts."""
    return [
        replace(extraction, document=replace(extraction.document, id=f"{extraction.document.id}-{n}"))
        for n in range(6)
        for extraction in (meeting(), meeting_again())
    ]


def decided(extractions: list[Extraction]) -> Resolved:
    known = Identities()
    found = resolve(chain.from_iterable(profiles(e) for e in extractions), known)
    return resolved(extractions, found, known, BASE)


def spread(client: Any, at_once: int) -> Spread:
    return Spread("", scheduler=client.scheduler.address, at_once=at_once)


def with_death(extractions: list[Extraction], kill: Callable[[], None]) -> Iterator[Extraction]:
    for n, extraction in enumerate(extractions):
        if n == 5:
            kill()
        yield extraction


@pytest.mark.filterwarnings("default")
def test_partitions_are_the_graph_whatever_the_parts_and_whoever_dies(client: Any, tmp_path: Path) -> None:
    extractions = told()
    given = decided(extractions)
    killed: list[int] = []

    def kill() -> None:
        killed.extend(sorted(client.run(os.getpid).values())[:1])
        os.kill(killed[0], signal.SIGKILL)

    names = write(with_death(extractions, kill), given, spread(client, 1), str(tmp_path / "ones"))
    write(extractions, given, spread(client, 5), str(tmp_path / "fives"))
    assert killed
    assert len(names) == BUCKETS
    here = set(ox.parse(b"".join(written(extractions, given)), format=ox.RdfFormat.N_QUADS))
    there = [quad for path in sorted((tmp_path / "ones").glob("*.nq")) for quad in ox.parse(path=str(path))]
    assert set(there) == here
    assert len(there) == len(here)
    for name in names:
        assert (tmp_path / "ones" / name).read_bytes() == (tmp_path / "fives" / name).read_bytes(), name
