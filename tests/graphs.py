"""Graphs built from extractions made by hand: no language model is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import generation
from kg.build import SPOOL, finish
from kg.graph import Graph, open_graph
from kg.intake import Tally
from kg.job import Job
from kg.model import Extraction
from kg.rdf import quads
from kg.settings import Settings
from kg.spool import Spool

__all__ = ["built", "stated"]


def built(folder: Path, *extractions: Extraction) -> Graph:
    """Return the graph of these extractions, in a folder as `kg build` would leave it."""
    generation.check(folder)
    with generation.staging(folder) as staged:
        spool, tally = Spool(folder / generation.STORE / SPOOL), Tally()
        for extraction in extractions:
            spool.has(extraction.document, extraction.version)
            spool.put(extraction)
            tally.add(extraction)
        finish(Job(folder, staged, spool, tally, Settings()))
    return open_graph(folder)


def stated(*given: Any) -> Iterator[ox.Quad]:
    """Yield the quads that `kg.rdf.quads.written` gives as text."""
    for lines in quads.written(*given):
        yield from ox.parse(lines, format=ox.RdfFormat.N_QUADS, lenient=True)
