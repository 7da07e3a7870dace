"""The formats that `kg export` writes, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from kg.errors import InputError
from kg.store.facts import Facts

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["FORMATS", "Source", "export"]


class Source(Protocol):
    """What an export needs of a graph."""

    @property
    def facts(self) -> Facts:
        """The statements."""

    def texts(self) -> dict[str, str]:
        """The cleaned texts by document id."""

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """The graph as networkx."""


def _rdf(source: Source, path: Path) -> None:
    from kg.export import rdf

    everything = rdf.FORMATS[path.suffix.lstrip(".")].supports_datasets
    rdf.write(rdf.ordered(source.facts.store if everything else _facts(source)), path)


def _facts(source: Source) -> Iterable[ox.Quad]:
    return source.facts.store.quads_for_pattern(None, None, None, ox.DefaultGraph())


def _jsonld(source: Source, path: Path) -> None:
    from kg.export import jsonld, rdf

    jsonld.write(rdf.ordered(_facts(source)), path)


def _void(source: Source, path: Path) -> None:
    from kg.export import void

    void.write(source.facts, path)


def _rdf12(source: Source, path: Path) -> None:
    from kg.export import rdf12

    rdf12.write(source.facts, path)


def _nif(source: Source, path: Path) -> None:
    from kg.export import nif

    nif.write(source.facts, source.texts(), path)


def _ftm(source: Source, path: Path) -> None:
    from kg.export import ftm

    ftm.write(source.facts, path)


def _graphml(source: Source, path: Path) -> None:
    from kg.export import graphml

    graphml.write(source.to_networkx(), path)


def _gexf(source: Source, path: Path) -> None:
    from kg.export import gexf

    gexf.write(source.to_networkx(), path)


def _cytoscape(source: Source, path: Path) -> None:
    from kg.export import cytoscape

    cytoscape.write(source.to_networkx(), path)


def _neo4j(source: Source, path: Path) -> None:
    from kg.export import neo4j

    neo4j.write(source.to_networkx(), path)


def _csv(source: Source, path: Path) -> None:
    from kg.export import tables

    tables.write_csv(source.facts, path)


def _parquet(source: Source, path: Path) -> None:
    from kg.export import tables

    tables.write_parquet(source.facts, path)


#: name → (file or folder to write, what writes it, what it is)
FORMATS: dict[str, tuple[str, Callable[[Source, Path], None], str]] = {
    "turtle": ("graph.ttl", _rdf, "facts"),
    "trig": ("graph.trig", _rdf, "all graphs"),
    "ntriples": ("graph.nt", _rdf, "facts"),
    "nquads": ("graph.nq", _rdf, "all graphs"),
    "rdfxml": ("graph.rdf", _rdf, "facts"),
    "jsonld": ("graph.jsonld", _jsonld, "facts, compacted, with the context inside"),
    "rdf12": ("graph.rdf12.trig", _rdf12, "all graphs, statements with rdf:reifies"),
    "void": ("void.ttl", _void, "what the graph holds, for catalogues: VoID and DCAT"),
    "nif": ("graph.nif.ttl", _nif, "texts and mentions for entity-linking tools"),
    "graphml": ("graph.graphml", _graphml, "network"),
    "gexf": ("graph.gexf", _gexf, "network for Gephi"),
    "cytoscape": ("graph.cyjs", _cytoscape, "network for Cytoscape"),
    "neo4j": ("neo4j", _neo4j, "folder of CSV for neo4j-admin"),
    "ftm": ("graph.ftm.jsonl", _ftm, "FollowTheMoney entities for Aleph"),
    "csv": ("tables", _csv, "folder of tables"),
    "parquet": ("tables", _parquet, "folder of tables"),
}


def export(source: Source, name: str, folder: Path, target: Path | None = None) -> Path:
    """Write the graph in a format and return where: `target`, or the format's usual name in `folder`.

    Raises:
        InputError: where no format has this name.
    """
    if name not in FORMATS:
        raise InputError(f"no format {name!r}; formats: {', '.join(FORMATS)}")
    usual, write, _ = FORMATS[name]
    path = target or folder / usual
    write(source, path)
    return path
