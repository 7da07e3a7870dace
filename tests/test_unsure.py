"""Who may not have taken part in an event: marked wherever the event is shown, absent from the facts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.card import card
from kg.graph import Graph
from kg.model import LEAST
from kg.serve import shown
from tests.graphs import built
from tests.samples import meeting

DOUBT = "kemungkinan"


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    told = meeting()
    event, *others = told.events
    first, second, *rest = event.arguments
    unsure = replace(event, arguments=(first, replace(second, confidence=LEAST - 0.01), *rest))
    return built(tmp_path / "out", replace(told, events=(unsure, *others)))


def named(graph: Graph, name: str) -> ox.NamedNode:
    query = f'SELECT ?e {{ ?e skos:prefLabel "{name}"@id }}'
    (row,) = graph.query(query)
    return ox.NamedNode(str(row["e"]))


def test_the_unsure_is_no_fact(graph: Graph) -> None:
    names = {str(row["n"]) for row in graph.query("SELECT ?n { ?m a kg:Meeting ; kg:agent/skos:prefLabel ?n }")}
    assert names == {"Jack Ma"}


def test_the_command_line_sets_the_unsure_apart(graph: Graph) -> None:
    (line,) = [line for line in card(graph, named(graph, "Jack Ma")).facts if line.text.startswith("Pertemuan")]
    assert f"pelaku: Jack Ma; pelaku ({DOUBT}): Donald Trump;" in line.text


def test_the_explorer_sets_the_unsure_apart(graph: Graph) -> None:
    found = shown.lines(graph, list(graph.facts.statements(named(graph, "Jack Ma"))))
    (line,) = [line for line in found if line.kind == "Pertemuan"]
    parts = {label: [ref.name for ref in refs] for label, refs in line.parts}
    assert parts["pelaku"] == ["Jack Ma"]
    assert parts[f"pelaku ({DOUBT})"] == ["Donald Trump"]
