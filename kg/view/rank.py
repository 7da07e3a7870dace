"""A graph → its nodes, the most telling first: what the default view shows and what gets a label."""

from __future__ import annotations

import heapq

import networkx as nx

__all__ = ["distances", "ranked"]

LINKS_THAT_COUNT = 3  # a node with more links into the chosen ones is no more telling


def ranked(graph: nx.MultiDiGraph[str], focus: str | None = None) -> list[str]:
    """Return all nodes, each next one the best connected to those before it; nearest first where there is a focus.

    Degree alone shows hubs whose neighbours are all hidden; weighing a node by its links into what is already chosen
    gives first views that hang together.
    """
    neighbours = {node: _neighbours(graph, node) for node in graph}
    weight = {node: 2 * len(neighbours[node]) + int(graph.nodes[node].get("documents", 0)) + 1 for node in graph}
    links = dict.fromkeys(graph, 0)
    heap = [(-weight[node], _name(graph, node), node) for node in graph]
    heapq.heapify(heap)
    chosen: dict[str, None] = {}
    while heap:
        _, _, node = heapq.heappop(heap)
        if node in chosen:
            continue
        chosen[node] = None
        for other in (near for near in neighbours[node] if near not in chosen):
            links[other] += 1
            if links[other] <= LINKS_THAT_COUNT:
                heapq.heappush(heap, (-weight[other] * (1 + links[other]), _name(graph, other), other))
    if focus is None or focus not in graph:
        return list(chosen)
    steps = distances(graph, focus)
    return sorted(chosen, key=lambda node: steps.get(node, len(chosen)))


def distances(graph: nx.MultiDiGraph[str], node: str, depth: int | None = None) -> dict[str, int]:
    """Return the number of steps from `node` to each node within `depth`, edges taken in both directions."""
    steps, frontier = {node: 0}, [node]
    while frontier and (depth is None or steps[frontier[0]] < depth):
        reached = {other for near in frontier for other in _neighbours(graph, near)} - steps.keys()
        steps |= dict.fromkeys(sorted(reached), steps[frontier[0]] + 1)
        frontier = sorted(reached)
    return steps


def _neighbours(graph: nx.MultiDiGraph[str], node: str) -> set[str]:
    return (set(graph.succ[node]) | set(graph.pred[node])) - {node}


def _name(graph: nx.MultiDiGraph[str], node: str) -> str:
    return str(graph.nodes[node].get("label", node))
