"""Claims with what supports them ↔ JSON, so that the supports of several machines add up to what one would find."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox

from kg.rdf.claims import Claim, Support

__all__ = ["add", "to_json"]


def to_json(claim: Claim, support: Support) -> tuple[str, list[Any]]:
    """Return a claim as text without a break (its triple, modality and source), and what supports it."""
    triple = str(ox.Triple(claim.subject, claim.predicate, claim.object))
    source = claim.source.value if claim.source else ""
    return json.dumps([triple, claim.modality, source], ensure_ascii=False), [
        sorted(node.value for node in support.evidence),
        sorted(support.confidences.items()),
        sorted(support.publishers),
        sorted((which, node.value) for which, node in support.bounds),
    ]


def add(found: dict[Claim, Support], claim: str, row: list[Any]) -> None:
    """Add a claim and what supports it to those that are found."""
    support = found.setdefault(_claim(claim), Support())
    evidence, confidences, publishers, bounds = row
    support.evidence.update(ox.NamedNode(iri) for iri in evidence)
    for story, confidence in confidences:
        support.confidences[story] = max(confidence, support.confidences.get(story, 0.0))
    support.publishers.update(publishers)
    support.bounds.update((which, ox.NamedNode(iri)) for which, iri in bounds)


def _claim(text: str) -> Claim:
    triple, modality, source = json.loads(text)
    (quad,) = ox.parse(f"{triple} .", format=ox.RdfFormat.N_TRIPLES, lenient=True)
    assert isinstance(quad.subject, ox.NamedNode)
    assert isinstance(quad.object, ox.NamedNode | ox.Literal)
    return Claim(quad.subject, quad.predicate, quad.object, modality, ox.NamedNode(source) if source else None)
