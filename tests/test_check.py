"""`kg check` finds what is wrong, and nothing in a graph that is right."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.check import check
from kg.graph import Graph
from kg.ontology import PREFIXES
from tests.rdf.test_quads import store_of
from tests.samples import meeting, meeting_again

KG = "https://kg.example/"
PROVENANCE = ox.NamedNode(KG + "graph/provenance")


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    (tmp_path / "texts").mkdir()
    for sample in (meeting(), meeting_again()):
        (tmp_path / "texts" / f"{sample.document.id}.txt").write_bytes(sample.document.text.encode())
    return Graph(tmp_path, store_of(meeting(), meeting_again()))


def term(curie: str) -> ox.NamedNode:
    prefix, _, name = curie.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + name)


def test_check_passes_a_graph_as_it_was_built(graph: Graph) -> None:
    assert list(check(graph)) == []


def test_check_finds_a_claim_that_stands_as_fact(graph: Graph) -> None:
    claim = next(q for q in graph.store.quads_for_pattern(None, term("rdf:predicate"), term("kg:praises"), None))
    parts = [next(iter(graph.store.quads_for_pattern(claim.subject, term(p), None, None))).object
             for p in ("rdf:subject", "rdf:predicate", "rdf:object")]  # fmt: skip
    graph.store.add(ox.Quad(*parts))  # type: ignore[arg-type]
    assert [line for line in check(graph) if line.startswith("a claim stands as a fact")]


def test_check_finds_a_changed_text(graph: Graph) -> None:
    path = graph.folder / "texts" / "a1.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("Jack", "Jock"), encoding="utf-8")
    found = list(check(graph))
    assert any("SHA-256" in line for line in found)
    assert any("is not 'Jack Ma'" in line for line in found)


@pytest.mark.parametrize(("curie", "said"), [
    ("prov:wasDerivedFrom", "has evidence"),
    ("skos:prefLabel", "exactly one preferred name"),
    ("schema:currency", "ISO 4217"),
    ("oa:end", "evidence"),
    ("kg:modality", "one modality"),
])  # fmt: skip
def test_check_says_in_words_what_is_missing(graph: Graph, curie: str, said: str) -> None:
    quads = sorted(graph.store.quads_for_pattern(None, term(curie), None, None), key=str)
    statements = [q for q in quads if "/statement/" in str(q.subject)] or quads
    graph.store.remove(statements[0])
    assert any(said in line for line in check(graph))
