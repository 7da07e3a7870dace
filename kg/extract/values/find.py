"""Every candidate of an article: money and percentages first, then dates, then the numbers that are left."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from kg.extract.values.amounts import amounts
from kg.extract.values.candidate import Candidate
from kg.extract.values.dates import Dated, dates
from kg.extract.values.quantities import quantities
from kg.extract.values.tokens import Token

__all__ = ["candidates"]


def candidates(text: str, found: Sequence[Token], published: date | None) -> list[Candidate]:
    """Return the candidates of a text from left to right, none overlapping, quantities without their units."""
    result = amounts(text, found)
    taken = bytearray(len(text) + 1)
    _take(taken, result)
    starts = [token.start for token in found]
    dated = [_candidate(d, starts) for d in dates(text, found, published) if not any(taken[d.start : d.end])]
    _take(taken, dated)
    return sorted([*result, *dated, *quantities(text, found, taken)], key=lambda c: c.start)


def _take(taken: bytearray, found: Sequence[Candidate]) -> None:
    for candidate in found:
        taken[candidate.start : candidate.end] = b"\1" * (candidate.end - candidate.start)


def _candidate(dated: Dated, starts: Sequence[int]) -> Candidate:
    first, last = bisect_left(starts, dated.start), bisect_left(starts, dated.end)
    return Candidate(dated.start, dated.end, first, last, "date", dated.value, "", dated.pattern)
