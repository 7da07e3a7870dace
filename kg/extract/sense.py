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
from kg.model import Argument, Event

__all__ = ["sensible"]


def sensible(article: Article, events: Sequence[Event]) -> tuple[Event, ...]:
    """Return the events without arrests of nobody by nobody who arrests; a building that acts is where it happened."""
    types = {cluster.id: cluster.type for cluster in article.clusters}
    names = {cluster.id: cluster.name for cluster in article.clusters}
    kept = (event for event in events if event.type != "Arrest" or _is_arrest(event, types, names))
    return tuple(replace(e, arguments=tuple(_placed(a, types, names) for a in e.arguments)) for e in kept)


@cache
def _arrests() -> re.Pattern[str]:
    table = tomllib.loads((Path(__file__).with_name("data") / "closures.toml").read_text(encoding="utf-8"))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, table['arrest']))})\b", re.IGNORECASE)


def _is_arrest(event: Event, types: dict[str, str], names: dict[str, str]) -> bool:
    fillers = [argument for argument in event.arguments if argument.entity]
    if any(a.role == "patient" and types[a.entity or ""] == "PER" for a in fillers):
        return True
    return any(a.role == "agent" and _arrests().search(names[a.entity or ""]) for a in fillers)


def _placed(argument: Argument, types: dict[str, str], names: dict[str, str]) -> Argument:
    acts = argument.role == "agent" and argument.entity is not None and types[argument.entity] == "LOC"
    return replace(argument, role="place") if acts and is_built_place(names[argument.entity or ""]) else argument
