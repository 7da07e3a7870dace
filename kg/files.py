"""The files beside the store: what people open and what other programs read, written from the store whenever asked."""

from __future__ import annotations

import tempfile
from pathlib import Path

from kg.export import jsonld, rdf
from kg.export.sorting import Ordered
from kg.generation import GONE, OUTPUT, STORE, UNDONE
from kg.graph import Graph

__all__ = ["FILES", "complete", "list_gone", "replace", "write"]

#: what a build leaves beside store, texts, report and identities
FILES = ("graph.ttl", "graph.trig", "graph.jsonld", "graph.graphml", "graph.html", "report.html")


def write(graph: Graph, folder: Path, rows: Ordered | None = None) -> None:
    """Write every file of `FILES` into a folder; `rows` are the quads of the graph where they are sorted already."""
    from kg import view
    from kg.doubts import candidates
    from kg.export import graphml  # networkx

    quads = Ordered(graph.store) if rows is None else rows
    rdf.write(quads, folder / "graph.ttl")
    rdf.write(quads, folder / "graph.trig")
    jsonld.write(quads, folder / "graph.jsonld")
    network = graph.to_networkx()
    graphml.write(network, folder / "graph.graphml")
    view.write(network, folder / "graph.html", title="Graf berita")
    pairs = (view.Pair(row.name, row.other, row.score, row.reason) for row in candidates(graph))
    view.write_report(graph.report(), network, folder / "report.html", pairs, title="Laporan graf berita")


def complete(folder: Path) -> bool:
    """Return whether a folder has every file of `FILES`."""
    return all((folder / name).exists() for name in FILES)


def replace(graph: Graph, folder: Path) -> None:
    """Write every file of `FILES` beside, then put each in place of what is there."""
    with tempfile.TemporaryDirectory(prefix=UNDONE, dir=folder / STORE) as written:
        write(graph, Path(written))
        for name in FILES:
            (Path(written) / name).replace(folder / name)


def list_gone(built: Path) -> None:
    """Have the switch to what is built remove the files, also where it is cut off: they tell of the graph before."""
    (built / f"{OUTPUT}{GONE}").write_text("\n".join(FILES), encoding="utf-8")
