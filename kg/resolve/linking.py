"""Entities → links to knowledge bases outside: certain where name, type and context leave one bearer, else possible."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.model import Entity, Link
from kg.resolve import gazetteer
from kg.resolve.keys import alike
from kg.resolve.knowledge import Bearer, Knowledge
from kg.resolve.names import is_generic, key
from kg.resolve.people import initials, is_common
from kg.resolve.places import is_local
from kg.resolve.profiles import Profile

__all__ = ["doubted", "links", "one_each"]

#: Chosen by cross-validation over the sentences of IndEL (`benchmarks/links.py`).
CERTAIN = 0.8
POSSIBLE = 0.3
#: Less is asked where the name is a country's: nothing else of that name is named as a place.
COUNTRY = 0.7
#: A name that mostly stands for nothing in the table says little about what it stands for here.
LINKED = 0.6
#: What a name of several words, and a thing that the article's other names are known beside, count for.
LONG, BESIDE = 2.0, 2.0
SMOOTHED = 0.3
FEW = 2


@dataclass(frozen=True, slots=True)
class _Found:
    """A candidate with its share of the evidence, the best name for it, and whether its company is known."""

    bearer: Bearer
    share: float
    name: str
    beside: bool


def links(entity: Entity, members: Sequence[Profile], bases: Sequence[Knowledge]) -> tuple[Link, ...]:
    """Return what the entity is in GeoNames and in each knowledge base."""
    found = _places(entity) if entity.type == "LOC" else []
    for base in bases:
        candidates = _candidates(entity, members, base)
        found += [_link(entity, candidate, base) for candidate in candidates if candidate.share >= POSSIBLE]
    return tuple(sorted(found, key=lambda link: link.iri))


def _places(entity: Entity) -> list[Link]:
    names = (entity.name, *entity.aliases)
    code = next((c for name in names if (c := gazetteer.country(name))), None)
    if not code and is_local(key(entity.name, "LOC")):
        return []  # a district that bears a city's name
    return list(gazetteer.links(names, code))


def _candidates(entity: Entity, members: Sequence[Profile], base: Knowledge) -> list[_Found]:
    """Return the bearers of the entity's names, the likeliest first."""
    evidence: dict[str, float] = defaultdict(float)
    best: dict[str, tuple[float, Bearer, str]] = {}
    for name in (entity.name, *entity.aliases):
        for bearer in base.bearers(name, entity.type):
            if _types_clash(entity.type, bearer.type) or is_generic(key(name, entity.type)):
                continue
            weight = bearer.count * min(1.0, bearer.count / bearer.seen) * (LONG if " " in name.strip() else 1.0)
            evidence[bearer.iri] += weight
            best[bearer.iri] = max(
                best.get(bearer.iri, (0.0, bearer, name)), (weight, bearer, name), key=lambda b: b[0]
            )
    if not evidence:
        return []
    beside = _beside(evidence, members, base)
    for iri in beside:
        evidence[iri] *= BESIDE
    total = sum(evidence.values()) + SMOOTHED
    found = [_Found(b, evidence[iri] / total, name, iri in beside) for iri, (_, b, name) in best.items()]
    return sorted(found, key=lambda c: (-c.share, c.bearer.iri))


def _beside(candidates: Iterable[str], members: Sequence[Profile], base: Knowledge) -> set[str]:
    """Return the candidates that texts name beside something that these articles name."""
    wanted = {iri: base.company[iri] for iri in candidates if base.company.get(iri)}
    if not wanted:
        return set()
    company = frozenset().union(*(profile.beside for profile in members))
    around = {bearer.iri for name in company for bearer in base.names.get(name, ())}
    return {iri for iri, others in wanted.items() if others & around}


def _types_clash(ours: str, theirs: str) -> bool:
    """Return whether the two types are of different kinds; bodies, places and works are often taken for each other."""
    return bool(theirs) and (ours == "PER") != (theirs == "PER")


def _link(entity: Entity, found: _Found, base: Knowledge) -> Link:
    bearer = found.bearer
    about = f"{base.source}: {found.name!r} {bearer.count} dari {bearer.seen}"
    why = about + (", disebut bersama yang dikenalnya" if found.beside else "")
    return Link(bearer.iri, round(found.share, 4), why, certain=_is_certain(entity, found))


def _is_certain(entity: Entity, found: _Found) -> bool:
    bearer, name = found.bearer, found.name
    if entity.type == "LOC" and gazetteer.country(name) and found.share >= COUNTRY:
        return True
    if found.share < CERTAIN or bearer.count < LINKED * bearer.seen:
        return False
    if " " in key(name, entity.type) or found.beside:
        return True
    if entity.type == "PER":
        return bearer.count >= FEW and not is_common(key(name, "PER")) and not initials(name)
    return len(name) > 2


def one_each(entities: Iterable[Entity]) -> list[Entity]:
    """Return the entities with each IRI certain for one at most: the one that most articles name."""
    given = list(entities)
    owners: dict[str, Entity] = {}
    for entity in sorted(given, key=lambda e: (-len(e.members), e.iri)):
        for link in entity.links:
            if link.certain:
                owners.setdefault(link.iri, entity)
    return [replace(e, links=tuple(doubted(link, owners.get(link.iri, e), e) for link in e.links)) if any(
        link.certain and owners[link.iri] is not e for link in e.links) else e for e in given]  # fmt: skip


def doubted(link: Link, owner: Entity, entity: Entity) -> Link:
    """Return the link of an entity as it stands where `owner` is the one that bears it."""
    if not link.certain or owner is entity or alike(owner.type) == "PER" != entity.type:
        return link if owner is entity or not link.certain else replace(link, certain=False)
    return replace(link, certain=False, reason=f"{link.reason}; dipakai {owner.name!r}")
