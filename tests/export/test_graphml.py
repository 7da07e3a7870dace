from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kg.errors import OutputError
from kg.export import cytoscape, gexf, graphml
from kg.export.flat import flat
from tests.view.graphs import crowd, hostile, story

WRITERS: list[Callable[[nx.MultiDiGraph[str], Path], None]] = [graphml.write, gexf.write, cytoscape.write]
GRAPHS = {"story": story, "crowd": lambda: crowd(60), "hostile": hostile, "empty": nx.MultiDiGraph}


def rows(graph: Any) -> tuple[dict[str, Any], dict[Any, Any]]:
    return dict(graph.nodes(data=True)), {edge[:3]: edge[3] for edge in graph.edges(keys=True, data=True)}


@pytest.mark.parametrize("make", GRAPHS.values(), ids=GRAPHS)
def test_graphml_reads_back_as_written(make: Callable[[], nx.MultiDiGraph[str]], tmp_path: Path) -> None:
    graphml.write(make(), tmp_path / "graf.graphml")
    read = nx.read_graphml(tmp_path / "graf.graphml", force_multigraph=True)
    assert rows(read) == rows(flat(make()))


@pytest.mark.parametrize("make", [story, hostile], ids=["story", "hostile"])
def test_gexf_reads_back_with_all_nodes_and_edges(make: Callable[[], nx.MultiDiGraph[str]], tmp_path: Path) -> None:
    graphml_nodes = flat(make())
    gexf.write(make(), tmp_path / "graf.gexf")
    read = nx.read_gexf(tmp_path / "graf.gexf")
    assert set(read) == set(graphml_nodes)
    assert read.number_of_edges() == graphml_nodes.number_of_edges()


def test_cytoscape_keeps_who_says_so(tmp_path: Path) -> None:
    cytoscape.write(story(), tmp_path / "graf.cyjs")
    elements = json.loads((tmp_path / "graf.cyjs").read_text(encoding="utf-8"))["elements"]
    claim = next(edge["data"] for edge in elements["edges"] if edge["data"]["modality"] == "claimed")
    assert claim["said_by"] == "Bagus Éka"
    assert claim["source"] in {node["data"]["id"] for node in elements["nodes"]}


@pytest.mark.parametrize("write", WRITERS)
def test_same_graph_in_another_order_gives_same_bytes(
    write: Callable[[nx.MultiDiGraph[str], Path], None], tmp_path: Path
) -> None:
    graph = story()
    other: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    other.add_nodes_from(reversed(list(graph.nodes(data=True))))
    for start, end, key, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3], reverse=True):
        other.add_edge(start, end, key, **data)
    write(graph, tmp_path / "a")
    write(other, tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("write", WRITERS)
def test_unwritable_place_is_named(write: Callable[[nx.MultiDiGraph[str], Path], None], tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"cannot write .*tidak-ada"):
        write(story(), tmp_path / "tidak-ada" / "graf")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (("Ma", "Jack"), "Ma | Jack"),
        ((), ""),
        (datetime.date(2017, 1, 9), "2017-01-09"),
        ("a\x00b\x0bc\ud800\r\n", "abc\n"),
        (({"sentence": "Ya.", "start": 0},), '[{"sentence": "Ya.", "start": 0}]'),
        (True, True),
        (0.5, 0.5),
    ],
)
def test_flat_makes_scalars(value: object, expected: object) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("a", value=value, nothing=None)
    assert flat(graph).nodes["a"] == {"value": expected}


def test_flat_gives_each_attribute_one_type() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("a", size=1, name=1)
    graph.add_node("b", size=1.5, name="x")
    assert rows(flat(graph))[0] == {"a": {"size": 1.0, "name": "1"}, "b": {"size": 1.5, "name": "x"}}


def test_flat_makes_edge_keys_unique() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_edge("a", "b", "k")
    graph.add_edge("b", "a", "k")
    graph.add_edge("a", "a", "k#2")
    assert sorted(key for _, _, key in flat(graph).edges(keys=True)) == ["k", "k#2", "k#2#2"]
