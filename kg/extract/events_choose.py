"""One entry per event: of all proposals those that a reader would note down, each once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.extract.arguments import ROLES
from kg.extract.clauses import Frame
from kg.extract.events_propose import Filler, Proposal
from kg.language.forest import Forest
from kg.model import EVENT_TYPES

__all__ = ["Draft", "choose", "drafts", "features"]

KINDS = ("", "direct", "indirect")
_BESIDE = (
    *(f"{name}{where}" for name in ("same", "shared", "root") for where in range(3)),
    "token", "before", "other",
)  # fmt: skip


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
        fillers = tuple(f for f in proposal.fillers if f.confidence >= floors[f.role])
        if any(f.place.id for f in fillers):
            result.append(Draft(proposal, fillers))
    return result


def features(frame: Frame, rows: Sequence[Draft]) -> list[list[float]]:
    """Return the features of each draft as numbers, seen beside all others of the article."""
    ranked = sorted(rows, key=lambda d: -d.confidence)
    ranks = {id(draft): n for n, draft in enumerate(ranked)}
    total = sum(d.confidence for d in rows)
    return [[ranks[id(d)], len(rows), total, *_own(frame, d), *_beside(frame, d, rows)] for d in rows]


def _own(frame: Frame, draft: Draft) -> list[float]:
    token = draft.proposal.trigger.token
    number = frame.sentences[token]
    entities = [f for f in draft.fillers if f.place.id]
    sure = [f.confidence for f in entities]
    kind = KINDS.index(frame.kinds.get(number, ""))
    return [
        draft.confidence, len(entities), max(sure), sum(sure), EVENT_TYPES.index(draft.type), number,
        len(frame.article.sentences), frame.quoted[token], kind, len(frame.by_cluster.get(entities[0].place.id, ())),
        *(max((f.confidence for f in draft.fillers if f.role == role), default=0.0) for role in ROLES),
    ]  # fmt: skip


def _beside(frame: Frame, draft: Draft, rows: Sequence[Draft]) -> list[float]:
    """Tell how sure the drafts nearby are, and those that may tell the same event."""
    token = draft.proposal.trigger.token
    number, root = frame.sentences[token], frame.stems[token][1]
    best = dict.fromkeys(_BESIDE, 0.0)
    sums = [0.0, 0.0]
    for other in rows:
        theirs = other.proposal.trigger.token
        where = min(abs(frame.sentences[theirs] - number), 2)
        for key in _relations(draft, other, where, theirs - token, frame.stems[theirs][1] == root):
            best[key] = max(best[key], other.confidence)
        if other.type == draft.type:
            sums[0] += 1
            sums[1] += other.confidence
    return [*best.values(), *sums]


def _relations(draft: Draft, other: Draft, where: int, ahead: int, same_root: bool) -> Iterator[str]:
    if other is draft:
        return
    if ahead == 0:
        yield "token"
    elif other.type == draft.type:
        yield f"same{where}"
        if other.entities & draft.entities:
            yield f"shared{where}"
            if ahead < 0:
                yield "before"
        if same_root:
            yield f"root{where}"
    elif where == 0:
        yield "other"


def choose(frame: Frame, rows: Sequence[Draft], model: Forest, floor: float) -> list[tuple[Draft, float]]:
    """Return the drafts to keep with their probability, in order of the text."""
    sure = model.probabilities(features(frame, rows))
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
