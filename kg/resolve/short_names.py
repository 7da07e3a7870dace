"""Short names: joined to the one full name that other articles know, if clues agree.

A short name never joins articles by itself. It joins a group whose own articles call it so where a stated role is
the same, or where the two keep the same rare company; what has less stays apart as a doubtful pair.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kg.resolve import lexicon
from kg.resolve.clusters import Group, merge
from kg.resolve.keys import full_key
from kg.resolve.people import initials, is_common, is_nickname, skeleton
from kg.resolve.profiles import Profile, articles
from kg.resolve.shortened import Index

__all__ = ["Clues", "Pair", "Scene", "after", "chance", "join_short_names", "joined", "rarity", "target"]

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


#: the group that a short name means, and why
Join = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two members (document id, cluster id) that may be one person."""

    one: tuple[str, str]
    other: tuple[str, str]
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Clues:
    """How strongly a short name is that of a group, in points and in words.

    `common` is what both are named beside, `before` the points before those for the name itself.
    """

    group: int
    score: float
    reason: str
    common: tuple[str, ...] = ()
    before: float = 0.0


def join_short_names(groups: list[Group]) -> tuple[list[Group], list[Pair]]:
    """Return the groups after the joins, in order of their first members, and the pairs left in doubt.

    Names of several words come first, so that a single name finds one full name and not its shorter forms beside it.
    """
    longer, unsure = _join(groups, single=False)
    joined, doubts = _join(longer, single=True)
    return joined, unsure + doubts


def _join(groups: list[Group], *, single: bool) -> tuple[list[Group], list[Pair]]:
    scene = Scene(groups)
    index = Index.of([members for members, _ in groups])
    joins: dict[int, Join] = {}
    doubts: list[Pair] = []
    for i, (members, _) in enumerate(groups):
        if (" " not in full_key(members[0])) != single:
            continue
        clues = scene.judged(i, index)
        if join := joined(clues):
            joins[i] = join[0], f"nama pendek: {full_key(members[0])}; {join[1]}"
        else:
            doubts += scene.doubts(i, clues)
    return list(after(groups, joins)), doubts


def joined(clues: list[Clues]) -> Join | None:
    """Return the group that a short name means, with the reason, None where that is in doubt."""
    if not clues:
        return None
    best, second = clues[0], clues[1].score if len(clues) > 1 else 0.0
    if best.score >= JOINED_AT and best.score >= LEAD * second:
        return best.group, f"{best.reason} (+{best.score:.1f})"
    return None


def chance(score: float, second: float) -> float:
    """Return how likely a doubtful pair is one, beside the second best."""
    return min(0.95, score / (score + second + JOINED_AT))


def _doubt(members: list[Profile], groups: Sequence[Group], found: Clues, second: float) -> Pair:
    other = groups[found.group][0][0].member
    why = f"nama pendek: {full_key(members[0])}; {found.reason or 'tanpa petunjuk lain'} (+{found.score:.1f})"
    return Pair(members[0].member, other, chance(found.score, second), why)


@dataclass
class Scene:
    """What the groups keep with them, gathered once for each group that is asked about."""

    groups: Sequence[Group]
    _documents: dict[int, frozenset[str]] = field(default_factory=dict)
    _company: dict[int, frozenset[str]] = field(default_factory=dict)
    _roles: dict[int, frozenset[tuple[str, str]]] = field(default_factory=dict)

    @cached_property
    def rarity(self) -> Mapping[str, float]:
        """How much it tells that two articles name the same body or person: less, the more articles name it."""
        company = {p.document: p.company for members, _ in self.groups for p in members}
        counts = Counter(name for names in company.values() for name in names)
        return {name: rarity(count, len(company) or 1) for name, count in counts.items()}

    def judged(self, i: int, index: Index) -> list[Clues]:
        """Return what group `i`, under its short name, can be, the likeliest first."""
        candidates = [j for j in index.candidates(self.groups[i][0]) if j != i and self.may_join(i, j)]
        clues = (self.clues(i, j, alone=len(candidates) == 1) for j in candidates)
        return sorted(clues, key=lambda c: (-c.score, c.group))

    def doubts(self, i: int, clues: list[Clues]) -> list[Pair]:
        """Return the pairs of group `i` that are worth a person's look."""
        second = clues[1].score if len(clues) > 1 else 0.0
        return [
            _doubt(self.groups[i][0], self.groups, found, second) for found in clues[:DOUBTED] if self.worth(i, found)
        ]

    def documents(self, i: int) -> frozenset[str]:
        """Return the articles that name the group."""
        if i not in self._documents:
            self._documents[i] = articles(self.groups[i][0])
        return self._documents[i]

    def company(self, i: int) -> frozenset[str]:
        """Return the keys of all that its articles name beside it."""
        if i not in self._company:
            members = self.groups[i][0]
            own = {full_key(p) for p in members}
            self._company[i] = frozenset().union(*(p.beside for p in members)) - own
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

    def clues(self, i: int, j: int, *, alone: bool) -> Clues:
        """Return how strongly group `i`, under its short name, is group `j`."""
        name, full = full_key(self.groups[i][0][0]), full_key(self.groups[j][0][0])
        score, parts = self._roles_clue(i, j)
        common = sorted(self.company(i) & self.company(j) - {full}, key=lambda k: (-self.rarity.get(k, 0.0), k))
        score += SAME_COMPANY * sum(self.rarity.get(k, 0.0) for k in common)
        parts += [f"disebut bersama: {', '.join(common[:5])}"] if common else []
        seats = self._seats(i) & self._seats(j) - {"", "jakarta"}
        score += SAME_SEAT * bool(seats)
        parts += [f"tempat sama: {', '.join(sorted(seats))}"] if seats else []
        total, more = self._name_clue(i, j, name, full, score, alone=alone)
        return Clues(j, total, "; ".join(parts + more), tuple(common), score)

    def _seats(self, i: int) -> frozenset[str]:
        return frozenset().union(*(p.seats for p in self.groups[i][0]))

    def worth(self, i: int, found: Clues) -> bool:
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


def rarity(count: int, total: int) -> float:
    """Return how much a name tells that `count` of `total` articles name."""
    return math.log(1 + total / count) / math.log(1 + total)


def after(groups: Sequence[Group], joins: Mapping[int, Join]) -> Iterator[Group]:
    """Yield the groups after the joins."""
    added: dict[int, list[int]] = defaultdict(list)
    targets = {i: target(i, joins) for i in joins}
    for i, end in targets.items():
        if end != i:
            added[end].append(i)
    for i, group in enumerate(groups):
        if targets.get(i, i) == i:
            yield merge([group, *(groups[j] for j in added[i])], [joins[j][1] for j in added[i]])


def target(i: int, joins: Mapping[int, Join]) -> int:
    """Return where a chain of shorter and longer forms ends; in a ring, its lowest group."""
    seen = [i]
    while seen[-1] in joins:
        following = joins[seen[-1]][0]
        if following in seen:
            return min(seen[seen.index(following) :])
        seen.append(following)
    return seen[-1]
