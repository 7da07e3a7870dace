"""Profiles of all articles → entities with IRIs, names, links and reasons, and the map from clusters to IRIs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.model import Entity
from kg.resolve.choices import Choices
from kg.resolve.clusters import Group, cluster
from kg.resolve.gazetteer import country, preferred_name
from kg.resolve.identities import Anchor, Identities
from kg.resolve.knowledge import Knowledge, built_in
from kg.resolve.linking import links, one_each
from kg.resolve.profiles import Profile, placed
from kg.resolve.short_names import join_short_names
from kg.resolve.types import mend_types
from kg.resolve.typos import mend_typos

__all__ = ["Doubt", "Resolution", "entity_of", "linked", "resolve", "resolve_clusters"]

#: A name may stand for the entity where this share as many articles use it as use its commonest name.
USUAL = 0.2


@dataclass(frozen=True, slots=True, order=True)
class Doubt:
    """Two entities (IRIs) that may be one, how likely, and why."""

    one: str
    other: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """The entities, the IRI of every (document id, cluster id), IRIs that others have replaced, and doubtful pairs.

    `idle` are the decisions of a person that nothing answers to any more, each with its reason.
    """

    entities: tuple[Entity, ...]
    iris: dict[tuple[str, str], str]
    replaced: tuple[tuple[str, str], ...]
    doubts: tuple[Doubt, ...] = ()
    idle: tuple[str, ...] = ()


def resolve(
    found: Iterable[Profile],
    identities: Identities,
    *,
    choices: Choices | None = None,
    knowledge: Sequence[Knowledge] | None = None,
) -> Resolution:
    """Return one entity for each thing, whatever the order of the profiles; new IRIs are added to `identities`.

    Args:
        found: the profiles of all articles.
        identities: the IRIs of earlier builds.
        choices: what a person has decided about entities.
        knowledge: the knowledge bases to link to; the package's own where None.
    """
    return resolve_clusters(cluster(sorted(found, key=placed)), identities, choices=choices, knowledge=knowledge)


def resolve_clusters(
    clusters: list[Group],
    identities: Identities,
    *,
    choices: Choices | None = None,
    knowledge: Sequence[Knowledge] | None = None,
) -> Resolution:
    """Return `resolve` of profiles that are clustered already: what is decided over all articles."""
    chosen = choices or Choices()
    groups, pairs = join_short_names(mend_typos(mend_types(clusters)))
    groups = chosen.regroup(groups)
    identities.begin("entity")
    named = [(group, _anchors(group)) for group in groups]
    bases = [built_in()] if knowledge is None else knowledge
    made: dict[str, Entity] = {}
    replaced: list[tuple[str, str]] = []
    for (members, reasons), anchors in sorted(named, key=lambda pair: -identities.strength(pair[1])):
        entity, younger = entity_of(members, reasons, anchors, identities, chosen)
        made[entity.iri] = linked(entity, members, bases, chosen)
        replaced += [(iri, entity.iri) for iri in younger]
    entities = tuple(one_each(made[iri] for iri in sorted(made)))
    iris = {member: entity.iri for entity in entities for member in entity.members}
    doubts = {Doubt(iris[p.one], iris[p.other], p.score, p.reason) for p in pairs}
    apart = {frozenset(iris[member] for member in pair) for pair in chosen.apart()}
    kept = tuple(sorted(d for d in doubts if d.one != d.other and frozenset((d.one, d.other)) not in apart))
    return Resolution(entities, iris, tuple(sorted(replaced)), kept, chosen.idle())


def _anchors(group: Group) -> set[Anchor]:
    found = {Anchor(profile.document, *span) for profile in group[0] for span in profile.spans}
    return found or {Anchor(profile.document, 0, 0) for profile in group[0]}


def entity_of(
    members: list[Profile], reasons: list[str], anchors: set[Anchor], identities: Identities, chosen: Choices
) -> tuple[Entity, list[str]]:
    """Return the entity of a group under its IRI, and the younger IRIs that it replaces."""
    types, mentions, names = Counter[str](), Counter[str](), Counter[str]()
    for profile in members:
        types[profile.type] += profile.weight
        mentions[profile.type] += profile.mentioned
        names.update(dict(profile.names))
    type_ = chosen.type_of(members) or min(types, key=lambda t: (-types[t], -mentions[t], t))
    code = next((c for name in names if (c := country(name))), None) if type_ == "LOC" else None
    name = chosen.name_of(members) or _canonical(members, code)
    iri, younger = identities.mint("entity", name, anchors)
    aliases = tuple(sorted(set(names) - {name}))
    member_ids = tuple(profile.member for profile in members)
    return Entity(iri, type_, name, aliases, member_ids, (), tuple(reasons)), younger


def linked(entity: Entity, members: list[Profile], bases: Sequence[Knowledge], chosen: Choices) -> Entity:
    """Return the entity with its links outside."""
    given, refused = chosen.links_of(members)
    made = {link.iri: link for link in (*links(entity, members, bases), *given) if link.iri not in refused}
    return replace(entity, links=tuple(made[iri] for iri in sorted(made)))


def _canonical(members: list[Profile], code: str | None) -> str:
    """Return the fullest name that an article calls it by; a country's own name where it is one."""
    if code:
        return preferred_name(code)
    counts = Counter[str]()
    for profile in members:
        counts[profile.name] += profile.weight
    usual = max(counts.values()) * USUAL
    names = [name for name in counts if counts[name] >= usual]
    return min(names, key=lambda name: (-len(name.split()), -counts[name], -len(name), name))
