"""Dates of publication, as files, names, addresses and the line below a headline write them; never from the clock."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from kg.corpus.lexicon import patterns, rows

__all__ = ["in_address", "in_name", "read_date", "time_line"]

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d.*)?")
_WORDS = re.compile(r"(?:[^\W\d]+\.?,? +)?(\d{1,2})(?:st|nd|rd|th)? +([^\W\d]+)\.?,? +(\d{4})(?:[ ,|T-].*)?")
_AMERICAN = re.compile(r"(?:[^\W\d]+, +)?([^\W\d]+)\.? +(\d{1,2}), +(\d{4})(?:[ ,|].*)?")
_FIGURES = re.compile(r"(?:[^\W\d]+, +)?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ ,|].*)?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\d{6})?")
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/?#-]|$)")
_STAMP = re.compile(r"/((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\d{4}|\d{6})?(?=[-/?#]|$)")
_IN_LINE = re.compile(r"\d{1,2}(?:/\d{1,2}/| [A-Za-z]{3,9} )\d{4}")


def read_date(text: str) -> date:
    """Return the date of a field that holds one; a time and its zone are left off, the day is the one written.

    Figures are read as Indonesia writes them, day first.

    Raises:
        ValueError: where `text` is no date.

    >>> read_date("2025-09-10T22:30:00+07:00"), read_date("Selasa, 10 Januari 2017"), read_date("31/12/2016")
    (datetime.date(2025, 9, 10), datetime.date(2017, 1, 10), datetime.date(2016, 12, 31))
    """
    text = text.strip()
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _WORDS.fullmatch(text):
        return date(int(match[3]), _month(match[2]), int(match[1]))
    if match := _AMERICAN.fullmatch(text):
        return date(int(match[3]), _month(match[1]), int(match[2]))
    if match := _FIGURES.fullmatch(text):
        return date(int(match[3]), int(match[2]), int(match[1]))
    raise ValueError("not a date")


def in_name(name: str) -> date | None:
    """Return the date in a file's name.

    >>> in_name("2017-01-10-jack-ma"), in_name("berita_20170110_2"), in_name("1234567890")
    (datetime.date(2017, 1, 10), datetime.date(2017, 1, 10), None)
    """
    match = _IN_NAME.search(name)
    return _checked(match[1], match[3], match[4]) if match else None


def in_address(url: str) -> date | None:
    """Return the date in a URL's path.

    >>> in_address("https://warta.example/2025/07/12/banjir"), in_address("https://w.example/d-8106117/inflasi")
    (datetime.date(2025, 7, 12), None)
    """
    match = _IN_ADDRESS.search(url) or _STAMP.search(url)
    return _checked(match[1], match[2], match[3]) if match else None


def time_line(text: str) -> date | None:
    r"""Return the date of the line between headline and body that tells when the article appeared.

    Dates inside sentences are not looked at: measured on 958 articles with “Senin (9/1/2017)”, one in five of them
    is not the day of publication.

    >>> time_line("Banjir di Demak\nSenin, 9 Jan 2017 14:05 WIB\nAir naik.")
    datetime.date(2017, 1, 9)
    """
    when = next(pattern.regex for pattern in patterns("furniture.toml") if pattern.name == "when")
    lines = [line.strip() for line in text[:2000].split("\n") if line.strip()][:5]
    for line in lines:
        if when.fullmatch(line) and (match := _IN_LINE.search(line)):
            try:
                return read_date(match.group())
            except ValueError:
                return None
    return None


def _checked(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _month(name: str) -> int:
    try:
        return _months()[name.casefold()]
    except KeyError:
        raise ValueError(f"no month {name!r}") from None


@cache
def _months() -> dict[str, int]:
    return {name: int(number) for number, *names in rows("months.tsv") for name in names}
