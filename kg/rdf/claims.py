"""Statements with their provenance, gathered over all articles: one node for each triple, modality and source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import pyoxigraph as ox

from kg.model import Span
from kg.ontology import term
from kg.rdf import literals
from kg.rdf.documents import Evidence
from kg.rdf.iris import Iris

__all__ = ["Claim", "Claims", "Copies", "Support"]

Node = ox.NamedNode | ox.Literal
TYPE, STATEMENT, SUBJECT, PREDICATE, OBJECT = (
    str(term(f"rdf:{name}")) for name in ("type", "Statement", "subject", "predicate", "object")
)
MODALITY, CONFIDENCE, DOCUMENTS, PUBLISHERS, SOURCE = (
    str(term(f"kg:{name}")) for name in ("modality", "confidence", "documentCount", "publisherCount", "source")
)
DERIVED = str(term("prov:wasDerivedFrom"))
#: id of a copy → id and publisher of the story it tells, which is counted in its place
Copies: TypeAlias = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Claim:
    """A triple with the modality and the source under which it is stated."""

    subject: ox.NamedNode
    predicate: ox.NamedNode
    object: Node
    modality: str = "actual"
    source: ox.NamedNode | None = None


@dataclass(slots=True)
class Support:
    """What supports a claim: evidence, how sure each story is, who published it, when it begins and ends to hold."""

    evidence: set[ox.NamedNode] = field(default_factory=set)
    confidences: dict[str, float] = field(default_factory=dict)
    publishers: set[str] = field(default_factory=set)
    bounds: set[tuple[str, ox.NamedNode]] = field(default_factory=set)

    def count(self, document: str, publisher: str, confidence: float, copies: Copies) -> None:
        """Count an article, or the story that it is a copy of."""
        story, publisher = copies.get(document, (document, publisher))
        self.confidences[story] = max(confidence, self.confidences.get(story, 0.0))
        self.publishers.add(publisher or story)


@dataclass(slots=True)
class Claims:
    """All claims of a build so far; `quads` yields them with counts and evidence.

    Modalities in `accepted` become plain triples: facts, and whatever else a user decides.
    """

    iris: Iris
    accepted: frozenset[str] = frozenset({"actual"})
    copies: Copies = field(default_factory=dict)
    found: dict[Claim, Support] = field(default_factory=dict)

    def add(self, claim: Claim, evidence: Evidence, span: Span, confidence: float) -> None:
        """Take note of a claim and of the characters that state it."""
        support = self.found.setdefault(claim, Support())
        support.evidence.add(evidence.at(span))
        document = evidence.extraction.document
        support.count(document.id, document.publisher, confidence, self.copies)

    def bounded(self, claim: Claim, which: str, time: ox.NamedNode) -> None:
        """Take note of when what is claimed begins to hold ("start"), or ends ("end")."""
        self.found[claim].bounds.add((which, time))

    def quads(self) -> Iterator[ox.Quad]:
        """Yield each fact as a plain triple and every claim as an rdf:Statement."""
        for lines in self.nquads():
            yield from ox.parse(lines, format=ox.RdfFormat.N_QUADS, lenient=True)

    def nquads(self) -> Iterator[bytes]:
        """Yield `quads` as Oxigraph writes them, those of one claim at a time."""
        for claim, support in self.found.items():
            terms = str(claim.subject), str(claim.predicate), str(claim.object)
            fact = f"{' '.join(terms)} .\n" if claim.modality in self.accepted else ""
            yield f"{fact}{self._statement(claim, terms, support)}".encode()

    def _statement(self, claim: Claim, terms: tuple[str, str, str], support: Support) -> str:
        source = claim.source.value if claim.source else ""
        parts = (claim.subject.value, claim.predicate.value, terms[2], claim.modality, source)
        node, graph = self.iris.hashed("statement", *parts), self.iris.provenance
        rows = [
            f"{TYPE} {STATEMENT}",
            f"{SUBJECT} {terms[0]}",
            f"{PREDICATE} {terms[1]}",
            f"{OBJECT} {terms[2]}",
            f"{MODALITY} {term(f'kg:{claim.modality}')}",
            f"{CONFIDENCE} {literals.decimal(_together(support.confidences))}",
            f"{DOCUMENTS} {literals.integer(len(support.confidences))}",
            f"{PUBLISHERS} {literals.integer(len(support.publishers))}",
            *sorted(f"{DERIVED} {item}" for item in support.evidence),
            *sorted(f"{term(f'kg:{which}')} {time}" for which, time in support.bounds),
        ]
        if claim.source:
            rows.append(f"{SOURCE} {claim.source}")
        return "".join(f"{node} {row} {graph} .\n" for row in rows)


def _together(confidences: dict[str, float]) -> float:
    """Return the chance that not every article is wrong, the articles taken as independent; never quite certain."""
    wrong = 1.0
    for confidence in sorted(confidences.values()):
        wrong *= 1.0 - confidence
    return min(0.99, 1.0 - wrong)
