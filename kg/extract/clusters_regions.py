"""Regional bodies under two names: with and without the level of the region, its name in short or in full."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from kg.extract.clusters_mentions import Form
from kg.extract.names import fulls, words

__all__ = ["regional"]


def regional(known: Sequence[Form]) -> Iterator[tuple[int, int]]:
    """Yield pairs of bodies that differ in nothing else; none where two levels are named ("Kota", "Kabupaten")."""
    same: dict[tuple[str, ...], list[int]] = {}
    for i, form in enumerate(known):
        if form.type == "ORG" and len(name := _name(form.text)) > 1:
            same.setdefault(name, []).append(i)
    for first, *others in same.values():
        if len({level for i in (first, *others) for level in words(known[i].text) if level in _levels()}) < 2:
            yield from ((first, other) for other in others)


@cache
def _name(text: str) -> tuple[str, ...]:
    """Return the words without levels, each short form of the list written out."""
    kept = [word for word in words(text) if word not in _levels()]
    return tuple(part for word in kept for part in words(next(iter(fulls(word)), word)))


@cache
def _levels() -> frozenset[str]:
    data = tomllib.loads((Path(__file__).with_name("data") / "clusters_apart.toml").read_text(encoding="utf-8"))
    return frozenset(data["levels"])
