"""FollowTheMoney entities as JSON lines: what Aleph and other investigation tools load."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import ModelError
from kg.ontology import compact, term
from kg.store.facts import Facts, Stated

__all__ = ["write"]

SCHEMATA = {
    "schema:Person": "Person",
    "schema:Organization": "Organization",
    "schema:Place": "Address",
    "schema:Event": "Event",
    "schema:Product": "Thing",
    "schema:Legislation": "Thing",
}
#: predicate → (schema of the link, property of the subject, property of the object)
LINKS = {
    "schema:worksFor": ("Employment", "employee", "employer"),
    "schema:affiliation": ("Membership", "member", "organization"),
    "schema:memberOf": ("Membership", "member", "organization"),
    "schema:owns": ("Ownership", "owner", "asset"),
    "schema:parentOrganization": ("Ownership", "asset", "owner"),
    "schema:spouse": ("Family", "person", "relative"),
    "schema:sibling": ("Family", "person", "relative"),
    "schema:children": ("Family", "person", "relative"),
    "schema:relatedTo": ("Family", "person", "relative"),
}


def write(facts: Facts, path: Path) -> None:
    """Write entities and links as the `followthemoney` package makes and checks them; claims say so in `status`.

    Raises:
        ModelError: where followthemoney, the extra `ftm`, is not installed.
    """
    try:
        from followthemoney import model
    except ImportError as error:
        raise ModelError("FollowTheMoney entities need followthemoney: pip install 'kg[ftm]'") from error
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for proxy in (*_entities(facts, model), *_links(facts, model)):
            file.write(json.dumps(proxy.to_dict(), ensure_ascii=False, sort_keys=True) + "\n")


def _id(iri: str) -> str:
    return iri.rpartition("/")[2]


def _entities(facts: Facts, model: Any) -> Iterator[Any]:
    for quad in sorted(facts.store.quads_for_pattern(None, term("skos:prefLabel"), None, ox.DefaultGraph()), key=str):
        if not isinstance(quad.subject, ox.NamedNode) or "/entity/" not in quad.subject.value:
            continue
        rows = facts.properties(quad.subject, ox.DefaultGraph())
        proxy = model.make_entity(SCHEMATA[compact(rows["rdf:type"][0].value)])
        proxy.id = _id(quad.subject.value)
        proxy.add("name", rows["skos:prefLabel"][0].value)
        proxy.add("alias", [alias.value for alias in rows.get("skos:altLabel", ())])
        if proxy.schema.name == "Person":
            proxy.add("position", [title.value for title in rows.get("schema:jobTitle", ())])
        yield proxy


def _links(facts: Facts, model: Any) -> Iterator[Any]:
    for stated in facts.statements():
        if stated.predicate in LINKS and not stated.literal:
            yield _link(facts, stated, model)


def _link(facts: Facts, stated: Stated, model: Any) -> Any:
    schema, subject, object_ = LINKS[stated.predicate]
    proxy = model.make_entity(schema if _fits(facts, stated, schema, model) else "UnknownLink")
    subject, object_ = (subject, object_) if proxy.schema.name == schema else ("subject", "object")
    proxy.id = _id(stated.iri)
    proxy.add(subject, _id(stated.subject))
    proxy.add(object_, _id(stated.object))
    proxy.add("role", stated.predicate.partition(":")[2])
    proxy.add("status", "" if stated.modality == "actual" else stated.modality)
    for proof in stated.proofs:
        proxy.add("publisher", proof.publisher)
        proxy.add("sourceUrl", proof.url)
        proxy.add("summary", proof.quote)
    return proxy


def _fits(facts: Facts, stated: Stated, schema: str, model: Any) -> bool:
    """Return whether both ends have the types that the link's schema takes."""
    ends = LINKS[stated.predicate][1:]
    for end, iri in zip(ends, (stated.subject, stated.object), strict=True):
        types = facts.properties(ox.NamedNode(iri), ox.DefaultGraph()).get("rdf:type", [])
        wanted = model.get(schema).get(end).range
        found = model.get(SCHEMATA.get(compact(types[0].value), "Thing")) if types else None
        if found is None or not found.is_a(wanted):
            return False
    return True
