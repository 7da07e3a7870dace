"""Extractions, entities and happenings → the quads of the three graphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

import pyoxigraph as ox

from kg.model import Entity, Extraction, OpenRelation, Relation
from kg.ontology import TYPES, predicate, term
from kg.rdf import events, roles, validity, values
from kg.rdf.claims import Claim, Claims, Copies
from kg.rdf.documents import Evidence, article
from kg.rdf.iris import Iris
from kg.rdf.literals import decimal, plain, text
from kg.rdf.nquads import nquads
from kg.resolve.gazetteer import coordinates

__all__ = ["NO_COPIES", "EventNames", "called", "claim", "doubts", "entities", "of_article", "replaced", "written"]

A = term("rdf:type")
NO_COPIES: Copies = {}
#: IRI of an event → its type, its modality, the names of who takes part
EventNames = dict[str, tuple[str, str, list[str]]]


def entities(found: Iterable[Entity], iris: Iris) -> Iterator[ox.Quad]:
    """Yield types, names and certain links in the default graph, doubtful links and reasons in provenance."""
    for entity in found:
        node = iris.of(entity.iri)
        yield ox.Quad(node, A, term(TYPES[entity.type]))
        yield ox.Quad(node, term("skos:prefLabel"), text(entity.name))
        yield from (ox.Quad(node, term("skos:altLabel"), text(alias)) for alias in entity.aliases)
        yield from (ox.Quad(node, term("kg:reason"), plain(reason), iris.provenance) for reason in entity.reasons)
        for link in entity.links:
            if link.certain:
                yield ox.Quad(node, term("schema:sameAs"), ox.NamedNode(link.iri))
                yield from _position(node, link.iri)
            else:
                yield from _possible(node, link.iri, link.score, link.reason, iris)


def _position(node: ox.NamedNode, link: str) -> Iterator[ox.Quad]:
    place = coordinates(link)
    for curie, degrees in zip(("schema:latitude", "schema:longitude"), place or (), strict=False):
        yield ox.Quad(node, term(curie), decimal(f"{degrees:.4f}"))


def _possible(node: ox.NamedNode, other: str, score: float, reason: str, iris: Iris) -> Iterator[ox.Quad]:
    link, graph = iris.hashed("link", node.value, other), iris.provenance
    yield ox.Quad(link, A, term("kg:PossibleLink"), graph)
    yield ox.Quad(link, term("rdf:subject"), node, graph)
    yield ox.Quad(link, term("rdf:object"), ox.NamedNode(other), graph)
    yield ox.Quad(link, term("kg:score"), decimal(score), graph)
    yield ox.Quad(link, term("kg:reason"), plain(reason), graph)


def doubts(pairs: Iterable[tuple[str, str, float, str]], iris: Iris) -> Iterator[ox.Quad]:
    """Yield the pairs of entities that may be one."""
    for one, other, score, reason in pairs:
        yield from _possible(iris.of(one), iris.of(other).value, score, reason, iris)


def replaced(pairs: Iterable[tuple[str, str]], iris: Iris) -> Iterator[ox.Quad]:
    """Yield where an IRI that was given out before now lives."""
    for old, new in pairs:
        yield ox.Quad(iris.of(old), term("dcterms:isReplacedBy"), iris.of(new))


def written(
    extractions: Iterable[Extraction],
    entity_iris: Mapping[tuple[str, str], str],
    event_iris: Mapping[tuple[str, int], str],
    iris: Iris,
    accepted: Iterable[str] = (),
    copies: Copies = NO_COPIES,
) -> Iterator[bytes]:
    """Yield all that the articles say as N-Quads; claims come at the end, with what supports them in all articles.

    Only facts become plain triples, and the modalities in `accepted`.
    """
    found = Claims(iris, frozenset({"actual", *accepted}), copies)
    event_names: EventNames = {}
    for extraction in extractions:
        evidence = Evidence(extraction, iris)
        yield from nquads(_alone(evidence, entity_iris, event_iris, found, event_names))
        yield evidence.nquads()
    yield from found.nquads()
    yield from nquads(called(event_names, found))


def called(event_names: EventNames, found: Claims) -> Iterator[ox.Quad]:
    """Yield what the events are called, by who takes part in them."""
    for iri, (type_, modality, names) in event_names.items():
        graph = ox.DefaultGraph() if modality in found.accepted else found.iris.provenance
        name = text(events.label(type_, sorted(set(names)), modality))
        yield ox.Quad(found.iris.of(iri), term("skos:prefLabel"), name, graph)


def of_article(
    extraction: Extraction,
    entity_iris: Mapping[tuple[str, str], str],
    event_iris: Mapping[tuple[str, int], str],
    found: Claims,
    event_names: EventNames,
) -> Iterator[ox.Quad]:
    """Yield what an article states alone; its claims go to `found`, what its events are called to `event_names`."""
    evidence = Evidence(extraction, found.iris)
    yield from _alone(evidence, entity_iris, event_iris, found, event_names)
    yield from evidence.quads()


def _alone(
    evidence: Evidence,
    entity_iris: Mapping[tuple[str, str], str],
    event_iris: Mapping[tuple[str, int], str],
    found: Claims,
    event_names: EventNames,
) -> Iterator[ox.Quad]:
    """Yield what an article states, all but its evidence."""
    extraction, iris = evidence.extraction, found.iris
    nodes = _nodes(extraction, entity_iris, iris)
    yield from article(extraction, iris)
    if story := found.copies.get(extraction.document.id):
        copy = iris.document(extraction.document.id)
        yield ox.Quad(copy, term("kg:copyOf"), iris.document(story[0]), iris.provenance)
    yield from _mentions(extraction, nodes, evidence, iris)
    for value in extraction.values:
        yield from values.value(value, evidence, iris)
    for quote in extraction.quotes:
        yield from values.quotation(quote, nodes[quote.speaker], evidence, iris)
    yield from _claims(extraction, nodes, evidence, found)
    yield from _events(extraction, nodes, event_iris, evidence, found, event_names)
    for relation in extraction.open_relations:
        yield from _open(relation, nodes, evidence, iris)


def claim(
    extraction: Extraction,
    entity_iris: Mapping[tuple[str, str], str],
    event_iris: Mapping[tuple[str, int], str],
    found: Claims,
) -> None:
    """Take note of what an article claims, as `of_article` does, and state nothing."""
    nodes = _nodes(extraction, entity_iris, found.iris)
    evidence = Evidence(extraction, found.iris)
    for _ in chain(
        _claims(extraction, nodes, evidence, found), _events(extraction, nodes, event_iris, evidence, found, {})
    ):
        pass


def _nodes(extraction: Extraction, entity_iris: Mapping[tuple[str, str], str], iris: Iris) -> dict[str, ox.NamedNode]:
    """Return the entity of each cluster of an article."""
    return {c.id: iris.of(entity_iris[extraction.document.id, c.id]) for c in extraction.clusters}


def _mentions(
    extraction: Extraction, nodes: dict[str, ox.NamedNode], evidence: Evidence, iris: Iris
) -> Iterator[ox.Quad]:
    for cluster in extraction.clusters:
        for mention in cluster.mentions:
            yield ox.Quad(nodes[cluster.id], term("kg:mention"), evidence.at(mention.span), iris.provenance)


def _claims(
    extraction: Extraction, nodes: dict[str, ox.NamedNode], evidence: Evidence, found: Claims
) -> Iterator[ox.Quad]:
    """Take note of what relations and roles claim, and yield the times that bound them."""
    types = {cluster.id: cluster.type for cluster in extraction.clusters}
    for relation in extraction.relations:
        claim = _relation(relation, nodes, types)
        if claim.subject != claim.object:
            found.add(claim, evidence, relation.span, relation.confidence)
            for bound in validity.of_relation(relation, extraction):
                time, rows = values.bound(bound, evidence, found.iris)
                found.bounded(claim, bound.which, time)
                yield from rows
    for role in extraction.roles:
        times = []
        for bound in validity.of_role(role, extraction):
            time, rows = values.bound(bound, evidence, found.iris)
            times.append((bound.which, time))
            yield from rows
        for claim in roles.claims(role, found.iris, nodes, types, times):
            found.add(claim, evidence, role.span, role.confidence)


def _relation(relation: Relation, nodes: dict[str, ox.NamedNode], types: dict[str, str]) -> Claim:
    curie, swapped = predicate(relation.predicate, types[relation.object])
    subject, object_ = nodes[relation.subject], nodes[relation.object]
    if swapped:
        subject, object_ = object_, subject
    source = nodes[relation.source] if relation.source else None
    return Claim(subject, term(curie), object_, relation.modality, source)


def _events(
    extraction: Extraction,
    nodes: dict[str, ox.NamedNode],
    event_iris: Mapping[tuple[str, int], str],
    evidence: Evidence,
    found: Claims,
    names: dict[str, tuple[str, str, list[str]]],
) -> Iterator[ox.Quad]:
    called = {cluster.id: cluster.name for cluster in extraction.clusters}
    document, language = extraction.document.id, extraction.document.language
    spelled = {value.span: found.iris.at("value", document, value.span) for value in extraction.values}
    for index, event in enumerate(extraction.events):
        iri = event_iris[document, index]
        node = found.iris.of(iri)
        if event.modality not in found.accepted:
            yield from events.reported(event, node, found.iris)
        for claim, argument in events.claims(event, node, nodes, spelled, language):
            sure = event.confidence * (argument.confidence if argument else 1.0)
            found.add(claim, evidence, event.span, sure)
        names.setdefault(iri, (event.type, event.modality, []))[2].extend(events.people(event, called))


def _open(relation: OpenRelation, nodes: dict[str, ox.NamedNode], evidence: Evidence, iris: Iris) -> Iterator[ox.Quad]:
    subject, object_, at = nodes[relation.subject], nodes[relation.object], evidence.at(relation.span)
    node = iris.hashed("open", subject.value, relation.verb, relation.preposition, object_.value, at.value)
    rows: list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]] = [
        (A, term("kg:OpenRelation")),
        (term("rdf:subject"), subject),
        (term("kg:verb"), plain(relation.verb)),
        (term("kg:preposition"), plain(relation.preposition)),
        (term("rdf:object"), object_),
        (term("kg:modality"), term(f"kg:{relation.modality}")),
        (term("kg:confidence"), decimal(relation.confidence)),
        (term("prov:wasDerivedFrom"), at),
    ]
    if relation.source:
        rows.append((term("kg:source"), nodes[relation.source]))
    yield from (ox.Quad(node, predicate_, object_, iris.open) for predicate_, object_ in rows)
