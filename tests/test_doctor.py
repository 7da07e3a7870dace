"""`kg doctor` knows a sound graph from a damaged one, and names what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import doctor
from kg.graph import Graph
from tests.graphs import built
from tests.samples import meeting


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    return built(tmp_path / "out", meeting())


def test_sound_graph_has_no_fault(graph: Graph) -> None:
    assert list(doctor.soundness(graph.folder)) == []


@pytest.mark.parametrize(("name", "says"), [
    ("texts/a1.txt", "not the one that was read"),
    ("store/extractions.sqlite", "damaged"),
    ("store/current", "cannot be read"),
    ("report.json", "cannot be read"),
])  # fmt: skip
def test_damaged_graph_is_named(graph: Graph, name: str, says: str) -> None:
    (graph.folder / name).write_bytes(b"kaputt" * 999)
    assert says in " ".join(doctor.soundness(graph.folder))


def test_missing_text_is_named(graph: Graph) -> None:
    (graph.folder / "texts" / "a1.txt").unlink()
    assert "1 texts are gone, the first is 'a1'" in " ".join(doctor.soundness(graph.folder))


def test_every_extra_for_readers_is_known() -> None:
    assert {"docx", "feeds", "html", "pdf", "tables", "warc", "zst"} <= set(doctor.extras())


def test_model_is_told_by_its_card() -> None:
    name, *scores = doctor.model()
    assert name.startswith("kg Indonesian pipeline")
    assert any("F1" in line for line in scores)
