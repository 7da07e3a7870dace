"""Statements, evidence, quotations and names, read back from a store as plain Python."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

import pyoxigraph as ox

from kg.ontology import BASE, compact, term

__all__ = ["Facts", "Proof", "Said", "Stated"]

Properties = Mapping[str, list[ox.NamedNode | ox.Literal]]


@dataclass(frozen=True, slots=True)
class Proof:
    """Where something stands: the article, the characters of its text, and the bounds of the sentence around them."""

    document: str
    title: str
    publisher: str
    date: str
    url: str
    start: int
    end: int
    quote: str
    sentence_start: int
    sentence_end: int


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement with labels for people: `subject` and `object` are IRIs or, for a literal, its text."""

    iri: str
    subject: str
    predicate: str
    object: str
    literal: bool
    modality: str
    source: str
    confidence: float
    documents: int
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation: who said it, what, with which cue, and where."""

    iri: str
    speaker: str
    text: str
    cue: str
    direct: bool
    proof: Proof


@dataclass(slots=True)
class Facts:
    """Reads a store; labels and articles are looked up once."""

    store: ox.Store
    base: str = BASE
    _labels: dict[str, str] = field(default_factory=dict)
    _articles: dict[str, Properties] = field(default_factory=dict)

    @property
    def provenance(self) -> ox.NamedNode:
        """The graph of statements and evidence."""
        return ox.NamedNode(self.base + "graph/provenance")

    def properties(self, node: ox.NamedNode, graph: ox.NamedNode | ox.DefaultGraph) -> Properties:
        """Return CURIE → objects of a node in one graph, each list sorted."""
        found: dict[str, list[ox.NamedNode | ox.Literal]] = {}
        for quad in self.store.quads_for_pattern(node, None, None, graph):
            if isinstance(quad.object, ox.NamedNode | ox.Literal):
                found.setdefault(compact(quad.predicate.value), []).append(quad.object)
        return {curie: sorted(objects, key=str) for curie, objects in found.items()}

    def label(self, iri: str) -> str:
        """Return the preferred label of a node, or its IRI without the base."""
        if iri not in self._labels:
            found = self.store.quads_for_pattern(ox.NamedNode(iri), term("skos:prefLabel"), None, None)
            labels = sorted(quad.object.value for quad in found if isinstance(quad.object, ox.Literal))
            self._labels[iri] = labels[0] if labels else iri.removeprefix(self.base)
        return self._labels[iri]

    def statements(self, about: ox.NamedNode | None = None) -> Iterator[Stated]:
        """Yield every statement, or those with `about` as subject or object, in order of their IRIs."""
        graph = self.provenance
        if about is None:
            nodes = {q.subject for q in self.store.quads_for_pattern(None, term("rdf:subject"), None, graph)}
        else:
            ends = (term("rdf:subject"), term("rdf:object"))
            nodes = {q.subject for end in ends for q in self.store.quads_for_pattern(None, end, about, graph)}
        for node in sorted((n for n in nodes if isinstance(n, ox.NamedNode)), key=lambda n: n.value):
            rows = self.properties(node, graph)
            if "rdf:predicate" in rows:
                yield self._stated(node, rows)

    def statement(self, node: ox.NamedNode) -> Stated | None:
        """Return one statement, None where the store has none with this IRI."""
        rows = self.properties(node, self.provenance)
        return self._stated(node, rows) if "rdf:predicate" in rows else None

    def quotation(self, node: ox.NamedNode) -> Said | None:
        """Return one quotation, None where the store has none with this IRI."""
        known = "schema:spokenByCharacter" in self.properties(node, ox.DefaultGraph())
        return self._said(node) if known else None

    def _stated(self, node: ox.NamedNode, rows: Properties) -> Stated:
        object_ = rows["rdf:object"][0]
        proofs = tuple(self.proof(at) for at in rows.get("prov:wasDerivedFrom", ()) if isinstance(at, ox.NamedNode))
        source = rows.get("kg:source")
        return Stated(
            node.value,
            rows["rdf:subject"][0].value,
            compact(rows["rdf:predicate"][0].value),
            object_.value,
            isinstance(object_, ox.Literal),
            compact(rows["kg:modality"][0].value).removeprefix("kg:"),
            source[0].value if source else "",
            float(rows["kg:confidence"][0].value),
            int(rows["kg:documentCount"][0].value),
            tuple(sorted(proofs, key=lambda proof: (proof.document, proof.start))),
        )

    def quotations(self, speaker: ox.NamedNode | None = None) -> Iterator[Said]:
        """Yield quotations in the order of articles and of the text in them."""
        found = self.store.quads_for_pattern(None, term("schema:spokenByCharacter"), speaker, ox.DefaultGraph())
        said = [self._said(quad.subject) for quad in found if isinstance(quad.subject, ox.NamedNode)]
        yield from sorted(said, key=lambda item: (item.proof.document, item.proof.start))

    def _said(self, node: ox.NamedNode) -> Said:
        rows = self.properties(node, ox.DefaultGraph())
        at = self.properties(node, self.provenance)["prov:wasDerivedFrom"][0]
        cue = rows.get("kg:cue")
        return Said(
            node.value,
            rows["schema:spokenByCharacter"][0].value,
            rows["schema:text"][0].value,
            cue[0].value if cue else "",
            rows["kg:direct"][0].value == "true",
            self.proof(ox.NamedNode(at.value)),
        )

    def proof(self, evidence: ox.NamedNode) -> Proof:
        """Return what an evidence node points at."""
        rows = self.properties(evidence, self.provenance)
        article = rows["dcterms:isPartOf"][0].value
        if article not in self._articles:
            self._articles[article] = self.properties(ox.NamedNode(article), self.provenance)
        about = self._articles[article]
        start, end = _characters(evidence.value)
        first, last = _characters(rows["kg:sentence"][0].value)
        selector = self.properties(ox.NamedNode(rows["oa:hasSelector"][0].value), self.provenance)

        def text(curie: str) -> str:
            return about[curie][0].value if curie in about else ""

        return Proof(
            text("dcterms:identifier") or unquote(article),
            text("schema:headline"),
            text("schema:publisher"),
            text("schema:datePublished"),
            text("schema:url"),
            start,
            end,
            selector["oa:exact"][0].value,
            first,
            last,
        )


def _characters(iri: str) -> tuple[int, int]:
    """Return the offsets of an IRI that ends in #char=12,19 (RFC 5147)."""
    start, end = iri.rpartition("=")[2].split(",")
    return int(start), int(end)
