"""Where a text names dates, and which: absolute, partial, relative to publication, and intervals of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from kg.extract.values.calendar import Stretch, iso
from kg.extract.values.lexicon import glued, join, patterns, table, words
from kg.extract.values.moments import RESOLVERS, Context, Groups
from kg.extract.values.tokens import Token, tokens

__all__ = ["Dated", "dates", "read_date"]

#: patterns that may stand at either end of an interval
_ENDS = frozenset({"day", "bracket", "slash", "iso", "month", "year", "season"})

#: patterns that may open with "hari", which is not part of the date
_WEEKDAY_FIRST = frozenset({"day", "bracket", "days"})
#: letters beyond which a word may end in another one, its blank lost: "detikSepakbolaRabu (22/10)"
GLUED = 8


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in the text: its characters, its ISO value ("" where unknown) and the pattern that found it."""

    start: int
    end: int
    value: str
    pattern: str


def read_date(text: str, published: date | None = None) -> str | None:
    """Return the ISO value of a text that is one date, "" where it cannot be resolved, None where it is no date.

    >>> read_date("Senin (9/1)", date(2017, 1, 10)), read_date("21-23 Oktober 2025"), read_date("kemarin")
    ('2017-01-09', '2025-10-21/2025-10-23', '')
    """
    return next((d.value for d in dates(text, tokens(text), published) if (d.start, d.end) == (0, len(text))), None)


def dates(text: str, found: Sequence[Token], published: date | None) -> list[Dated]:
    """Return the dates of a text from left to right, none overlapping."""
    result: list[Dated] = []
    context, end = Context(published), 0
    for place in range(len(found)):
        start = _opening(text, found, place)
        if start is not None and start >= end and (match := _match(text, start)):
            dated, stretch = _read(text, match, context)
            result.append(dated)
            context, end = context.after(stretch), dated.end
    return result


def _opening(text: str, found: Sequence[Token], place: int) -> int | None:
    """Return where a date may begin in this token: a number, a word of the table, a weekday run into another."""
    token = found[place]
    if token.kind == "word" and len(token.text) > GLUED and (match := glued().search(token.text)):
        return token.start + match.start()
    if token.kind != "digits" and token.lower not in _openers():
        return None
    if token.start and (text[token.start - 1].isalnum() or text[token.start - 1] == "_"):
        return None
    if token.lower in table("dates")["periods"] and place and _counted(found[place - 1]):
        return None
    repeated = (
        token.kind == "word" and place > 1 and found[place - 1].text == "-" and found[place - 2].lower == token.lower
    )
    return None if repeated else token.start


def _counted(token: Token) -> bool:
    """Say whether "lalu" or "mendatang" behind a period counts from here: "beberapa minggu mendatang" is no date."""
    return token.kind == "digits" or token.lower in words("dates", "vague") or token.lower in table("numbers")["digits"]


@lru_cache
def _openers() -> frozenset[str]:
    lists = table("dates")
    return frozenset({*lists["months"], *lists["weekdays"], *lists["triggers"]["words"], *table("numbers")["digits"]})


def _match(text: str, start: int) -> tuple[str, re.Match[str]] | None:
    """Return the longest match of a pattern at this place, with the pattern's name."""
    best = None
    for name, pattern in patterns():
        match = pattern.match(text, start)
        if (
            match
            and (best is None or match.end() > best[1].end())
            and not text[match.end() : match.end() + 1].isalnum()
        ):
            best = name, match
    return best


def _read(text: str, first: tuple[str, re.Match[str]], context: Context) -> tuple[Dated, Stretch | None]:
    """Return the date of a match, or the interval that it opens."""
    name, match = first
    groups = match.groupdict()
    stretch, end = RESOLVERS[name](groups, context), match.end()
    for last, last_groups, last_end in _later(text, first):
        stretch = _joined(name, groups, RESOLVERS[last](last_groups, context), last_groups, context)
        end = last_end
    start = match.start("weekday") if name in _WEEKDAY_FIRST and groups["weekday"] else match.start()
    return Dated(start, end, iso(stretch), name), stretch


def _later(text: str, first: tuple[str, re.Match[str]]) -> list[tuple[str, Groups, int]]:
    """Return the ends that follow: "hingga Februari 2025", or the months of "Oktober, November, dan Desember"."""
    result: list[tuple[str, Groups, int]] = []
    name, match = first
    while name in _ENDS and len(result) < 12:
        linked = join("to").match(text, match.end()) if not result else None
        link = linked or (join("and").match(text, match.end()) if name == "month" else None)
        following = _match(text, link.end()) if link else None
        if following is None or following[0] not in _ENDS or not (linked or _next_month(match, following)):
            break
        name, match = following
        result.append((name, match.groupdict(), match.end()))
    return result


def _next_month(match: re.Match[str], following: tuple[str, re.Match[str]]) -> bool:
    """Say whether "Juni dan Juli" stands there: a month without a year, and the month after it."""
    if following[0] != "month" or match["year"] or match["near"]:
        return False
    number = table("dates")["months"]
    return bool(number[following[1]["month"].lower().rstrip(".")] - number[match["month"].lower().rstrip(".")] == 1)


def _joined(name: str, groups: Groups, last: Stretch | None, last_groups: Groups, context: Context) -> Stretch | None:
    """Return the interval from the first groups to `last`, whose year the first takes where it has none."""
    if last is None:
        return None
    explicit = last_groups.get("year") or last_groups.get("shorty") or last_groups.get("shift")
    first = RESOLVERS[name](groups, replace(context, year=last.last.year if explicit else None))
    if (
        first
        and first.first.valid
        and last.last.valid
        and first.first.date() > last.last.date()
        and not groups.get("year")
    ):
        first = RESOLVERS[name](groups, replace(context, year=last.last.year - 1))
    return Stretch(first.first, last.last) if first else None
