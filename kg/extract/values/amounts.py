"""Where a text names money and percentages: numbers with a currency or a percent sign beside them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from kg.extract.values.candidate import Candidate
from kg.extract.values.lexicon import scales, table
from kg.extract.values.numbers import Number, decimal, number_at, plain
from kg.extract.values.tokens import Token

__all__ = ["amounts"]

_DASHES = frozenset("-–—")
_PERCENT = frozenset({"%", "persen", "percent", "prosen"})


def amounts(text: str, found: Sequence[Token]) -> list[Candidate]:
    """Return the amounts of money and the percentages of a text, from left to right, none overlapping."""
    starts = [token.start for token in found]
    prefixes = {bisect_left(starts, match.end()): match for match in _before().finditer(text)}
    result: list[Candidate] = []
    place = 0
    while place < len(found):
        candidate = _money(found, place, prefixes[place]) if place in prefixes else _marked(text, found, place)
        if candidate:
            result.append(candidate)
        place = max(candidate.last if candidate else 0, place + 1)
    return result


@lru_cache
def _before() -> re.Pattern[str]:
    names = sorted(table("currencies")["before"], key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![^\W\d_])({'|'.join(map(re.escape, names))})\.?[ \xa0]{{0,2}}(?=[0-9])")


def _money(found: Sequence[Token], place: int, prefix: re.Match[str]) -> Candidate | None:
    """Return the amount behind a currency: "Rp 1,5 miliar", "US$15 M", "Rp 800-an juta"."""
    number = _split_decimal(found, place) or number_at(found, place)
    if number is None:
        return None
    if end := _shared_scale(found, number):
        return Candidate(prefix.start(), found[end - 1].end, place, end, "money", "", "", "range")
    value, last = number.value, number.last
    for words in (_short(found, last), _rounded(found, last)):
        if words:
            value, last = value * words[0], words[1]
    unit = table("currencies")["before"][prefix[1]]
    return Candidate(prefix.start(), found[last - 1].end, place, last, "money", plain(value), unit, "currency")


def _shared_scale(found: Sequence[Token], number: Number) -> int | None:
    """Return where a range ends whose ends share a scale: "Rp 200-400 ribu" has no one value."""
    if number.form != "digits" or number.last + 1 >= len(found) or found[number.last].text not in _DASHES:
        return None
    second = number_at(found, number.last + 1)
    return second.last if second and (second.form == "scaled" or _short(found, second.last)) else None


def _split_decimal(found: Sequence[Token], place: int) -> Number | None:
    """Return a number whose comma is followed by a blank: "1.549, 22 miliar"."""
    window = found[place : place + 4]
    if len(window) < 4 or window[1].text != "," or window[2].kind != "digits" or window[3].lower not in scales():
        return None
    value = decimal(f"{window[0].text},{window[2].text}") if window[2].start == window[1].end + 1 else None
    return Number(place, place + 4, value * scales()[window[3].lower], "scaled") if value is not None else None


def _short(found: Sequence[Token], last: int) -> tuple[Decimal, int] | None:
    """Return the factor of "M", "T", "jt" behind a number, and where it ends."""
    token = found[last] if last < len(found) else None
    factor = scales("short").get(token.text) if token and token.start - found[last - 1].end <= 1 else None
    return (factor, last + 1) if factor else None


def _rounded(found: Sequence[Token], last: int) -> tuple[Decimal, int] | None:
    """Return the factor of "-an" or "-an juta" behind a number, and where it ends."""
    if [token.lower for token in found[last : last + 2]] != ["-", "an"] or found[last].start != found[last - 1].end:
        return None
    scale = scales().get(found[last + 2].lower) if last + 2 < len(found) else None
    return (scale, last + 3) if scale else (Decimal(1), last + 2)


def _marked(text: str, found: Sequence[Token], place: int) -> Candidate | None:
    """Return the amount that a percent sign or a currency follows: "2,65%", "lima persen", "1 juta dolar AS"."""
    number = number_at(found, place)
    if number is None or number.last >= len(found) or _inside(text, found[place]):
        return None
    if found[number.last].lower in _PERCENT:
        return _percent(text, found, number)
    for last, unit in _after(found, number.last):
        return Candidate(
            found[place].start, found[last - 1].end, place, last, "money", plain(number.value), unit, "currency"
        )
    return None


def _inside(text: str, token: Token) -> bool:
    return token.start > 0 and (text[token.start - 1].isalnum() or text[token.start - 1] in "_.,")


def _percent(text: str, found: Sequence[Token], number: Number) -> Candidate:
    start, value = found[number.first].start, number.value
    sign = text[start - 1 : start]
    if sign in ("+", "-", "−", "–") and not text[max(0, start - 2) : start - 1].strip(" (:\n"):
        start, value = start - 1, value if sign == "+" else -value
    elif number.first and found[number.first - 1].lower == "minus":
        start, value = found[number.first - 1].start, -value
    last = number.last + 1
    return Candidate(start, found[last - 1].end, number.first, last, "percent", plain(value), "%", "percent")


def _after(found: Sequence[Token], place: int) -> Iterator[tuple[int, str]]:
    """Yield where a currency behind a number ends and its code, the longest name first."""
    names = table("currencies")["after"]
    for count in (4, 3, 2, 1):
        window = found[place : place + count]
        if len(window) == count and (unit := names.get(" ".join(token.lower for token in window))):
            yield place + count, unit
