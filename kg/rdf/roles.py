"""Roles of an article → claims: a kg:Tenure, and the short cuts schema:jobTitle and schema:worksFor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.model import Role
from kg.ontology import term
from kg.rdf import literals
from kg.rdf.claims import Claim
from kg.rdf.iris import Iris

__all__ = ["claims"]

#: A membership is one that is or was held (W3C ORG).
HELD = frozenset({"current", "former", "acting"})


def claims(
    role: Role,
    iris: Iris,
    nodes: dict[str, ox.NamedNode],
    types: dict[str, str],
    bounds: Iterable[tuple[str, ox.NamedNode]] = (),
) -> Iterator[Claim]:
    """Yield the claims of a role; `nodes` and `types` are by cluster id, `bounds` are "start" or "end" with a time."""
    person = nodes[role.person]
    place = nodes[role.organization] if role.organization else None
    source = nodes[role.source] if role.source else None
    title = literals.text(role.title.text)
    is_body = role.organization is not None and types[role.organization] == "ORG"
    node = iris.hashed("role", person.value, role.title.text.casefold(), place.value if place else "", role.status)

    def claim(subject: ox.NamedNode, curie: str, object_: ox.NamedNode | ox.Literal) -> Claim:
        return Claim(subject, term(curie), object_, role.modality, source)

    yield claim(node, "rdf:type", term("kg:Tenure"))
    yield claim(node, "kg:holder", person)
    yield claim(node, "kg:position", title)
    yield claim(node, "kg:status", term(f"kg:{role.status}"))
    if place:
        yield claim(node, "kg:heldAt", place)
    for which, time in bounds:
        yield claim(node, f"kg:{which}", time)
    if place and is_body and role.status in HELD:
        yield claim(node, "rdf:type", term("org:Membership"))
        yield claim(node, "org:member", person)
        yield claim(node, "org:organization", place)
    if role.status == "current":
        yield claim(person, "schema:jobTitle", title)
        if place and is_body:
            yield claim(person, "schema:worksFor", place)
