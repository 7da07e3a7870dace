"""An article to its events: triggers and arguments by learned classifiers, one entry per event, with modality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from kg.extract import events_choose, events_fillers, modality
from kg.extract.article import Article
from kg.extract.clauses import Frame, frame
from kg.extract.clauses_settings import settings
from kg.extract.events_choose import Draft
from kg.extract.events_network import EventNetwork
from kg.extract.events_propose import Filler, Models, propose
from kg.extract.linear import Linear
from kg.extract.modality import Told
from kg.language.forest import Forest
from kg.model import Argument, Event, Span

__all__ = ["events"]

DATA = Path(__file__).with_name("data")
METHOD = "learned"


def events(article: Article) -> tuple[Event, ...]:
    """Return the events of an article in order of the text, each once, with at least one entity that takes part."""
    if not article.clusters:
        return ()
    f, chosen = frame(article), settings("events")
    models, keep, second, mood = _models()
    drafts = events_choose.drafts(propose(f, models), chosen.floors)
    kept = events_choose.choose(f, drafts, keep, chosen.floor)
    if not kept:
        return ()
    fillers = events_fillers.fill(f, kept, second, chosen.floors["argument"])
    kept = [(replace(draft, fillers=x), p) for (draft, p), x in zip(kept, fillers, strict=True)]
    decided = modality.decide(f, [told(draft) for draft, _ in kept], mood, chosen.certain)
    return tuple(
        _event(f, draft, chosen.calibrated(p), kind, source)
        for (draft, p), (kind, source, _) in zip(kept, decided, strict=True)
    )


@lru_cache(maxsize=1)
def _models() -> tuple[Models, Forest, Forest, Linear]:
    roots = frozenset((DATA / "triggers_roots.txt").read_text(encoding="utf-8").split())
    linear = {name: Linear.load(DATA / f"events_{name}.npz") for name in ("trigger", "argument", "modality")}
    keep, second = (Forest.load(DATA / f"events_{name}.npz") for name in ("keep", "fillers"))
    network = EventNetwork.load(DATA / "events_network.npz")
    return Models(linear["trigger"], linear["argument"], roots, network), keep, second, linear["modality"]


def told(draft: Draft) -> Told:
    """Return the draft as something told, for the judgement of its modality."""
    token = draft.proposal.trigger.token
    agents = tuple(sorted({x.place.id for x in draft.fillers if x.role == "agent" and x.place.id}))
    people = any(x.role == "agent" and x.place.type == "PER" for x in draft.fillers)
    return Told(draft.type, token, token, token + 1, agents, people)


def _event(f: Frame, draft: Draft, confidence: float, kind: str, source: str | None) -> Event:
    token = draft.proposal.trigger.token
    trigger = f.written(token)
    fillers = sorted(draft.fillers, key=lambda x: (x.place.span.start, x.place.span.end, x.role))
    return Event(
        draft.type, trigger, f.sentences[token], tuple(_argument(x) for x in fillers), _evidence(f, trigger, fillers),
        kind, source, round(confidence, 3), METHOD,
    )  # fmt: skip


def _argument(filler: Filler) -> Argument:
    return Argument(filler.role, filler.place.id or None, filler.place.span, round(filler.confidence, 3))


def _evidence(f: Frame, trigger: Span, fillers: Sequence[Filler]) -> Span:
    """Return the smallest run of the trigger's sentence over the trigger and the arguments in it."""
    document, sentence = f.article.document, f.article.sentence_at(trigger.start)
    spans = [trigger, *(x.place.span for x in fillers if x.place.sentence == sentence.number)]
    inside = [s for s in spans if sentence.start <= s.start and s.end <= sentence.end]
    return document.span(min(s.start for s in inside), max(s.end for s in inside))
