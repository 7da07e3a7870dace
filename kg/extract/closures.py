"""Closures that the learned events miss, and what a news outlet reports: too few in the annotated articles to learn."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from kg.extract.article import Article, Sentence
from kg.model import Argument, Cluster, Event, Mention

__all__ = ["closures", "reported"]

METHOD = "rule:closure"
#: a guess: none of the closures in the annotated articles is told in these words
CONFIDENCE = 0.6
Named = tuple[Mention, Cluster]


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    table = tomllib.loads((Path(__file__).with_name("data") / "closures.toml").read_text(encoding="utf-8"))
    words = {name: "|".join(map(re.escape, found)) for name, found in table.items()}
    if kind == "closure":
        closed = rf"(?:\w+ ){{0,2}}?(?:{words['objects']})(?:nya)?"
        return re.compile(rf"\b(?P<verb>{words['verbs']}) {closed}\b", re.IGNORECASE)
    return re.compile(rf"\s(?:{words['reports']})(?: bahwa|,)? ", re.IGNORECASE)


def closures(article: Article, known: Sequence[Event]) -> tuple[Event, ...]:
    """Return the events with closures added: the body named right before the verb, the place behind it."""
    added = []
    taken = {event.sentence for event in known if event.type == "Closure"}
    named = list(article.mentions())
    for sentence in article.sentences:
        match = _pattern("closure").search(article.document.text, sentence.start, sentence.end)
        if match is None or sentence.number in taken:
            continue
        event = _closure(article, sentence, match, [n for n in named if n[0].sentence == sentence.number])
        if event:
            added.append(event)
    return tuple(sorted((*known, *added), key=lambda event: (event.sentence, event.trigger)))


def _closure(article: Article, sentence: Sentence, match: re.Match[str], named: list[Named]) -> Event | None:
    text = article.document.text
    before = [n for n in named if n[0].span.end <= match.start("verb") and n[1].type in {"ORG", "PER"}]
    if not before or len(text[before[-1][0].span.end : match.start("verb")].split()) > 2:
        return None
    mention, agent = before[-1]
    arguments = [Argument("agent", agent.id, mention.span, CONFIDENCE)]
    for place, cluster in named:
        gap = text[match.end() : place.span.start]
        if place.span.start >= match.end() and re.fullmatch(r"(?: \w+){0,2} (?:di|pada) ", gap):
            role = "place" if cluster.type == "LOC" else "patient"
            arguments.append(Argument(role, cluster.id, place.span, CONFIDENCE))
    end = max(match.end(), *(argument.span.end for argument in arguments))
    span = article.document.span(mention.span.start, end)
    trigger = article.document.span(*match.span("verb"))
    return Event("Closure", trigger, sentence.number, tuple(arguments), span, "actual", None, CONFIDENCE, METHOD)


def reported(article: Article, events: Sequence[Event]) -> tuple[Event, ...]:
    """Return the events with those that a news outlet reports made its claims, and the outlet none of their parties."""
    return tuple(_as_told(article, event) for event in events)


def _as_told(article: Article, event: Event) -> Event:
    sentence = article.sentences[event.sentence - 1]
    text = article.document.text
    for mention, cluster in article.mentions():
        if mention.sentence != sentence.number or cluster.type != "ORG" or mention.span.end > event.trigger.start:
            continue
        if _pattern("reported").match(text, mention.span.end):
            parties = tuple(a for a in event.arguments if a.entity != cluster.id)
            if not any(argument.entity for argument in parties):
                return event
            modality = "claimed" if event.modality == "actual" else event.modality
            told = _undated(article, parties, mention)
            return replace(event, modality=modality, source=event.source or cluster.id, arguments=told)
    return event


def _undated(article: Article, arguments: tuple[Argument, ...], outlet: Mention) -> tuple[Argument, ...]:
    """Leave out a time that stands before the outlet: when it reported is not when it happened."""
    start = article.sentences[outlet.sentence - 1].start
    return tuple(a for a in arguments if a.role != "time" or not start <= a.span.start < outlet.span.start)
