"""Long names that differ in one letter of one word: joined where one of the two is rare and they keep company."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator

from kg.resolve.clusters import Group, merge
from kg.resolve.keys import full_key, reason
from kg.resolve.profiles import Profile, articles
from kg.resolve.unions import Unions

__all__ = ["MOST", "Block", "gaps", "mend_typos", "one_edit"]

#: Names shorter than this many words, and words shorter than this many letters, differ on purpose.
WORDS = 3
LETTERS = 6
#: One spelling must be this many times as common as the other, or the two must be named beside the same others.
COMMONER = 4
COMPANY = 2
#: More names than this that differ in one word are a series (schools, streets), not misspellings.
MOST = 12
NUMBERED = re.compile(r"\d|\b[ivx]+\b")


Block = tuple[str, str]


def mend_typos(groups: list[Group], crowded: Container[Block] = frozenset()) -> list[Group]:
    """Return the groups after the joins, in order of their first members.

    Args:
        groups: all groups, or all that can have to do with each other.
        crowded: blocks that are series, whatever part of them is among these groups.
    """
    blocks: dict[Block, dict[str, int]] = defaultdict(dict)
    for i, (members, _) in enumerate(groups):
        for block, word in gaps(members[0]):
            blocks[block].setdefault(word, i)
    unions = Unions(len(groups))
    for block, words in sorted(blocks.items()):
        if 1 < len(words) <= MOST and block not in crowded:
            _join(groups, block[1], sorted(words.items()), unions)
    return [merge([groups[i] for i in parts], why) for parts, why in unions.groups()]


def gaps(profile: Profile) -> Iterator[tuple[Block, str]]:
    """Yield the name with each long word left out, and that word; nothing where names differ on purpose."""
    words, type_ = full_key(profile).split(), profile.type
    for n in range(len(words)) if WORDS <= len(words) <= 8 and type_ not in ("LAW", "LOC") else ():
        if len(words[n]) >= LETTERS:
            rest = " ".join("*" if m == n else word for m, word in enumerate(words))
            if not NUMBERED.search(rest):
                yield (type_, rest), words[n]


def _join(groups: list[Group], rest: str, words: list[tuple[str, int]], unions: Unions) -> None:
    for n, (one, i) in enumerate(words):
        for other, j in words[n + 1 :]:
            if one_edit(one, other) and _is_slip(groups[i], groups[j]):
                unions.join([i, j], reason("salah ketik", f"{rest.replace('*', one)} ~ {other}"))


def one_edit(one: str, other: str) -> bool:
    """Return whether one letter changed, added, left out or swapped with the next makes one word the other.

    >>> one_edit("sumarjono", "sumarhono"), one_edit("statistik", "statsitik"), one_edit("pengendali", "pengendalian")
    (True, True, False)
    """
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _is_slip(one: Group, other: Group) -> bool:
    first, second = (articles(members) for members, _ in (one, other))
    if first & second:
        return False
    common = frozenset().union(*(p.beside for p in one[0])) & frozenset().union(*(p.beside for p in other[0]))
    fewer, more = sorted((len(first), len(second)))
    return more >= COMMONER * fewer or len(common) >= COMPANY
