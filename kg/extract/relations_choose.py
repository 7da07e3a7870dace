"""Which of the relations that pairs of names may state an article does state: all of them judged together, by trees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.clauses import Frame
from kg.extract.events_choose import KINDS
from kg.extract.relations_features import Pair
from kg.language.forest import Forest
from kg.model import ENTITY_TYPES, PREDICATES

__all__ = ["Found", "choose", "features"]

_PREDICATES = tuple(PREDICATES)


@dataclass(frozen=True, slots=True)
class Found:
    """A relation that pairs of places may state: the best pair, its probability, and those of the other pairs."""

    subject: str
    predicate: str
    object: str
    pair: Pair
    confidence: float
    others: tuple[float, ...] = ()


def features(frame: Frame, found: Sequence[Found]) -> list[list[float]]:
    """Return the features of each relation as numbers, seen beside all others of the article."""
    return [[*_own(frame, x), *_beside(x, found)] for x in found]


def _own(frame: Frame, x: Found) -> list[float]:
    a, b = x.pair.left, x.pair.right
    number = a.sentence
    kinds = frame.types_of
    return [
        x.confidence, max(x.others, default=0.0), sum(x.others), len(x.others), _PREDICATES.index(x.predicate),
        ENTITY_TYPES.index(kinds[x.subject]), ENTITY_TYPES.index(kinds[x.object]), x.pair.gap,
        b.first - a.last if x.pair.gap < 2 else 99, a.kind == "name", b.kind == "name", x.subject == a.id, number,
        frame.quoted[b.first], KINDS.index(frame.kinds.get(number, "")), frame.speakers.get(number) == x.subject,
        len(frame.by_cluster[x.subject]), len(frame.by_cluster[x.object]), (x.subject, x.object) in frame.roles,
    ]  # fmt: skip


def _beside(x: Found, found: Sequence[Found]) -> list[float]:
    """Tell how sure the relations are that share an end, or both, with this one."""
    pair = {x.subject, x.object}
    groups: list[list[float]] = [[] for _ in range(6)]
    for y in found:
        if y is x:
            continue
        same = y.predicate == x.predicate
        if {y.subject, y.object} == pair:
            groups[0].append(y.confidence)
        elif same and y.subject == x.subject:
            groups[1].append(y.confidence)
        elif same and y.object == x.object:
            groups[2].append(y.confidence)
        elif same:
            groups[3].append(y.confidence)
        elif x.subject in (y.subject, y.object):
            groups[4].append(y.confidence)
        elif x.object in (y.subject, y.object):
            groups[5].append(y.confidence)
    return [n for group in groups for n in (max(group, default=0.0), len(group))]


def choose(frame: Frame, found: Sequence[Found], model: Forest, floor: float) -> list[tuple[Found, float]]:
    """Return the relations to keep with their probability."""
    sure = model.probabilities(features(frame, found))
    return [(x, p) for x, p in zip(found, sure, strict=True) if p >= floor]
