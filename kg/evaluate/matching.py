"""When two rows of annotations say the same, and which pairs are formed: each row once, the best pairs first."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

__all__ = ["Pair", "normal", "pair_up", "similarity"]

#: places of a gold and a predicted row
Pair = tuple[int, int]


def normal(text: Any) -> str:
    """Return text without case and signs.

    >>> normal("US$15 Miliar, ")
    'us 15 miliar'
    """
    return re.sub(r"\W+", " ", str(text).casefold()).strip()


def similarity(gold: str, predicted: str) -> int:
    """Return 2 for equal words, 1 where the words of one stand in the other in a row, else 0.

    The longer one has the same digits and at most twice as many words and two; "nya" in gold fits a word ending in it.

    >>> similarity("Menteri Keuangan", "menteri keuangan"), similarity("nya", "katanya"), similarity("2025", "2026")
    (2, 1, 0)
    """
    short, long = sorted((normal(gold).split(), normal(predicted).split()), key=len)
    if short == long:
        return 2
    if not short or len(long) > 2 * len(short) + 2 or _numbers(short) != _numbers(long):
        return 0
    starts = range(len(long) - len(short) + 1)
    attached = short == ["nya"] and any(long[start].endswith("nya") for start in starts)
    return int(attached or any(long[start : start + len(short)] == short for start in starts))


def _numbers(words: Sequence[str]) -> list[str]:
    return [word for word in words if any(character.isdigit() for character in word)]


def pair_up(gold: Sequence[Any], predicted: Sequence[Any], fit: Callable[[Any, Any], int]) -> list[Pair]:
    """Return pairs of places, the best fit first, whatever the order of the rows; a fit of 0 is none."""
    fits = [(fit(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted)]
    ranked = sorted((f for f in fits if f[0]), key=lambda f: (-f[0], repr(gold[f[1]]), repr(predicted[f[2]]), *f[1:]))
    left, right, pairs = set(range(len(gold))), set(range(len(predicted))), []
    for _, i, j in ranked:
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            pairs.append((i, j))
    return pairs
