"""The arguments of a chosen event: its fillers judged a second time, by trees, beside all its other fillers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.arguments import ROLES
from kg.extract.clauses import Frame
from kg.extract.events_choose import KINDS, Draft
from kg.extract.events_propose import Filler
from kg.language.forest import Forest
from kg.model import ENTITY_TYPES, EVENT_TYPES

__all__ = ["features", "fill"]

_WHAT = (*ENTITY_TYPES, "date", "money", "percent", "quantity", "chunk")
_TOLD = ("name", "coref", "value", "chunk")
#: what an event is about
_MATTER = ("patient", "topic")
#: the share of the floor from which an event that would be about nothing keeps the likeliest; cross-validated arguments
#: stay at F1 33.4 (42.6 of 100 said are right without it, 40.5 with it), on dev they go from 31.4 to 31.8
SPARED = 0.5


def features(frame: Frame, draft: Draft) -> list[list[float]]:
    """Return the features of each filler of a draft's proposal as numbers."""
    return [_features(frame, draft, n, filler) for n, filler in enumerate(draft.proposal.fillers)]


def _features(frame: Frame, draft: Draft, rank: int, filler: Filler) -> list[float]:
    fillers, trigger, place = draft.proposal.fillers, draft.proposal.trigger, filler.place
    number = frame.sentences[trigger.token]
    ahead = place.first - trigger.token
    alike = [f for f in fillers if f.role == filler.role and f is not filler]
    kinds = [f for f in alike if f.place.kind == place.kind]
    return [
        filler.confidence, filler.other, trigger.confidence, rank, len(fillers), ROLES.index(filler.role),
        EVENT_TYPES.index(trigger.type), _WHAT.index(place.type), _TOLD.index(place.kind), place.sentence - number,
        ahead if place.sentence == number else 0, place.last - place.first, frame.speakers.get(number) == place.id,
        max((f.confidence for f in alike), default=0.0), sum(f.confidence > filler.confidence for f in alike),
        sum(f.confidence > filler.confidence for f in kinds),
        min((abs(f.place.first - place.first) for f in alike if f.confidence > filler.confidence), default=99),
        frame.quoted[trigger.token], KINDS.index(frame.kinds.get(number, "")), len(frame.by_cluster.get(place.id, ())),
        min((p.span.start for p in frame.by_cluster.get(place.id, ())), default=-1), number,
    ]  # fmt: skip


def fill(frame: Frame, kept: Sequence[tuple[Draft, float]], model: Forest, floor: float) -> list[tuple[Filler, ...]]:
    """Return the arguments of each event.

    An argument counts as likely as itself and its event together: a doubtful event keeps only its surest arguments,
    always the best entity, and what it is about from half of that floor.
    """
    rows = [features(frame, draft) for draft, _ in kept]
    sure = iter(model.probabilities([row for group in rows for row in group]))
    result = []
    for draft, p in kept:
        judged = [replace(f, confidence=next(sure)) for f in draft.proposal.fillers]
        judged.sort(key=lambda f: -f.confidence)
        result.append(_chosen(judged, floor / p))
    return result


def _chosen(judged: Sequence[Filler], floor: float) -> tuple[Filler, ...]:
    best, distinct = next(f for f in judged if f.place.id), once(judged)
    kept = [f for f in distinct if f is best or f.confidence >= floor]
    if not any(f.role in _MATTER for f in kept):
        kept += [f for f in distinct if f.role in _MATTER and f.confidence >= SPARED * floor][:1]
    return tuple(kept)


def once(fillers: Sequence[Filler]) -> list[Filler]:
    """Return the fillers, best first, with one time and one phrase for each role at most."""
    taken: set[str] = set()
    result = []
    for filler in fillers:
        literal = filler.place.kind == "chunk" or filler.role == "time"
        if not (literal and filler.role in taken):
            result.append(filler)
        if literal:
            taken.add(filler.role)
    return result
