"""Events without the parties that the wording rules out: who complains of a crime, who comments on a death.

None of the annotated events has such a party; what is counted elsewhere was counted in the 486 annotated articles.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from kg.extract.article import Article
from kg.model import Argument, Event

__all__ = ["without_strangers"]


def without_strangers(article: Article, events: Iterable[Event]) -> Iterator[Event]:
    """Yield the events without those that their sentences do not make their parties; none where nobody is left."""
    for event in events:
        kept = tuple(a for a in event.arguments if not _is_stranger(article, event, a))
        if kept == event.arguments:
            yield event
        elif any(argument.entity for argument in kept):
            yield replace(event, arguments=kept)


def _is_stranger(article: Article, event: Event, argument: Argument) -> bool:
    return any(rules_out(article, event, argument) for rules_out in (_complains, _comments, _is_seat))


@cache
def _words(name: str) -> frozenset[str]:
    path = Path(__file__).with_name("data") / "parties.toml"
    return frozenset(tomllib.loads(path.read_text(encoding="utf-8"))[name])


@cache
def _by_whom() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(_words('accused')))}) oleh (?:\w+ ){{0,3}}$", re.IGNORECASE)


def _complains(article: Article, event: Event, argument: Argument) -> bool:
    """Tell whether who is to have done a crime is who complains of it: "diadukan oleh Wati dengan dugaan suap"."""
    if event.type != "Crime" or argument.role != "agent":
        return False
    start = article.sentence_at(argument.span.start).start
    return _by_whom().search(article.document.text[start : argument.span.start]) is not None


def _comments(article: Article, event: Event, argument: Argument) -> bool:
    """Tell whether who suffers from it is who speaks of it: "Wati menyoroti kecelakaan yang menewaskan dua orang"."""
    if event.type not in _words("suffered") or argument.role != "patient":
        return False
    return any(
        quote.speaker == argument.entity and quote.cue is not None and quote.cue.text.lower() in _words("comments")
        for quote in article.quotes
        if quote.sentence == event.sentence
    )


def _is_seat(article: Article, event: Event, argument: Argument) -> bool:
    """Tell whether a place only says whose office a person holds: "bertemu Presiden Prancis" (20 of 22 are none)."""
    start = argument.span.start
    return argument.role == "place" and any(
        role.organization == argument.entity and role.title.start < start <= role.title.end + 1
        for role in article.roles
        if role.sentence == event.sentence
    )
