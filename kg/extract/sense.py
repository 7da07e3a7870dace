"""Events whose parties cannot take part in them: mended or left out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from kg.extract.article import Article
from kg.extract.mentions_context import is_built_place
from kg.extract.parties import without_strangers
from kg.extract.wording import worded
from kg.model import Argument, Event

__all__ = ["sensible"]

#: so many different words of a match make a text on one: of 124 annotated crimes none stands in such a text
MATCH = 3


def sensible(article: Article, events: Sequence[Event]) -> tuple[Event, ...]:
    """Return the events as they are worded, without arrests by nobody and crimes that are shots at a goal.

    A building that acts is where it happened.
    """
    types = {cluster.id: cluster.type for cluster in article.clusters}
    names = {cluster.id: cluster.name for cluster in article.clusters}
    known = without_strangers(article, worded(article, events))
    kept = (event for event in known if event.type != "Arrest" or _is_arrest(event, types, names))
    kept = (event for event in kept if event.type != "Crime" or not _is_played(article, event))
    starts = {mention.span.start for mention, _ in article.mentions()}
    return tuple(
        replace(e, arguments=tuple(_placed(a, types, names) for a in e.arguments if not _belongs(article, a, starts)))
        for e in kept
    )


def _belongs(article: Article, argument: Argument, starts: set[int]) -> bool:
    """Tell whether a phrase that acts is but the beginning of a name's ("Presiden" of "Presiden Amerika Serikat").

    Of 280 phrases annotated as agents or patients two stand right before a name.
    """
    end = argument.span.end
    acts = argument.entity is None and argument.role in ("agent", "patient")
    return acts and article.document.text[end : end + 1] == " " and end + 1 in starts


@cache
def _words(name: str, *, whole: bool = True) -> re.Pattern[str]:
    table = tomllib.loads((Path(__file__).with_name("data") / "closures.toml").read_text(encoding="utf-8"))
    end = r"(?!\w)" if whole else ""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, table[name]))}){end}", re.IGNORECASE)


def _is_played(article: Article, event: Event) -> bool:
    """Tell whether the word is one of a player's in a text on a match."""
    if not _words("played", whole=False).match(event.trigger.text):
        return False
    return len({word.lower() for word in _words("match").findall(article.document.text)}) >= MATCH


def _is_arrest(event: Event, types: dict[str, str], names: dict[str, str]) -> bool:
    fillers = [argument for argument in event.arguments if argument.entity]
    if any(a.role == "patient" and types[a.entity or ""] == "PER" for a in fillers):
        return True
    return any(a.role == "agent" and _words("arrest").search(names[a.entity or ""]) for a in fillers)


def _placed(argument: Argument, types: dict[str, str], names: dict[str, str]) -> Argument:
    acts = argument.role == "agent" and argument.entity is not None and types[argument.entity] == "LOC"
    return replace(argument, role="place") if acts and is_built_place(names[argument.entity or ""]) else argument
