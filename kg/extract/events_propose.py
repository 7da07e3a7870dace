"""Proposals for events: each likely trigger with its likely arguments, before one entry per event is chosen."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract import arguments, triggers
from kg.extract.arguments import Candidate, Trigger
from kg.extract.clauses import Frame, Place
from kg.extract.events_network import LABELS, PARTS, EventNetwork, Reading, blended
from kg.extract.linear import Linear

__all__ = ["Filler", "Models", "Proposal", "propose"]

#: a trigger below this is not looked at further (measured: hardly any right one lies lower)
FLOOR = 0.02
ARGUMENT_FLOOR = 0.05


@dataclass(frozen=True, slots=True)
class Models:
    """The classifiers of triggers and arguments, the roots that may name an event, the network that reads beside."""

    trigger: Linear
    argument: Linear
    roots: frozenset[str]
    network: EventNetwork


@dataclass(frozen=True, slots=True)
class Filler:
    """A place in a role, with its probability and that of the next best role."""

    role: str
    place: Place
    confidence: float
    other: float = 0.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """A trigger with its arguments, best first."""

    trigger: Trigger
    fillers: tuple[Filler, ...]


def propose(frame: Frame, models: Models) -> list[Proposal]:
    """Return the proposals of an article, in order of the text."""
    reading = models.network.read(frame)
    found = find_triggers(frame, models, reading)
    rows = [(t, c) for t in found for c in arguments.candidates(frame, t.token)]
    linear = models.argument.probabilities([arguments.features(frame, t, c) for t, c in rows])
    sure = blended(linear, models.argument.labels, models.network.parts(reading, frame, rows), PARTS)
    fillers: dict[Trigger, list[Filler]] = {t: [] for t in found}
    for (trigger, candidate), row in zip(rows, sure.tolist(), strict=True):
        fillers[trigger] += _fill(candidate, dict(zip(models.argument.labels, row, strict=True)))
    return [Proposal(t, tuple(sorted(f, key=lambda x: -x.confidence))) for t, f in fillers.items()]


def find_triggers(frame: Frame, models: Models, reading: Reading) -> list[Trigger]:
    """Return the words that may name an event, one for each type that they may name."""
    tokens = triggers.candidates(frame, models.roots)
    linear = models.trigger.probabilities(triggers.features(frame, tokens))
    sure = blended(linear, models.trigger.labels, models.network.types(reading, tokens), LABELS)
    return [
        Trigger(token, type_, p)
        for token, row in zip(tokens, sure.tolist(), strict=True)
        for type_, p in zip(models.trigger.labels, row, strict=True)
        if p >= FLOOR and type_ != triggers.NONE
    ]


def _fill(candidate: Candidate, sure: dict[str, float]) -> list[Filler]:
    roles = arguments.allowed(candidate.place)
    total = sum(sure.get(role, 0.0) for role in roles) + sure[arguments.NONE]
    ranked = sorted(roles, key=lambda role: (-sure.get(role, 0.0), role))
    p, *others = (sure.get(role, 0.0) / total for role in ranked)
    return [Filler(ranked[0], candidate.place, p, max(others, default=0.0))] if p >= ARGUMENT_FLOOR else []
