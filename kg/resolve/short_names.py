"""People called by a short name in an article: joined to the one full name that other articles know, if clues agree.

A short name never joins articles by itself. It joins a group whose own articles call it so where a stated role is
the same, or where the two keep the same rare company; what has less stays apart as a doubtful pair.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kg.resolve.names import key
from kg.resolve.profiles import Profile

__all__ = ["Pair", "join_short_names"]

Group = tuple[list[Profile], list[str]]

#: Weights and bounds were chosen by reading joins and doubts over the annotated articles.
SAME_ROLE = 3.0
SAME_COMPANY = 1.0
#: What is well known is what a short name means, and two names say more than one: but only beside a clue.
FAME = 0.5
LONGER = 2.5
SOME_CLUE = 0.3
JOINED_AT = 3.0
LEAD = 1.5


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
    """Return the groups after the joins, in order of their first members, and the pairs left in doubt."""
    knows = _knows(groups)
    rarity = _rarity(groups)
    joins: dict[int, tuple[int, str]] = {}
    doubts: list[Pair] = []
    for i, (members, _) in enumerate(groups):
        name = key(members[0].name)
        candidates = [j for j in knows.get(name, ()) if j != i]
        if members[0].type != "PER" or not candidates:
            continue
        clues = sorted((_clues(members, groups, j, rarity) for j in candidates), key=lambda c: (-c.score, c.group))
        best, second = clues[0], clues[1].score if len(clues) > 1 else 0.0
        if best.score >= JOINED_AT and best.score >= LEAD * second:
            joins[i] = best.group, best.reason
        else:
            chance = best.score / (best.score + second + JOINED_AT)
            other = groups[best.group][0][0].member
            doubts.append(
                Pair(members[0].member, other, chance, f"nama pendek {name!r}; {best.reason or 'tanpa petunjuk'}")
            )
    return list(_joined(groups, joins)), doubts


def _knows(groups: list[Group]) -> dict[str, list[int]]:
    """Return short name → the groups whose fuller name begins with it, or that their own articles call so."""
    found: dict[str, set[int]] = defaultdict(set)
    for i, (members, _) in enumerate(groups):
        for profile in members:
            if profile.type == "PER" and " " in key(profile.name):
                words = key(profile.name).split()
                short = {k for name, _ in profile.names if " " not in (k := key(name))}
                for name in short | {" ".join(words[:n]) for n in range(2, len(words))}:
                    found[name].add(i)
    return {name: sorted(indices) for name, indices in found.items()}


def _rarity(groups: list[Group]) -> dict[str, float]:
    """Return how much it tells that two articles name the same body or person: less, the more articles name it."""
    articles: dict[str, set[str]] = defaultdict(set)
    for members, _ in groups:
        for profile in members:
            if profile.type != "LOC":
                articles[key(profile.name, profile.type)].add(profile.document)
    total = len({document for documents in articles.values() for document in documents}) or 1
    return {name: math.log(1 + total / len(documents)) / math.log(1 + total) for name, documents in articles.items()}


def _clues(members: list[Profile], groups: list[Group], index: int, rarity: dict[str, float]) -> _Clues:
    other = groups[index][0]
    titles = {role.partition(" @ ")[0] for profile in members for role in profile.roles}
    known = Counter(role.partition(" @ ")[0] for profile in other for role in profile.roles)
    shared = sorted(titles & known.keys())
    company = frozenset().union(*(profile.company for profile in members))
    common = sorted(company & frozenset().union(*(profile.company for profile in other)))
    score = SAME_ROLE * bool(shared) + SAME_COMPANY * sum(rarity.get(name, 0.0) for name in common)
    if score >= SOME_CLUE:
        score += FAME * math.log2(len({profile.document for profile in other}))
        score += LONGER * (" " in key(members[0].name))
    parts = [f"jabatan sama: {', '.join(shared)}"] if shared else []
    parts += [f"disebut bersama: {', '.join(common[:5])}"] if common else []
    return _Clues(index, score, "; ".join(parts))


def _joined(groups: list[Group], joins: dict[int, tuple[int, str]]) -> Iterator[Group]:
    added: dict[int, list[int]] = defaultdict(list)
    for i in joins:
        target = i
        while target in joins and joins[target][0] != i:  # a short form of a shorter form
            target = joins[target][0]
        added[target].append(i)
    for i, (members, reasons) in enumerate(groups):
        if i in joins:
            continue
        found, why = list(members), list(reasons)
        for j in added[i]:
            found += groups[j][0]
            why.append(f"nama pendek {key(groups[j][0][0].name)!r}; {joins[j][1]}")
        yield found, sorted(set(why))
