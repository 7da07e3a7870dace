"""A second look at corefs: trees judge each candidate by all that the first look says of it and of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract.corefs_anaphors import Anaphor
from kg.extract.speech_choice import DATA
from kg.language.forest import Forest

__all__ = ["Draft", "forest", "judged"]

#: a candidate at least this likely is taken (chosen by F1 on train, cross-validated)
LEAST = 0.4


@dataclass(frozen=True, slots=True)
class Draft:
    """An anaphor as the first look leaves it: its sentence, candidates with their numbers, and who is barred."""

    anaphor: Anaphor
    sentence: int
    entities: tuple[str, ...]
    rows: tuple[tuple[float, ...], ...]
    barred: frozenset[str]


@cache
def forest() -> Forest:
    """Return the trees that kg ships, read once.

    Raises:
        ModelError: where the file is missing or damaged.
    """
    return Forest.load(DATA / "corefs_keep.npz")


def judged(drafts: Sequence[Draft], trees: Forest) -> list[tuple[Draft, str, float]]:
    """Return the anaphors that stand for a candidate, each with it and how sure that is.

    A bare noun for anything but a person ("bank", "kampus") is never taken: 4 of 19 that would be are right.
    """
    chances = iter(trees.probabilities([row for draft in drafts for row in draft.rows]))
    result = []
    for draft in drafts:
        of = [(next(chances), entity) for entity in draft.entities]
        left = [(chance, entity) for chance, entity in of if entity not in draft.barred]
        sure, entity = max(left, key=lambda pair: pair[0], default=(0.0, ""))
        if sure >= LEAST and (draft.anaphor.kind != "noun" or draft.anaphor.sense == "person"):
            result.append((draft, entity, sure))
    return result
