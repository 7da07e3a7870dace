"""The graph as networkx: nodes are entities and events, edges are statements of every modality."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx as nx
import pyoxigraph as ox

from kg.ontology import compact, labels, term
from kg.store.facts import Facts, Proof, Said, Stated

__all__ = ["to_networkx"]

#: What tells how a node is named or timed is an attribute, not an edge.
MEANING = ("kg:iso", "schema:value", "schema:currency", "schema:unitText")
NOT_EDGES = {"rdf:type", "schema:jobTitle", "org:member", "org:organization", "kg:status", "kg:position"}


def to_networkx(facts: Facts, texts: dict[str, str]) -> nx.MultiDiGraph[str]:
    """Return nodes by IRI with label, type, aliases …, and one edge per statement, keyed by its IRI.

    Args:
        facts: the store.
        texts: document id → cleaned text, from which sentences are cut.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    _add_entities(graph, facts)
    statements = list(facts.statements())
    _add_events(graph, facts, statements)
    for said in facts.quotations():
        graph.nodes[said.speaker]["quotes"] = (*graph.nodes[said.speaker]["quotes"], _quote(said))
    tenures = {s.subject: s.object for s in statements if s.predicate == "kg:holder"}
    for stated in statements:
        _add_edge(graph, stated, tenures, facts, texts)
        _add_detail(graph, stated, tenures, facts, texts)
    return graph


def _add_entities(graph: nx.MultiDiGraph[str], facts: Facts) -> None:
    for quad in sorted(facts.store.quads_for_pattern(None, term("skos:prefLabel"), None, ox.DefaultGraph()), key=str):
        if isinstance(quad.subject, ox.NamedNode) and "/entity/" in quad.subject.value:
            rows = facts.properties(quad.subject, ox.DefaultGraph())
            mentions = facts.properties(quad.subject, facts.provenance).get("kg:mention", [])
            graph.add_node(
                quad.subject.value,
                label=rows["skos:prefLabel"][0].value,
                type=compact(rows["rdf:type"][0].value).partition(":")[2],
                kind="entity",
                aliases=tuple(alias.value for alias in rows.get("skos:altLabel", ())),
                documents=len({mention.value.partition("#")[0] for mention in mentions}),
                quotes=(),
            )


def _add_events(graph: nx.MultiDiGraph[str], facts: Facts, statements: list[Stated]) -> None:
    """Add the events; a date is known where an argument is a resolved time."""
    for stated in statements:
        if stated.predicate == "rdf:type" and "/event/" in stated.subject:
            graph.add_node(
                stated.subject,
                label=facts.label(stated.subject),
                type=compact(stated.object).partition(":")[2],
                kind="event",
                aliases=(),
                documents=stated.documents,
                modality=stated.modality,
                quotes=(),
            )
    for stated in statements:
        if stated.predicate == "kg:time" and stated.subject in graph and not stated.literal:
            iso = facts.properties(ox.NamedNode(stated.object), ox.DefaultGraph()).get("kg:iso")
            if iso:
                graph.nodes[stated.subject]["date"] = iso[0].value


def _add_edge(
    graph: nx.MultiDiGraph[str], stated: Stated, tenures: dict[str, str], facts: Facts, texts: dict[str, str]
) -> None:
    subject, predicate = stated.subject, stated.predicate
    if predicate == "kg:heldAt":  # a position is an edge from the person to the body
        subject = tenures.get(subject, subject)
    if predicate in NOT_EDGES or stated.literal or subject not in graph or stated.object not in graph:
        return
    graph.add_edge(
        subject,
        stated.object,
        key=stated.iri,
        predicate=predicate,
        label=labels().get(predicate, predicate),
        modality=stated.modality,
        source=facts.label(stated.source) if stated.source else "",
        confidence=stated.confidence,
        evidence=tuple(_proof(proof, texts) for proof in stated.proofs),
    )


def _add_detail(
    graph: nx.MultiDiGraph[str], stated: Stated, tenures: dict[str, str], facts: Facts, texts: dict[str, str]
) -> None:
    """Add what is no node of its own to the node it is about: amounts, dates, topics, titles of positions."""
    subject = tenures.get(stated.subject, stated.subject) if stated.predicate == "kg:position" else stated.subject
    if subject not in graph or (stated.predicate in NOT_EDGES and stated.predicate != "kg:position"):
        return
    value: Mapping[str, Any] = (
        {} if stated.literal else facts.properties(ox.NamedNode(stated.object), ox.DefaultGraph())
    )
    if not stated.literal and "kg:asSpelled" not in value:
        return
    meaning = [value[name][0].value for name in MEANING if name in value]
    detail = {
        "predicate": stated.predicate,
        "label": labels().get(stated.predicate, stated.predicate),
        "text": stated.object if stated.literal else value["kg:asSpelled"][0].value,
        "meaning": " ".join(meaning),
        "modality": stated.modality,
        "source": facts.label(stated.source) if stated.source else "",
        "confidence": stated.confidence,
        "evidence": tuple(_proof(proof, texts) for proof in stated.proofs),
    }
    graph.nodes[subject]["details"] = (*graph.nodes[subject].get("details", ()), detail)


def _proof(proof: Proof, texts: dict[str, str]) -> dict[str, Any]:
    sentence = texts[proof.document][proof.sentence_start : proof.sentence_end]
    return {
        "document": proof.title or proof.document,
        "publisher": proof.publisher,
        "date": proof.date,
        "url": proof.url,
        "sentence": sentence,
        "start": proof.start - proof.sentence_start,
        "end": proof.end - proof.sentence_start,
    }


def _quote(said: Said) -> dict[str, str]:
    return {"text": said.text, "document": said.proof.title, "date": said.proof.date, "cue": said.cue}
