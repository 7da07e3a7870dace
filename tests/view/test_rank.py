from __future__ import annotations

import networkx as nx

from kg.view.rank import distances, ranked
from tests.view.graphs import crowd, story


def labels(graph: nx.MultiDiGraph[str], nodes: list[str]) -> list[str]:
    return [graph.nodes[node]["label"] for node in nodes]


def test_best_connected_node_comes_first() -> None:
    graph = story()
    assert labels(graph, ranked(graph))[0] == "PT Samudra Niaga"


def test_every_node_is_ranked_once() -> None:
    graph = crowd(200)
    assert sorted(ranked(graph)) == sorted(graph)


def test_first_nodes_hang_together() -> None:
    graph = crowd(300)
    part = graph.subgraph(ranked(graph)[:40]).to_undirected()
    assert nx.number_connected_components(part) <= 3


def test_focus_comes_first_and_near_before_far() -> None:
    graph = story()
    focus = "https://kg.example/entity/tegal"
    order, steps = ranked(graph, focus), distances(graph, focus)
    assert order[0] == focus
    assert [steps[node] for node in order] == sorted(steps.values())


def test_order_of_insertion_does_not_matter() -> None:
    graph = crowd(120)
    other: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    other.add_nodes_from(sorted(graph.nodes(data=True), reverse=True))
    for start, end, key, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3], reverse=True):
        other.add_edge(start, end, key, **data)
    assert ranked(graph) == ranked(other)
