"""Which titles are one office, and which organization an office heads."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from kg.extract.role_lines import DATA

__all__ = ["full", "heads", "same_office"]

_DEPUTIES = (("wakil ", ""), ("wamen", "men"), ("waka", "ka"))


def _rows(name: str) -> list[tuple[str, str]]:
    rows = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [(short, long) for short, long in (row.split("\t") for row in rows if row and not row.startswith("#"))]


@cache
def _short() -> dict[str, str]:
    return dict(_rows("titles_short.tsv"))


@cache
def _named() -> list[tuple[str, str]]:
    return _rows("titles_offices.tsv")


@cache
def full(title: str) -> str:
    """Return a title (lower case) with its short form written out, whole or its first word.

    >>> full("dirjen pajak"), full("menko pangan")
    ('direktur jenderal pajak', 'menteri koordinator bidang pangan')
    """
    first, _, rest = title.partition(" ")
    return _short().get(title) or (f"{_short().get(first, first)} {rest}" if rest else title)


def same_office(a: str, b: str) -> bool:
    """Return whether two titles (lower case) name one office: equal, one short for or the start of the other.

    >>> same_office("menkeu", "menteri keuangan"), same_office("ketua", "wakil ketua")
    (True, False)
    """
    a, b = full(a), full(b)
    return a == b or a.startswith(b + " ") or b.startswith(a + " ")


def heads(title: str, forms: Iterable[str]) -> bool:
    """Return whether the office (or its deputy) is named after the organization with these forms, all lower case.

    >>> heads("wamenkeu", ["kementerian keuangan"]), heads("menteri keuangan", ["kemenkeu"])
    (True, True)
    """
    for begins, instead in _DEPUTIES:
        if title.startswith(begins):
            title = instead + title[len(begins) :]
    own = full(title)
    return any(same_office(own, office) for office in map(_office, forms) if office)


@cache
def _office(form: str) -> str:
    """Return the office that is named after an organization, "" where none is."""
    at = next(((begins, office) for begins, office in _named() if form.startswith(begins)), None)
    return full(at[1] + form[len(at[0]) :]) if at else ""
