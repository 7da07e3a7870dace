"""Python values as RDF literals."""

from __future__ import annotations

import calendar
from datetime import date

import pyoxigraph as ox

from kg.ontology import PREFIXES

__all__ = ["boolean", "day", "days", "decimal", "integer", "number", "plain", "text"]

XSD = {name: ox.NamedNode(PREFIXES["xsd"] + name) for name in ("boolean", "date", "decimal", "integer")}


def _typed(value: str, datatype: str) -> ox.Literal:
    return ox.Literal(value, datatype=XSD[datatype])


def plain(value: str) -> ox.Literal:
    """Return an xsd:string."""
    return ox.Literal(value)


def text(value: str, language: str = "id") -> ox.Literal:
    """Return a string in a language."""
    return ox.Literal(value, language=language)


def integer(value: int) -> ox.Literal:
    """Return an xsd:integer."""
    return _typed(str(value), "integer")


def decimal(value: str | float) -> ox.Literal:
    """Return an xsd:decimal; a confidence keeps two digits, which is as fine as calibration tells.

    In the form that Oxigraph gives back, so that what is exported from the store has the bytes of what was built.

    >>> [decimal(value).value for value in (0.9, "2.650", 1.0)]
    ['0.9', '2.65', '1']
    """
    written = value if isinstance(value, str) else f"{value:.2f}"
    return _typed((written.rstrip("0").rstrip(".") or "0") if "." in written else written, "decimal")


def number(value: str) -> ox.Literal:
    """Return an xsd:integer where the number is whole, so that a query can name it as people write it."""
    return decimal(value) if "." in value else _typed(value, "integer")


def boolean(value: bool) -> ox.Literal:
    """Return an xsd:boolean."""
    return _typed(str(value).lower(), "boolean")


def day(value: date) -> ox.Literal:
    """Return an xsd:date."""
    return _typed(value.isoformat(), "date")


def days(iso: str) -> tuple[date, date] | None:
    """Return the first and last day of an ISO 8601 day, month, year or interval, None where it is none of these.

    >>> days("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    if "/" in iso:
        first, last = (days(part) for part in iso.split("/", 1))
        return (first[0], last[1]) if first and last else None
    parts = iso.split("-")
    if not 1 <= len(parts) <= 3 or not all(part.isdigit() for part in parts):
        return None
    year, month, number = [*map(int, parts), 0, 0][:3]
    try:
        last_day = number or calendar.monthrange(year, month or 12)[1]
        return date(year, month or 1, number or 1), date(year, month or 12, last_day)
    except (ValueError, calendar.IllegalMonthError):
        return None
