"""Bodies under two names: with and without the level of a region, its parts in short or in full, with "RI" or not."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from kg.extract.clusters_mentions import Form
from kg.extract.names import words
from kg.extract.names_short import is_short, short

__all__ = ["regional"]

#: words of the longest full form that is looked for
LONGEST = 6


def regional(known: Sequence[Form]) -> Iterator[tuple[int, int]]:
    """Yield pairs of bodies that differ in nothing else; none where two levels are named ("Kota", "Kabupaten")."""
    same: dict[tuple[str, ...], list[int]] = {}
    for i, form in enumerate(known):
        if form.type == "ORG" and (len(name := _name(form.text)) > 1 or is_short(*name)):
            same.setdefault(name, []).append(i)
    for first, *others in same.values():
        if len({level for i in (first, *others) for level in words(known[i].text) if level in _levels()}) < 2:
            yield from ((first, other) for other in others)


@cache
def _name(text: str) -> tuple[str, ...]:
    """Return the words in short forms where the list has them, without levels and without "RI" at the end."""
    left, result = words(text), list[str]()
    while left:
        heads = [" ".join(left[:n]) for n in range(min(len(left), LONGEST), 0, -1)]
        head = next((head for head in heads if short(head) != head), left[0])
        word = short(head)
        result += [word] if word not in _levels() else []
        left = left[len(head.split(" ")) :]
    return tuple(result[:-1] if result[1:] and result[-1] == "ri" else result)


@cache
def _levels() -> frozenset[str]:
    data = tomllib.loads((Path(__file__).with_name("data") / "clusters_apart.toml").read_text(encoding="utf-8"))
    return frozenset(data["levels"])
