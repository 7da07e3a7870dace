"""What is written as text is what Oxigraph would write of the same quads, whatever an article holds."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Document, Extraction
from kg.ontology import BASE, term
from kg.rdf.claims import Claim, Claims
from kg.rdf.documents import Evidence
from kg.rdf.iris import Iris

IRIS = Iris(BASE)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8) | st.sampled_from(
    ['"\\', "\n\t\r", "\b\f"]
)


def as_oxigraph_writes(lines: bytes) -> bytes:
    quads = ox.parse(lines, format=ox.RdfFormat.N_QUADS, lenient=True)
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


@settings(deadline=None, max_examples=80)
@given(TEXTS, st.sampled_from(["a", "é ü", 'a"b', "100%"]))
def test_evidence(text: str, id_: str) -> None:
    document = Document(id_, text)
    evidence = Evidence(Extraction(document, ((0, len(text)),)), IRIS)
    nodes = {evidence.at(document.span(at, at + 1)) for at in range(len(text))}
    assert as_oxigraph_writes(evidence.nquads()) == evidence.nquads()
    exact = {quad.object.value for quad in evidence.quads() if quad.predicate == term("oa:exact")}  # type: ignore[union-attr]
    assert (exact, {quad.subject for quad in evidence.quads()} & nodes) == (set(text), nodes)


@settings(deadline=None, max_examples=80)
@given(TEXTS, st.sampled_from(["actual", "denied"]), st.booleans())
def test_claims(text: str, modality: str, sourced: bool) -> None:
    document, found = Document("a", f"Ia {text}"), Claims(IRIS)
    source = IRIS.of("entity/b") if sourced else None
    evidence = Evidence(Extraction(document, ((0, len(document.text)),)), IRIS)
    for filler in (ox.Literal(text), ox.Literal(text, language="id"), IRIS.of("entity/c")):
        claim = Claim(IRIS.of("entity/a"), term("kg:topic"), filler, modality, source)
        found.add(claim, evidence, document.span(0, 2), 0.5)
        found.bounded(claim, "start", IRIS.of("value/a"))
    lines = b"".join(found.nquads())
    assert as_oxigraph_writes(lines) == lines
    facts = [quad for quad in found.quads() if quad.predicate == term("kg:topic")]
    assert len(facts) == (3 if modality == "actual" else 0)
