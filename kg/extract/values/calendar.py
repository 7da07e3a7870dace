"""Points and stretches of the calendar, to days, months or years, and their ISO 8601 form."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ["Point", "Stretch", "iso", "months", "nearest", "nearest_month", "week", "weekday_near"]


#: days from publication within which a weekday that is wrong is a slip of the writer, not another year
NEAR = 14
#: months across the turn of the year within which a month without a year is the near one
NEAR_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Point:
    """A year, a month of a year, or a day; invalid dates are never made (`valid` says so)."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, day: date) -> Point:
        """Return the point of a date."""
        return cls(day.year, day.month, day.day)

    @property
    def valid(self) -> bool:
        """Return whether the calendar has it."""
        if not 1 <= self.year <= 9999 or not (self.month is None or 1 <= self.month <= 12):
            return False
        return self.day is None or (self.month is not None and 1 <= self.day <= monthrange(self.year, self.month)[1])

    def date(self) -> date:
        """Return the first day of it."""
        return date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one point to another, both included; the same point twice for a single one."""

    first: Point
    last: Point


def iso(stretch: Stretch | None) -> str:
    """Return the ISO 8601 form, "" for what is unknown or no date.

    >>> iso(Stretch(Point(2025, 9), Point(2025, 10, 13)))
    '2025-09/2025-10-13'
    """
    if stretch is None or not (stretch.first.valid and stretch.last.valid):
        return ""
    if stretch.first == stretch.last:
        return str(stretch.first)
    return f"{stretch.first}/{stretch.last}" if stretch.first.date() <= stretch.last.date() else ""


def months(year: int, first: int, count: int) -> Stretch:
    """Return the stretch of `count` months from `first` on."""
    return Stretch(Point(year, first), Point(year, first + count - 1))


def week(day: date, shift: int = 0, *, weekend: bool = False) -> Stretch | None:
    """Return the week from Monday to Sunday (or its weekend) that lies `shift` weeks from the one of `day`."""
    try:
        monday = day - timedelta(days=day.weekday() - 7 * shift)
        first = monday + timedelta(days=5) if weekend else monday
        return Stretch(Point.of(first), Point.of(monday + timedelta(days=6)))
    except OverflowError:
        return None


def nearest(published: date, month: int, day: int, weekday: int | None) -> int:
    """Return the year of a day and month: the one near publication, else where the weekday is right, else the same.

    >>> nearest(date(2025, 10, 22), 12, 2, 0), nearest(date(2025, 1, 2), 12, 30, None)
    (2024, 2024)
    """
    years = (published.year, published.year - 1, published.year + 1)
    near = sorted(years, key=lambda year: _distance(published, year, month, day))
    if _distance(published, near[0], month, day) <= NEAR:
        return near[0]
    points = [(year, Point(year, month, day)) for year in near]
    right = (year for year, point in points if point.valid and point.date().weekday() == weekday)
    return next(right, published.year)


def nearest_month(published: date, month: int) -> int:
    """Return the year of a month: that of publication, or the one beside it where its month is much nearer.

    News looks back more than ahead: a month of the last year counts where it is half as far as this year's.

    >>> nearest_month(date(2025, 7, 1), 12), nearest_month(date(2025, 12, 1), 1), nearest_month(date(2025, 1, 7), 9)
    (2025, 2026, 2024)
    """
    ahead = month - published.month
    return published.year + (ahead <= NEAR_MONTHS - 12) - (ahead > 0 and 2 * (12 - ahead) <= ahead)


def _distance(published: date, year: int, month: int, day: int) -> int:
    point = Point(year, month, day)
    return abs((point.date() - published).days) if point.valid else 10**6


def weekday_near(published: date, weekday: int, shift: int | None) -> Stretch | None:
    """Return the last such weekday up to publication, or the next one after it for a positive `shift`."""
    back = (published.weekday() - weekday) % 7
    days = 7 - back if shift == 1 else -back if back or shift != -1 else -7
    try:
        return Stretch(*[Point.of(published + timedelta(days=days))] * 2)
    except OverflowError:
        return None
