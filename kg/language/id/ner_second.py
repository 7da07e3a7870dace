"""A second look at the names of an article: trees judge each form with what the whole article tells of it.

The network reads from left to right and sees a form where it stands; whether "Jakarta" is a name of this article or
only part of longer ones, which of two bounds is meant and of which type, is seen by all its places side by side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from kg.language.arrays import read_arrays
from kg.language.forest import Forest
from kg.language.id.ner_forms import Form, Span
from kg.language.id.ner_numbers import Lexicon, rows
from kg.language.id.ner_tokens import Words

__all__ = ["Judged", "SecondLook", "placed"]

FILE = "second.npz"
#: a place of a form is one of its names where it is at least this likely
STANDS = 0.1


@dataclass(frozen=True, slots=True)
class Judged:
    """The type of a form, by number, and how likely it is a name of this type."""

    type: int
    confidence: float


@dataclass(frozen=True, slots=True)
class SecondLook:
    """Trees, lexicon, how likely a form must be that the first look has as this type, and any other one (`anew`)."""

    forest: Forest
    lexicon: Lexicon
    least: float
    anew: float

    def judge(self, words: Words, text: str, found: Mapping[str, Form]) -> dict[str, Judged]:
        """Return the forms that are names, each with its likeliest type."""
        told = list(rows(words, text, found, self.lexicon))
        chosen: dict[str, Judged] = {}
        chances = self.forest.probabilities([numbers for _, _, numbers in told])
        for (key, type_, _), chance in zip(told, chances, strict=True):
            asked = self.least if any(one[2] == type_ for one in found[key].base) else self.anew
            if chance >= asked and (key not in chosen or chance > chosen[key].confidence):
                chosen[key] = Judged(type_, chance)
        return chosen

    def to_disk(self, folder: Path) -> None:
        """Write trees and lexicon into a folder."""
        arrays: dict[str, Any] = {**self.forest.arrays()}
        keys = sorted(self.lexicon.counts)
        arrays |= {"keys": np.array(keys), "counts": np.array([self.lexicon.counts[key] for key in keys], np.int16)}
        arrays |= {"shares": np.array(self.lexicon.shares), "least": np.array(self.least)}
        arrays["anew"] = np.array(self.anew)
        np.savez_compressed(folder / FILE, **arrays)

    @classmethod
    def from_disk(cls, folder: Path) -> SecondLook | None:
        """Read what `to_disk` wrote; None where there is none.

        Raises:
            ModelError: where the file is damaged.
        """
        path = folder / FILE
        if not path.exists():
            return None
        arrays = read_arrays(path)
        counts = dict(zip(arrays["keys"].tolist(), arrays["counts"].tolist(), strict=True))
        lexicon = Lexicon(counts, arrays["shares"].tolist())
        return cls(Forest.of(arrays), lexicon, float(arrays["least"]), float(arrays["anew"]))


def placed(
    chosen: Mapping[str, Judged], found: Mapping[str, Form]
) -> tuple[list[tuple[Span, str]], list[tuple[Span, str]]]:
    """Return where the chosen forms stand, the likeliest first, none over another; and those that stand only inside.

    Of a form whose places are all taken, those that lie within one longer name are names inside it.
    """
    wanted: list[tuple[float, Span, str]] = []
    for key, judged in chosen.items():
        form = found[key]
        first = {(one[0], one[1]) for one in form.base if not one[4]}
        for place in {*form.places, *first}:
            here = float(form.places[place].sum()) if place in form.places else STANDS
            if here >= STANDS:
                wanted.append((here * judged.confidence, place, key))
    taken: dict[int, Span] = {}
    outer: list[tuple[Span, str]] = []
    for _, place, key in sorted(wanted, key=lambda one: (-one[0], one[1])):
        if taken.keys().isdisjoint(range(*place)):
            taken.update(dict.fromkeys(range(*place), place))
            outer.append((place, key))
    alone = chosen.keys() - {key for _, key in outer}
    inside = [
        (place, key) for key in sorted(alone) for place in found[key].places
        if taken.get(place[0]) is not None and taken.get(place[0]) == taken.get(place[1] - 1)
    ]  # fmt: skip
    return sorted(outer), inside
