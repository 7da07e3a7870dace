"""One entity as people read it: names, facts, claims and quotations, each with the sentence that states it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.ontology import compact, labels
from kg.store.facts import Proof, Said, Stated

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["LEFT_OUT", "Card", "Line", "arguments", "card"]

#: Said better by another line of the card, or no more than bookkeeping.
LEFT_OUT = {"kg:status", "org:member", "org:organization", "rdf:type", "schema:worksFor", "schema:jobTitle"}


@dataclass(frozen=True, slots=True)
class Line:
    """A statement in words, with modality, source and confidence, and where it stands with the sentence."""

    text: str
    modality: str
    source: str
    confidence: float
    proofs: tuple[tuple[Proof, str], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """All that the graph holds about one entity."""

    iri: str
    name: str
    type: str
    aliases: tuple[str, ...]
    links: tuple[str, ...]
    facts: tuple[Line, ...]
    claims: tuple[Line, ...]
    quotes: tuple[tuple[Said, str], ...]

    def _repr_html_(self) -> str:
        def items(lines: tuple[Line, ...]) -> str:
            return "".join(
                f"<li>{escape(line.text)}<br><small>{escape(line.proofs[0][1] if line.proofs else '')}</small></li>"
                for line in lines
            )

        heading = f"<h3>{escape(self.name)}</h3><p>{escape(self.type)} · {escape(', '.join(self.aliases))}</p>"
        return f"{heading}<h4>Fakta</h4><ul>{items(self.facts)}</ul><h4>Klaim</h4><ul>{items(self.claims)}</ul>"


def card(graph: Graph, node: ox.NamedNode) -> Card:
    """Return the card of an entity; statements of an event or a position are read as one line."""
    facts = graph.facts
    rows = facts.properties(node, ox.DefaultGraph())
    lines = tuple(_lines(graph, node))
    return Card(
        node.value,
        facts.label(node.value),
        labels().get(compact(rows["rdf:type"][0].value), compact(rows["rdf:type"][0].value)),
        tuple(alias.value for alias in rows.get("skos:altLabel", ())),
        tuple(link.value for link in rows.get("schema:sameAs", ())),
        tuple(line for line in lines if line.modality == "actual"),
        tuple(line for line in lines if line.modality != "actual"),
        tuple((said, graph.sentence(said.proof)) for said in facts.quotations(node)),
    )


def _lines(graph: Graph, node: ox.NamedNode) -> Iterator[Line]:
    seen: set[str] = set()
    for stated in graph.facts.statements(node):
        if stated.predicate in LEFT_OUT:
            continue
        whole = "/event/" in stated.subject or "/role/" in stated.subject
        if whole and stated.subject in seen:
            continue
        seen.add(stated.subject)
        text = _whole(graph, ox.NamedNode(stated.subject)) if whole else _plain(graph, stated)
        source = graph.facts.label(stated.source) if stated.source else ""
        proofs = tuple((proof, graph.sentence(proof)) for proof in stated.proofs)
        yield Line(text, stated.modality, source, stated.confidence, proofs)


def _plain(graph: Graph, stated: Stated) -> str:
    object_ = stated.object if stated.literal else graph.facts.label(stated.object)
    predicate = labels().get(stated.predicate, stated.predicate)
    return f"{graph.facts.label(stated.subject)} — {predicate} → {object_}"


def arguments(stated: Iterable[Stated]) -> Iterator[tuple[str, Stated]]:
    """Yield the label and the statement of each argument of an event or a position, the sure ones first.

    What is possible at most in an event that is a fact has a label of its own, and none where it is sure elsewhere.
    """
    about = sorted(stated, key=lambda each: each.modality != "actual")
    fact = any(each.predicate == "rdf:type" and each.modality == "actual" for each in about)
    sure: set[tuple[str, str]] = set()
    for each in about:
        if each.predicate == "rdf:type" or (each.predicate in LEFT_OUT and each.predicate != "kg:status"):
            continue
        label = labels().get(each.predicate, each.predicate)
        if not fact or each.modality != "possible":
            sure.add((label, each.object))
            yield label, each
        elif (label, each.object) not in sure:
            yield f"{label} ({labels()['kg:possible']})", each


def _whole(graph: Graph, node: ox.NamedNode) -> str:
    """Return an event or a tenure with all its arguments on one line."""
    stated = [each for each in graph.facts.statements(node) if each.subject == node.value]
    kinds = (labels().get(compact(each.object), "") for each in stated if each.predicate == "rdf:type")
    parts: dict[str, set[str]] = {}
    for label, each in arguments(stated):
        parts.setdefault(label, set()).add(each.object if each.literal else _name(graph, each.object))
    said = "; ".join(f"{label}: {', '.join(sorted(values))}" for label, values in sorted(parts.items()))
    return f"{next(filter(None, kinds), '')} — {said}"


def _name(graph: Graph, iri: str) -> str:
    """Return a node's label, a concept's label, or a value as spelled."""
    curie = compact(iri)
    if curie in labels():
        return labels()[curie]
    spelled = graph.facts.properties(ox.NamedNode(iri), ox.DefaultGraph()).get("kg:asSpelled")
    return spelled[0].value if spelled else graph.facts.label(iri)
