"""Profiles of all articles → entities with IRIs, names, links and reasons, and the map from clusters to IRIs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import Entity
from kg.resolve.clusters import cluster
from kg.resolve.gazetteer import country, links, preferred_name
from kg.resolve.identities import Anchor, Identities
from kg.resolve.profiles import Profile
from kg.resolve.short_names import join_short_names

__all__ = ["Doubt", "Resolution", "resolve"]

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
    """The entities, the IRI of every (document id, cluster id), IRIs that others have replaced, and doubtful pairs."""

    entities: tuple[Entity, ...]
    iris: dict[tuple[str, str], str]
    replaced: tuple[tuple[str, str], ...]
    doubts: tuple[Doubt, ...] = ()


def resolve(found: Iterable[Profile], identities: Identities) -> Resolution:
    """Return one entity for each thing, whatever the order of the profiles; new IRIs are added to `identities`."""
    ordered = sorted(found, key=lambda profile: (profile.document, profile.spans, profile.cluster))
    entities: list[Entity] = []
    iris: dict[tuple[str, str], str] = {}
    replaced: list[tuple[str, str]] = []
    groups, pairs = join_short_names(cluster(ordered))
    for members, reasons in groups:
        entity, younger = _entity(members, reasons, identities)
        entities.append(entity)
        iris |= dict.fromkeys(entity.members, entity.iri)
        replaced += [(iri, entity.iri) for iri in younger]
    doubts = {Doubt(iris[p.one], iris[p.other], p.score, p.reason) for p in pairs}
    by_iri = tuple(sorted(entities, key=lambda entity: entity.iri))
    return Resolution(by_iri, iris, tuple(sorted(replaced)), tuple(sorted(doubts)))


def _entity(members: list[Profile], reasons: list[str], identities: Identities) -> tuple[Entity, list[str]]:
    types: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for profile in members:
        types[profile.type] += len(profile.spans)
        for name, count in profile.names:
            names[name] += count
    type_ = min(types, key=lambda t: (-types[t], t))
    code = next((c for name in names if (c := country(name))), None) if type_ == "LOC" else None
    name = _canonical(members, code)
    anchors = (Anchor(profile.document, *span) for profile in members for span in profile.spans)
    iri, younger = identities.mint("entity", name, anchors)
    aliases = tuple(sorted(set(names) - {name}))
    found = links((name, *aliases), code) if type_ == "LOC" else ()
    return Entity(iri, type_, name, aliases, tuple(p.member for p in members), found, tuple(reasons)), younger


def _canonical(members: list[Profile], code: str | None) -> str:
    """Return the fullest name that an article calls it by; a country's own name where it is one."""
    if code:
        return preferred_name(code)
    counts = Counter(profile.name for profile in members)
    usual = max(counts.values()) * USUAL
    names = [name for name in counts if counts[name] >= usual]
    return min(names, key=lambda name: (-len(name.split()), -counts[name], -len(name), name))
