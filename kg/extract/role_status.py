"""Whether a position is held, was held or is sought, and who says so."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache

from kg.extract.article import Article
from kg.extract.role_lines import DATA, Line, Place
from kg.extract.titles import Title

__all__ = ["modality", "status"]


@cache
def _cues() -> dict[str, dict[str, tuple[str, ...]]]:
    raw = tomllib.loads((DATA / "roles.toml").read_text(encoding="utf-8"))
    return {part: {name: tuple(phrases) for name, phrases in lists.items()} for part, lists in raw.items()}


def status(title: Title, person: Place) -> str:
    """Return current, former, elect, acting or candidate, by the words around the title."""
    line = title.line
    before = " ".join(_stripped(line.lower[max(0, title.first - 6) : title.first]))
    for name, phrases in _cues()["before"].items():
        if any(before == phrase or before.endswith(" " + phrase) for phrase in phrases):
            return name
    stop = person.first if person.first >= title.last else min(len(line.words), title.last + 8)
    after = " " + " ".join(line.lower[title.first : min(stop, title.last + 10)]) + " "
    tail = after[after.index(" ") :]
    for name, phrases in _cues()["after"].items():
        if any(f" {phrase} " in tail for phrase in phrases):
            return name
    return "current"


def _stripped(words: Sequence[str]) -> list[str]:
    """Drop brackets, so that "Pelaksana Tugas (Plt)" ends in its short form."""
    return [word for word in words if word not in "()"]


def modality(article: Article, title: Title) -> tuple[str, str | None]:
    """Return how the role is told, and by whom: what stands only inside a quotation is claimed by its speaker."""
    line = title.line
    before = " ".join(line.lower[max(0, title.first - 5) : title.first])
    for name, phrases in _cues()["modality"].items():
        if any(before == phrase or before.endswith(" " + phrase) for phrase in phrases):
            return name, None
    for quote in article.quotes:
        if quote.kind == "direct" and quote.span.start <= title.start and title.end <= quote.span.end:
            return "claimed", quote.speaker
    return ("claimed", None) if _quoted(line, title) else ("actual", None)


def _quoted(line: Line, title: Title) -> bool:
    opening = closing = 0
    for at, word in enumerate(line.words):
        if at < title.first:
            opening += word in "“"
            opening -= word in "”"
        closing += at >= title.last and word == "”"
    return opening > 0 and closing > 0
