"""`kg check` finds what is wrong, and nothing in a graph that is right."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import shapes
from kg.check import check
from kg.errors import InputError
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


def test_check_finds_a_claim_that_stands_as_fact_in_another_graph(graph: Graph) -> None:
    claim = next(q for q in graph.store.quads_for_pattern(None, term("rdf:predicate"), term("kg:praises"), None))
    parts = [next(iter(graph.store.quads_for_pattern(claim.subject, term(p), None, None))).object
             for p in ("rdf:subject", "rdf:predicate", "rdf:object")]  # fmt: skip
    subject, predicate, object_ = parts
    graph.store.add(ox.Quad(subject, predicate, object_, ox.NamedNode(KG + "graph/open")))  # type: ignore[arg-type]
    assert [line for line in check(graph) if line.startswith("a claim stands as a fact")]


def test_check_finds_a_fact_that_no_article_states(graph: Graph) -> None:
    ma = next(iter(graph.store.quads_for_pattern(None, term("schema:worksFor"), None, None))).subject
    graph.store.add(ox.Quad(ma, term("schema:birthPlace"), ma))
    assert [line for line in check(graph) if line.startswith("no article states")]


def test_check_lets_a_modality_stand_that_the_build_was_told_to_accept(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a1.txt").write_bytes(meeting().document.text.encode())
    told = Graph(tmp_path, store_of(meeting(), accept=("claimed",)))
    assert [line for line in check(told) if line.startswith("a claim stands as a fact")]
    (tmp_path / "report.json").write_text('{"settings": {"accept": ["claimed"]}}', encoding="utf-8")
    assert list(check(told)) == []


def test_check_reads_piece_by_piece_as_it_reads_all_at_once(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    for quad in list(graph.store.quads_for_pattern(None, term("oa:end"), None, None))[::3]:
        graph.store.remove(quad)
    whole = sorted(check(graph))
    monkeypatch.setattr(shapes, "AT_ONCE", 7)
    assert sorted(check(graph)) == whole != []


def test_both_engines_find_the_same(graph: Graph) -> None:
    for curie in ("skos:prefLabel", "kg:modality", "oa:end", "prov:wasDerivedFrom", "kg:earliest"):
        for quad in sorted(graph.store.quads_for_pattern(None, term(curie), None, None), key=str)[:2]:
            graph.store.remove(quad)
    found = [sorted(check(graph, engine=engine)) for engine in shapes.ENGINES]
    assert found[0] == found[1] != []


def test_check_names_the_engines_it_knows(graph: Graph) -> None:
    with pytest.raises(InputError, match="pyshacl-turbo, pyshacl"):
        list(check(graph, engine="shacl4j"))


def test_check_finds_a_missing_text(graph: Graph) -> None:
    (graph.folder / "texts" / "a1.txt").rename(graph.folder / "texts" / "c1.txt")
    found = list(check(graph))
    assert any("a1.txt is missing" in line for line in found)
    assert any("c1.txt belongs to no article" in line for line in found)


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
    ("kg:publisherCount", "one publisher at least"),
    ("schema:latitude", "one latitude"),
])  # fmt: skip
def test_check_says_in_words_what_is_missing(graph: Graph, curie: str, said: str) -> None:
    quads = sorted(graph.store.quads_for_pattern(None, term(curie), None, None), key=str)
    statements = [q for q in quads if "/statement/" in str(q.subject)] or quads
    graph.store.remove(statements[0])
    assert any(said in line for line in check(graph))
