"""Statements that cannot all be true, side by side with the sentences of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.ontology import compact, labels, term
from kg.store.facts import Proof, Stated

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["Conflict", "conflicts"]

#: A thing has one of these.
SINGLE = frozenset({"schema:birthPlace", "kg:amount", "kg:successorOf"})


@dataclass(frozen=True, slots=True)
class Conflict:
    """What is in question, why, and each side as (what it says, its proofs with their sentences)."""

    about: str
    why: str
    sides: tuple[tuple[str, tuple[tuple[Proof, str], ...]], ...]


def conflicts(graph: Graph) -> Iterator[Conflict]:
    """Yield a fact and its denial, and two values where one thing has one: birth places, amounts of one event."""
    triples: dict[tuple[str, str, str], list[Stated]] = defaultdict(list)
    single: dict[tuple[str, str, str], dict[str, Stated]] = defaultdict(dict)
    for stated in graph.facts.statements():
        triples[stated.subject, stated.predicate, stated.object].append(stated)
        if stated.predicate in SINGLE and stated.modality == "actual":
            value, unit = _comparable(graph, stated)
            single[stated.subject, stated.predicate, unit].setdefault(value, stated)
    for (subject, predicate, _), found in sorted(triples.items()):
        if len({stated.modality for stated in found} & {"actual", "denied"}) > 1 and predicate != "rdf:type":
            yield _conflict(graph, subject, "fakta dan bantahan", found)
    for (subject, predicate, _), values in sorted(single.items()):
        if len(values) > 1:
            yield _conflict(graph, subject, f"{len(values)} × {labels()[predicate]}", list(values.values()))


def _comparable(graph: Graph, stated: Stated) -> tuple[str, str]:
    """Return a value as number and unit, so that two spellings of one amount agree and two units do not compare."""
    if stated.literal:
        return stated.object.casefold(), ""
    rows = graph.facts.properties(ox.NamedNode(stated.object), ox.DefaultGraph())
    unit = next((rows[curie][0].value for curie in ("schema:currency", "schema:unitText") if curie in rows), "")
    return (rows["schema:value"][0].value if "schema:value" in rows else stated.object), unit


def _conflict(graph: Graph, subject: str, why: str, found: list[Stated]) -> Conflict:
    sides = tuple(
        (_said(graph, stated), tuple((proof, " ".join(graph.sentence(proof).split())) for proof in stated.proofs))
        for stated in found
    )
    return Conflict(graph.facts.label(subject), why, sides)


def _said(graph: Graph, stated: Stated) -> str:
    object_ = stated.object
    if not stated.literal:
        quads = graph.store.quads_for_pattern(ox.NamedNode(object_), term("kg:asSpelled"), None, ox.DefaultGraph())
        spelled = [quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)]
        object_ = spelled[0] if spelled else graph.facts.label(object_)
    modality = labels()[f"kg:{stated.modality}"]
    return f"{labels().get(stated.predicate, compact(stated.predicate))}: {object_} ({modality})"
