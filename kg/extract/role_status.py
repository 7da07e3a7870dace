"""Whether a position is held, was held or is sought, and who says so."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from kg.extract.article import Article
from kg.extract.role_lines import DATA, Line, Place
from kg.extract.titles import Title

__all__ = ["cues", "modality", "status"]

_PERIOD = re.compile(r"\b(?:19|20)\d\d ?[-–] ?((?:19|20)\d\d)\b")
_REACH = 10


@cache
def cues() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the phrases of roles.toml by where they stand and what they say."""
    parts = ("before", "after", "between", "modality")
    return {part: {name: tuple(phrases) for name, phrases in _table()[part].items()} for part in parts}


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((DATA / "roles.toml").read_text(encoding="utf-8"))


def status(title: Title, person: Place, published: date | None = None) -> str:
    """Return current, former, elect, acting or candidate, by the words around the title and the date."""
    line = title.line
    if name := _ending("before", line, title.first):
        return name
    stop = person.first if person.first >= title.last else len(line.words)
    following = line.lower[title.last : stop]
    after = " ".join([title.text, *following[:_REACH]])
    for name, phrases in cues()["after"].items():
        if any(_told(phrase, after) for phrase in phrases):
            return name
    period = " ".join([title.text, *_without_brackets(following)[:_REACH]])
    return "former" if published and any(_over(words, published) for words in (after, period)) else "current"


def _told(phrase: str, after: str) -> bool:
    """Return whether a phrase stands there; of a word that tells of many things, before the next comma."""
    within = after.partition(" , ")[0] if phrase in _table()["near"]["words"] else after
    return f" {phrase} " in f" {within} "


def _without_brackets(words: list[str]) -> list[str]:
    """Return the words outside brackets: a name written out in them is long ("… BPS (Badan Pusat …) 2010-2015")."""
    result, depth = [], 0
    for word in words:
        depth += word == "("
        if not depth:
            result.append(word)
        depth -= word == ")" and depth > 0
    return result


def _over(after: str, published: date) -> bool:
    """Return whether a period ("2010-2015") or a numbered term ("Presiden ke-6") has ended."""
    period = _PERIOD.search(after)
    if period and int(period[1]) < published.year:
        return True
    return any(f"{after} ".startswith(f"{term} ") and end < published for term, end in _table()["ended"].items())


def _ending(part: str, line: Line, at: int) -> str:
    """Return the name of the first list with a phrase that ends right before word `at` (brackets aside), or ""."""
    before = " " + " ".join(word for word in line.lower[max(0, at - 7) : at] if word not in ("(", ")"))
    lists = cues()[part].items()
    return next((name for name, phrases in lists if any(before.endswith(" " + phrase) for phrase in phrases)), "")


def modality(article: Article, title: Title) -> tuple[str, str | None]:
    """Return how the role is told, and by whom: what stands inside a quotation is claimed by its speaker."""
    quote = next(
        (q for q in article.quotes if q.kind == "direct" and q.span.start <= title.start and title.end <= q.span.end),
        None,
    )
    if name := _ending("modality", title.line, title.first):
        return name, quote.speaker if quote else None
    if quote:
        return "claimed", quote.speaker
    return ("claimed" if _quoted(title) else "actual"), None


def _quoted(title: Title) -> bool:
    """Return whether the title stands between two quotation marks of its sentence."""
    marks = list(_marks(title.line.words))
    opened = [at for at, opens in marks if at < title.first and opens]
    closed = [at for at, opens in marks if at >= title.last and not opens]
    inner = [at for at, opens in marks if opened and opened[-1] < at < title.first and not opens]
    return bool(opened and closed and not inner)


def _marks(words: list[str]) -> Iterator[tuple[int, bool]]:
    """Yield where quotation marks stand and whether they open; straight ones in turn, if their number is even."""
    straight = [at for at, word in enumerate(words) if word == '"']
    if len(straight) % 2 == 0:
        yield from ((at, n % 2 == 0) for n, at in enumerate(straight))
    yield from ((at, word == "“") for at, word in enumerate(words) if word in ("“", "”"))
