"""Short names: joined to the one full name that other articles know, if clues agree.

A short name never joins articles by itself. It joins a group whose own articles call it so where a stated role is
the same, or where the two keep the same rare company; what has less stays apart as a doubtful pair.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from kg.resolve import lexicon
from kg.resolve.clusters import Group, merge
from kg.resolve.keys import full_key
from kg.resolve.people import initials, is_common, is_nickname, skeleton
from kg.resolve.profiles import Profile
from kg.resolve.shortened import Index

__all__ = ["Pair", "join_short_names"]

#: Weights and bounds were chosen by reading joins and doubts over the annotated articles.
SAME_ROLE = 3.0
SAME_OFFICE = 3.5
COMMON_ROLE = 1.0
SAME_COMPANY = 1.0
SAME_SEAT = 0.7
#: What is well known is what a short name means, and two names say more than one: but only beside a clue.
FAME = 0.5
LONGER = 2.5
ONLY_ONE = 1.5
ONLY_FULL = 3.0
NICKNAME = 1.0
SOME_CLUE = 0.3
JOINED_AT = 3.0
LEAD = 1.5
DOUBTED = 5


@dataclass(frozen=True, slots=True)
class Pair:
    """Two members (document id, cluster id) that may be one person."""

    one: tuple[str, str]
    other: tuple[str, str]
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Clues:
    group: int
    score: float
    reason: str


def join_short_names(groups: list[Group]) -> tuple[list[Group], list[Pair]]:
    """Return the groups after the joins, in order of their first members, and the pairs left in doubt.

    Names of several words come first, so that a single name finds one full name and not its shorter forms beside it.
    """
    longer, unsure = _join(groups, single=False)
    joined, doubts = _join(longer, single=True)
    return joined, unsure + doubts


def _join(groups: list[Group], *, single: bool) -> tuple[list[Group], list[Pair]]:
    scene = _Scene(groups)
    index = Index.of([members for members, _ in groups])
    joins: dict[int, tuple[int, str]] = {}
    doubts: list[Pair] = []
    for i, (members, _) in enumerate(groups):
        if (" " not in full_key(members[0])) != single:
            continue
        candidates = [j for j in index.candidates(members) if j != i and scene.may_join(i, j)]
        if not candidates:
            continue
        alone = len(candidates) == 1
        clues = sorted((scene.clues(i, j, alone=alone) for j in candidates), key=lambda c: (-c.score, c.group))
        best, second = clues[0], clues[1].score if len(clues) > 1 else 0.0
        if best.score >= JOINED_AT and best.score >= LEAD * second:
            joins[i] = best.group, f"nama pendek: {full_key(members[0])}; {best.reason} (+{best.score:.1f})"
        else:
            doubts += [_doubt(members, groups, found, second) for found in clues[:DOUBTED] if scene.worth(i, found)]
    return list(_joined(groups, joins)), doubts


def _doubt(members: list[Profile], groups: list[Group], found: _Clues, second: float) -> Pair:
    chance = found.score / (found.score + second + JOINED_AT)
    other = groups[found.group][0][0].member
    why = f"nama pendek: {full_key(members[0])}; {found.reason or 'tanpa petunjuk lain'} (+{found.score:.1f})"
    return Pair(members[0].member, other, min(0.95, chance), why)


@dataclass
class _Scene:
    """What the groups keep with them, gathered once for each group that is asked about."""

    groups: list[Group]
    _documents: dict[int, frozenset[str]] = field(default_factory=dict)
    _company: dict[int, frozenset[str]] = field(default_factory=dict)
    _roles: dict[int, frozenset[tuple[str, str]]] = field(default_factory=dict)

    @cached_property
    def rarity(self) -> dict[str, float]:
        """How much it tells that two articles name the same body or person: less, the more articles name it."""
        company = {p.document: p.company for members, _ in self.groups for p in members}
        articles = Counter(name for names in company.values() for name in names)
        total = len(company) or 1
        return {name: math.log(1 + total / count) / math.log(1 + total) for name, count in articles.items()}

    def documents(self, i: int) -> frozenset[str]:
        """Return the articles that name the group."""
        if i not in self._documents:
            self._documents[i] = frozenset(p.document for p in self.groups[i][0])
        return self._documents[i]

    def company(self, i: int) -> frozenset[str]:
        """Return the keys of all that its articles name beside it."""
        if i not in self._company:
            members = self.groups[i][0]
            own = {full_key(p) for p in members}
            self._company[i] = frozenset().union(*(p.company for p in members)) - own
        return self._company[i]

    def roles(self, i: int) -> frozenset[tuple[str, str]]:
        """Return the (title, organization) pairs stated of it."""
        if i not in self._roles:
            pairs = (role.partition(" @ ") for p in self.groups[i][0] for role in p.roles)
            self._roles[i] = frozenset((title, organization) for title, _, organization in pairs)
        return self._roles[i]

    def may_join(self, i: int, j: int) -> bool:
        """Return whether no article names the two as two."""
        return not (self.documents(i) & self.documents(j))

    def clues(self, i: int, j: int, *, alone: bool) -> _Clues:
        """Return how strongly group `i`, under its short name, is group `j`."""
        name, full = full_key(self.groups[i][0][0]), full_key(self.groups[j][0][0])
        score, parts = self._roles_clue(i, j)
        common = sorted(self.company(i) & self.company(j) - {full}, key=lambda k: (-self.rarity.get(k, 0.0), k))
        score += SAME_COMPANY * sum(self.rarity.get(k, 0.0) for k in common)
        parts += [f"disebut bersama: {', '.join(common[:5])}"] if common else []
        seats = {p.seat for p in self.groups[i][0]} & {p.seat for p in self.groups[j][0]} - {"", "jakarta"}
        score += SAME_SEAT * bool(seats)
        parts += [f"tempat sama: {', '.join(sorted(seats))}"] if seats else []
        score, more = self._name_clue(i, j, name, full, score, alone=alone)
        return _Clues(j, score, "; ".join(parts + more))

    def worth(self, i: int, found: _Clues) -> bool:
        """Return whether a doubt is worth a person's look: some clue, or a name that is more than initials."""
        first = self.groups[i][0][0]
        return found.score >= SOME_CLUE or (first.type == "PER" and not initials(first.name))

    def _name_clue(self, i: int, j: int, name: str, full: str, score: float, *, alone: bool) -> tuple[float, list[str]]:
        rare = alone and not is_common(name) and not initials(self.groups[i][0][0].name)
        if rare and " " in name:
            return score + ONLY_FULL, ["satu-satunya nama lengkap yang memuatnya"]
        if score < SOME_CLUE:
            return score, []
        score += FAME * math.log2(len(self.documents(j))) + LONGER * (" " in name) + ONLY_ONE * rare
        parts = [f"dikenal dari {len(self.documents(j))} artikel"]
        parts += ["satu-satunya yang disebut begitu"] if rare else []
        if is_nickname(skeleton(name), skeleton(full)):
            return score + NICKNAME, [*parts, "singkatan nama"]
        return score, parts

    def _roles_clue(self, i: int, j: int) -> tuple[float, list[str]]:
        offices = {pair for pair in self.roles(i) & self.roles(j) if pair[1]}
        titles = {title for title, _ in self.roles(i)} & {title for title, _ in self.roles(j)}
        if offices:
            return SAME_OFFICE, ["jabatan sama: " + ", ".join(sorted(f"{t} {o}" for t, o in offices))]
        if not titles:
            return 0.0, []
        common = titles <= set(lexicon.names()["titles"]["common"])
        return (COMMON_ROLE if common else SAME_ROLE), ["jabatan sama: " + ", ".join(sorted(titles))]


def _joined(groups: list[Group], joins: dict[int, tuple[int, str]]) -> Iterator[Group]:
    added: dict[int, list[int]] = defaultdict(list)
    targets = {i: _target(i, joins) for i in joins}
    for i, target in targets.items():
        if target != i:
            added[target].append(i)
    for i, group in enumerate(groups):
        if targets.get(i, i) == i:
            yield merge([group, *(groups[j] for j in added[i])], [joins[j][1] for j in added[i]])


def _target(i: int, joins: dict[int, tuple[int, str]]) -> int:
    """Return where a chain of shorter and longer forms ends; in a ring, its lowest group."""
    seen = [i]
    while seen[-1] in joins:
        following = joins[seen[-1]][0]
        if following in seen:
            return min(seen[seen.index(following) :])
        seen.append(following)
    return seen[-1]
