"""Nodes and relationships as CSV with the headers of `neo4j-admin database import` (Neo4j 5)."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import networkx as nx

__all__ = ["write"]

NODES = ("iri:ID", "name", "kind", "aliases:string[]", "articles:int", "date", "modality", ":LABEL")
EDGES = (":START_ID", "iri", "predicate", "modality", "source", "confidence:double", "quote", ":END_ID", ":TYPE")


def write(graph: nx.MultiDiGraph[str], target: Path) -> None:
    """Write nodes.csv and relationships.csv into the folder `target`; an array's items are parted by ';'."""
    target.mkdir(parents=True, exist_ok=True)
    nodes = ((iri, *_node(graph.nodes[iri])) for iri in sorted(graph))
    edges = sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[2])
    _table(target / "nodes.csv", NODES, nodes)
    _table(target / "relationships.csv", EDGES, ((a, *_edge(key, data, b)) for a, b, key, data in edges))


def _table(path: Path, header: tuple[str, ...], rows: Any) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow(header)
        writer.writerows(rows)


def _node(data: dict[str, Any]) -> tuple[Any, ...]:
    label = f"{'Entity' if data['kind'] == 'entity' else 'Event'};{data['type']}"
    aliases = ";".join(alias.replace(";", ",") for alias in data["aliases"])
    modality = data.get("modality", "actual")
    return data["label"], data["kind"], aliases, data["documents"], data.get("date", ""), modality, label


def _edge(key: str, data: dict[str, Any], end: str) -> tuple[Any, ...]:
    """A relationship that is no fact says so in its type, so that no pattern takes it for one."""
    name = data["predicate"].partition(":")[2]
    type_ = name if data["modality"] == "actual" else f"{name}_{data['modality']}"
    quote = data["evidence"][0]["sentence"] if data["evidence"] else ""
    return key, data["predicate"], data["modality"], data["source"], data["confidence"], quote, end, type_.upper()
