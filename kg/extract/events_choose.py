"""One entry per event: of all proposals those that a reader would note down, each once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

from kg.extract.clauses import Frame
from kg.extract.events_propose import Filler, Proposal
from kg.extract.linear import Linear

__all__ = ["Draft", "choose", "drafts", "features"]

KEEP = "keep"


@dataclass(frozen=True)
class Draft:
    """A proposal with the arguments that are likely enough, at least one of them an entity."""

    proposal: Proposal
    fillers: tuple[Filler, ...]

    @cached_property
    def entities(self) -> frozenset[str]:
        """The clusters that take part."""
        return frozenset(f.place.id for f in self.fillers if f.place.id)

    @property
    def type(self) -> str:
        """The type of the event."""
        return self.proposal.trigger.type

    @property
    def confidence(self) -> float:
        """The probability of the trigger."""
        return self.proposal.trigger.confidence


def drafts(proposals: Sequence[Proposal], floors: dict[str, float]) -> list[Draft]:
    """Return the proposals with the arguments above the floor of their role; those without an entity fall away."""
    result = []
    for proposal in proposals:
        fillers = tuple(f for f in _once(proposal.fillers) if f.confidence >= floors[f.role])
        if any(f.place.id for f in fillers):
            result.append(Draft(proposal, fillers))
    return result


def _once(fillers: Sequence[Filler]) -> Iterator[Filler]:
    """Yield the best filler of each literal role: one topic, one time, no phrase that is also an entity."""
    taken: set[str] = set()
    for filler in fillers:
        literal = filler.place.kind == "chunk" or filler.role == "time"
        if literal and filler.role in taken:
            continue
        if literal:
            taken.add(filler.role)
        yield filler


def features(frame: Frame, rows: Sequence[Draft]) -> list[list[str]]:
    """Return the features of each draft, seen beside all others of the article."""
    ranked = sorted(rows, key=lambda d: -d.confidence)
    ranks = {id(draft): n for n, draft in enumerate(ranked)}
    return [list(_features(frame, draft, ranks[id(draft)], rows)) for draft in rows]


def _bin(p: float) -> int:
    """Return the log odds of a probability, in steps of a half."""
    p = min(max(p, 0.01), 0.99)
    return round(2 * log(p / (1 - p)))


def _features(frame: Frame, draft: Draft, rank: int, rows: Sequence[Draft]) -> Iterator[str]:
    token = draft.proposal.trigger.token
    number = frame.sentences[token]
    bin_ = _bin(draft.confidence)
    for limit in range(-6, bin_ + 1):
        yield f"p>={limit}"
    yield f"{draft.type}"
    yield f"{draft.type},p={min(max(bin_, -5), 3) // 2}"
    yield f"rank={min(rank, 12)}"
    yield f"many={min(len(rows) // 5, 6)}"
    entities = [f for f in draft.fillers if f.place.id]
    best = max(f.confidence for f in entities)
    for limit in range(-4, _bin(best) + 1):
        yield f"e>={limit}"
    yield f"entities={min(len(entities), 4)}"
    for role in ("agent", "patient", "place", "time", "amount", "topic"):
        count = sum(f.role == role for f in draft.fillers)
        yield f"{role}={min(count, 2)}"
        yield f"{draft.type},{role}={min(count, 1)}"
    yield f"n={min(number, 4)}"
    yield f"told={frame.quoted[token]},{frame.kinds.get(number, '')}"
    yield f"r={frame.stems[token][1]}"
    yield f"offset={min(abs(f.place.sentence - number) for f in entities)}"
    yield from _beside(frame, draft, rows)


def _beside(frame: Frame, draft: Draft, rows: Sequence[Draft]) -> Iterator[str]:
    """Tell of better drafts nearby, and of those that may tell the same event."""
    token = draft.proposal.trigger.token
    number, root = frame.sentences[token], frame.stems[token][1]
    for other in rows:
        if other is draft:
            continue
        theirs = other.proposal.trigger.token
        where = abs(frame.sentences[theirs] - number)
        better = (other.confidence, -theirs) > (draft.confidence, -token)
        same = other.type == draft.type
        shared = bool(other.entities & draft.entities)
        if theirs == token:
            yield f"token,{better}"
        elif same:
            near = "here" if where == 0 else "next" if where == 1 else "far"
            yield f"same,{near},{better},{shared}"
            if frame.stems[theirs][1] == root:
                yield f"root,{near},{better},{shared},{theirs < token}"
        elif where == 0:
            yield f"other,{better},{shared}"


def choose(frame: Frame, rows: Sequence[Draft], model: Linear, floor: float) -> list[tuple[Draft, float]]:
    """Return the drafts to keep with their probability, in order of the text."""
    if not rows:
        return []
    column = model.labels.index(KEEP)
    sure = model.probabilities(features(frame, rows))[:, column].tolist()
    kept: list[tuple[Draft, float]] = []
    for draft, p in sorted(zip(rows, sure, strict=True), key=lambda row: -row[1]):
        if p >= floor and not any(_same(frame, draft, other) for other, _ in kept):
            kept.append((draft, p))
    return sorted(kept, key=lambda row: row[0].proposal.trigger.token)


def _same(frame: Frame, draft: Draft, other: Draft) -> bool:
    """Tell whether a draft tells the event of another again: one word twice, or one type with the same entities."""
    a, b = draft.proposal.trigger.token, other.proposal.trigger.token
    if a == b:
        return True
    near = abs(frame.sentences[a] - frame.sentences[b]) <= 1
    return draft.type == other.type and near and draft.entities <= other.entities
