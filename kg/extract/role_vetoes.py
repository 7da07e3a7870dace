"""Who cannot hold a title, and where it cannot be held: vetoes, by the words between, on what may be chosen.

Asked only where roles are found, not where the classifiers learn: their weights stay what they are.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.role_lines import Line, Place
from kg.extract.role_status import cues
from kg.extract.titles import Title

__all__ = ["crossed", "parted"]

_MARKS = frozenset('"“”')


def parted(title: Title, place: Place) -> bool:
    """Return whether a quotation ends, another clause begins, or somebody stands in between a title and a name."""
    first, last = (title.last, place.first) if place.first >= title.last else (place.last, title.first)
    if first >= last:
        return False
    line = title.line
    gap = " ".join(["", *line.lower[first:last], ""])
    if any(f" {phrase} " in gap for phrases in cues()["between"].values() for phrase in phrases):
        return True
    return _across_a_mark(line, first, last) and not _of_oneself(line, title)


def _across_a_mark(line: Line, first: int, last: int) -> bool:
    """Return whether the words lie half in a quotation: a name in quotation marks between them has both its marks."""
    return sum(word in _MARKS for word in line.words[first:last]) % 2 == 1


def _of_oneself(line: Line, title: Title) -> bool:
    """Return whether the speaker tells his own office ("Saya menjadi Ketua," kata …): it goes to a name outside."""
    return not {"saya", "aku"}.isdisjoint(line.lower[: title.first])


def crossed(title: Title, person: Place, titles: Sequence[Title]) -> bool:
    """Return whether "A dan B … T1 dan T2" tells the title of the other of two persons."""
    line = title.line
    people = [p for p in line.persons if not p.coref and p.last <= title.first]
    couple = next(((a, b) for a in people for b in people if line.lower[a.last : b.first] == ["dan"]), ())
    order = _order(title, [other for other in titles if other.line is line])
    return order is not None and person in couple and couple.index(person) != order


def _order(title: Title, titles: Sequence[Title]) -> int | None:
    """Return which of two titles with "dan" between it is, 0 or 1; a deputy's counts though none was found there."""
    lower, first, last = title.line.lower, title.first, title.last
    second = lower[last + 1 : last + 2] == ["wakil"] or any(other.first == last + 1 for other in titles)
    if second and lower[last : last + 1] == ["dan"]:
        return 0
    after = lower[first] == "wakil" or any(other.last == first - 1 for other in titles)
    return 1 if after and lower[first - 1 : first] == ["dan"] else None
