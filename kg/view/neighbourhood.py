"""A graph and one of its nodes → the part around that node."""

from __future__ import annotations

import networkx as nx

from kg.errors import NotFoundError
from kg.view.rank import distances

__all__ = ["neighbourhood"]


def neighbourhood(graph: nx.MultiDiGraph[str], node: str, *, depth: int = 1) -> nx.MultiDiGraph[str]:
    """Return a copy of what lies within `depth` steps of `node`, in either direction; its page opens on `node`.

    Raises:
        NotFoundError: the graph has no such node.
    """
    if node not in graph:
        raise NotFoundError(f"the graph has no node {node!r}; nodes are IRIs of entities and events")
    part: nx.MultiDiGraph[str] = graph.subgraph(distances(graph, node, depth)).copy()
    part.graph["focus"] = node
    return part
