"""What a matched pattern of dates.toml means: one function per pattern, from groups to a stretch."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.extract.values.calendar import Point, Stretch, months, nearest, nearest_month, week, weekday_near
from kg.extract.values.lexicon import table
from kg.extract.values.numbers import read_number

__all__ = ["RESOLVERS", "Context", "Groups"]

Groups = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Context:
    """What a date is read against: publication, the last date of the text, and the year of the interval it opens."""

    published: date | None = None
    anchor: Stretch | None = None
    year: int | None = None

    def after(self, stretch: Stretch | None) -> Context:
        """Return the context behind a date that has been read."""
        return replace(self, anchor=stretch or self.anchor)


def _day(groups: Groups, context: Context) -> Stretch | None:
    first = _dated(groups, context, groups["day"])
    last = _dated(groups, context, groups.get("last")) if groups.get("last") else first
    return Stretch(first, last) if first and last else None


def _dated(groups: Groups, context: Context, day: str | None) -> Point | None:
    month, number = _month(groups), int(day or 0)
    if groups.get("year") or groups.get("short"):
        return Point(int(groups.get("year") or f"20{groups['short']}"), month, number)
    if context.year:
        return Point(context.year, month, number)
    if not context.published:
        return None
    if groups.get("shift"):
        return Point(_shifted(groups["shift"], (month, number), context.published), month, number)
    weekday = table("dates")["weekdays"].get((groups.get("weekday") or "").lower())
    return Point(nearest(context.published, month, number, weekday), month, number)


def _month(groups: Groups) -> int:
    if groups.get("monthno"):
        return int(groups["monthno"] or 0)
    return int(table("dates")["months"][(groups["month"] or "").lower().rstrip(".")])


def _shifted(shift: str | None, place: tuple[int, ...], published: date) -> int:
    """Return the year in which the month (and day) lies as `shift` says: the last one before, the next one after."""
    here = (published.month, published.day)[: len(place)]
    step = _step(shift)
    if step == -1:
        return published.year - (place >= here)
    return published.year + (place < here) if step == 1 else published.year


def _step(shift: str | None) -> int:
    return int(table("dates")["shifts"][" ".join((shift or "ini").lower().split())])


def _whole_month(groups: Groups, context: Context) -> Stretch | None:
    month = _month(groups)
    year = _year(groups, context)
    if year is None and context.published:
        near = groups.get("near")
        year = _shifted(near, (month,), context.published) if near else nearest_month(context.published, month)
    return _single(Point(year, month)) if year else None


def _year(groups: Groups, context: Context) -> int | None:
    """Return the year that stands there: in four digits, in two, as "tahun lalu", or at the end of the interval."""
    if groups.get("year") or groups.get("shorty"):
        return int(groups.get("year") or f"20{groups['shorty']}")
    if groups.get("shift") and context.published:
        return context.published.year + _step(groups["shift"])
    return context.year


def _single(point: Point) -> Stretch:
    return Stretch(point, point)


def _plain_year(groups: Groups, context: Context) -> Stretch | None:  # noqa: ARG001  # one signature for all
    first, last = groups["year"], groups.get("last")
    return Stretch(Point(int(first or 0)), Point(int(last or first or 0)))


def _decade(groups: Groups, context: Context) -> Stretch | None:  # noqa: ARG001
    first = int(groups["decade"] or 0)
    return Stretch(Point(first), Point(first + 9))


def _season(groups: Groups, context: Context) -> Stretch | None:
    length = int(table("dates")["seasons"][(groups["season"] or "").lower()])
    year = _year(groups, context) or (context.published.year if context.published else None)
    first, last = _ordinal(groups["ordinal"]), _ordinal(groups.get("to") or groups["ordinal"])
    if year is None or not first <= last <= 12 // length:
        return None
    return months(year, (first - 1) * length + 1, (last - first + 1) * length)


def _ordinal(word: str | None) -> int:
    return int(table("dates")["ordinals"][re.sub(r"^ke-?(?!dua|tiga|empat)", "", (word or "").lower())])


def _relative(groups: Groups, context: Context) -> Stretch | None:
    if groups.get("day"):
        return _day({**groups, "weekday": None}, context)
    days = table("dates")["days"][" ".join((groups["days"] or "").lower().split())]
    return _moved(context.published, int(days))


def _moved(day: date | None, days: int) -> Stretch | None:
    try:
        return _single(Point.of(day + timedelta(days=days))) if day else None
    except OverflowError:
        return None


def _next_day(groups: Groups, context: Context) -> Stretch | None:  # noqa: ARG001
    anchor = context.anchor
    return _moved(anchor.last.date(), 1) if anchor and anchor.last.valid and anchor.last.day else None


def _period(groups: Groups, context: Context) -> Stretch | None:
    shift = (groups["shift"] or "").lower()
    day = context.published
    if shift in table("dates")["anchored"]["words"] and context.anchor and context.anchor.first.valid:
        day = context.anchor.first.date()
    return _around(groups["period"], _step(shift), day)


def _around(period: str | None, step: int, day: date | None) -> Stretch | None:
    """Return the day, week, month, year or decade that lies `step` of its kind from the one of `day`."""
    if day is None:
        return None
    match (period or "").lower():
        case "tahun":
            return _single(Point(day.year + step))
        case "bulan":
            count = day.year * 12 + day.month - 1 + step
            return _single(Point(count // 12, count % 12 + 1))
        case "dekade":
            return _single(Point(day.year + 10 * step))
        case "hari":
            return _moved(day, step)
    return week(day, step)


def _edge(groups: Groups, context: Context) -> Stretch | None:
    return _around(groups["period"], 0, context.published)


def _weekend(groups: Groups, context: Context) -> Stretch | None:
    return week(context.published, _step(groups["shift"]), weekend=True) if context.published else None


def _ago(groups: Groups, context: Context) -> Stretch | None:
    count = (groups["count"] or "").lower()
    number = 1 if count == "se" else int(read_number(count) or 0)
    return _around(groups["unit"], -number, context.published)


def _weekday(groups: Groups, context: Context) -> Stretch | None:
    weekday = table("dates")["weekdays"][(groups["weekday"] or "").lower()]
    shift = _step(groups["shift"]) if groups.get("shift") else None
    return weekday_near(context.published, weekday, shift) if context.published else None


def _unknown(groups: Groups, context: Context) -> Stretch | None:  # noqa: ARG001
    return None


#: pattern of dates.toml → what its groups mean
RESOLVERS: dict[str, Callable[[Groups, Context], Stretch | None]] = {
    "day": _day, "bracket": _day, "slash": _day, "iso": _day, "days": _day, "month": _whole_month,
    "year": _plain_year, "schoolyear": _plain_year, "decade": _decade, "season": _season, "relative": _relative,
    "daypart": _relative, "nextday": _next_day, "period": _period, "weekend": _weekend, "edge": _edge, "ago": _ago,
    "weekday": _weekday, "dayofmonth": _unknown, "bce": _unknown,
}  # fmt: skip
