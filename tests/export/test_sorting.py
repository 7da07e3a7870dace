"""One order of quads, in memory and on disk."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.export.sorting import Ordered
from kg.ontology import term

IRIS = st.sampled_from([ox.NamedNode(f"https://kg.example/{name}") for name in ("a", "ab", "a-b", "b/ü", "c")])
PREDICATES = st.sampled_from([term(c) for c in ("rdf:type", "skos:prefLabel", "skos:altLabel", "kg:agent", "kg:cue")])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
LITERALS = st.one_of(
    TEXTS.map(ox.Literal),
    TEXTS.map(lambda text: ox.Literal(text, language="id")),
    st.integers().map(lambda number: ox.Literal(str(number), datatype=term("xsd:integer"))),
)
GRAPHS = st.sampled_from([ox.DefaultGraph(), ox.NamedNode("https://kg.example/graph/provenance")])
QUADS = st.lists(st.builds(ox.Quad, IRIS, PREDICATES, st.one_of(IRIS, LITERALS), GRAPHS), max_size=30)


@settings(deadline=None, max_examples=60)
@given(QUADS, st.randoms())
def test_many_quads_come_in_the_order_of_few(quads: list[ox.Quad], random: object) -> None:
    shuffled = list(quads)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    few, many = Ordered(quads), Ordered(shuffled, at_once=3)
    assert list(few) == list(many) == list(many)
    assert set(few) == set(quads)
    assert len(list(few)) == len(set(quads))


@pytest.mark.parametrize("at_once", [1, 100])
def test_type_and_names_come_first(at_once: int) -> None:
    node = ox.NamedNode("https://kg.example/a")
    curies = ("kg:agent", "skos:altLabel", "rdf:type", "dcterms:isPartOf", "skos:prefLabel")
    found = Ordered((ox.Quad(node, term(curie), node) for curie in curies), at_once=at_once)
    wanted = ["rdf:type", "skos:prefLabel", "skos:altLabel", "dcterms:isPartOf", "kg:agent"]
    assert [quad.predicate for quad in found] == [term(curie) for curie in wanted]
