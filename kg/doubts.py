"""What a built graph is unsure of, and why it joined two names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph import Graph
from kg.ontology import term
from kg.resolve.gazetteer import country
from kg.resolve.names import key

__all__ = ["Candidate", "candidates", "why"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity and what it may be: another entity, or a thing of a knowledge base outside."""

    iri: str
    name: str
    other_iri: str
    other: str
    score: float
    reason: str


def candidates(graph: Graph) -> list[Candidate]:
    """Return the possible links of the graph, best first."""
    nodes = graph.store.quads_for_pattern(None, term("rdf:type"), term("kg:PossibleLink"), None)
    found = [_candidate(graph, quad.subject) for quad in nodes if isinstance(quad.subject, ox.NamedNode)]
    return sorted(found, key=lambda row: (-row.score, row.name, row.other, row.iri, row.other_iri))


def _candidate(graph: Graph, node: ox.NamedNode) -> Candidate:
    row = {
        quad.predicate: getattr(quad.object, "value", "")
        for quad in graph.store.quads_for_pattern(node, None, None, None)
    }
    one, other = row[term("rdf:subject")], row[term("rdf:object")]
    names = (graph.facts.label(one), graph.facts.label(other) if "/entity/" in other else other)
    return Candidate(one, names[0], other, names[1], float(row[term("kg:score")]), row[term("kg:reason")])


def why(graph: Graph, one: str, other: str) -> Iterator[str]:
    """Yield the clues that make two names one entity, each with its weight, or what is known of the two."""
    first, second = graph.entity(one), graph.entity(other)
    if first.iri != second.iri:
        yield f"{first.name} <{first.iri}> and {second.name} <{second.iri}> are two entities"
        pair = {first.iri, second.iri}
        found = [row for row in candidates(graph) if {row.iri, row.other_iri} == pair]
        yield from (f"  perhaps one ({row.score:.2f}): {row.reason}" for row in found)
        if not found:
            yield "  no clue joins them"
        return
    yield f"{one!r} and {other!r} are one entity: {first.name} <{first.iri}>"
    node = ox.NamedNode(first.iri)
    quads = graph.store.quads_for_pattern(node, term("kg:reason"), None, None)
    reasons = sorted(getattr(quad.object, "value", "") for quad in quads)
    near = [reason for reason in reasons if any(_speaks_of(reason, name) for name in (one, other))]
    yield from (f"  {reason}" for reason in near or reasons)
    both = sorted(_articles(graph, node, one) & _articles(graph, node, other))
    if both:
        yield f"  both names in one article: {', '.join(both[:5])}{' …' if len(both) > 5 else ''}"


def _speaks_of(reason: str, name: str) -> bool:
    told = reason.partition(": ")[2].rpartition(" (+")[0]
    return told in {key(name, type_) for type_ in ("", "PER", "ORG", "LOC", "EVT", "PRD", "LAW")} | {country(name)} or (
        reason.startswith(("nama pendek", "ejaan", "salah ketik", "keputusan")) and key(name) in reason.casefold()
    )


def _articles(graph: Graph, node: ox.NamedNode, name: str) -> set[str]:
    """Return the articles in which the entity is called so, letter for letter."""
    found = set()
    for quad in graph.store.quads_for_pattern(node, term("kg:mention"), None, None):
        iri, _, chars = getattr(quad.object, "value", "").partition("#char=")
        document = iri.rpartition("/")[2]
        start, end = map(int, chars.split(","))
        if graph.text(document)[start:end] == name:
            found.add(document)
    return found
