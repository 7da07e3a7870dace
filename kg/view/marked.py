"""A text and what was found in it → HTML in which each find is marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

__all__ = ["Mark", "marked"]


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Characters `start` to `end`: CSS classes, a title to read when pointed at, where a click leads."""

    start: int
    end: int
    classes: str = ""
    title: str = ""
    href: str = ""


def marked(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> str:
    """Return `text[start:end]` as HTML, cut wherever a mark begins or ends; marks may overlap.

    A piece has the classes of all its marks and the title and link of the shortest; `data-from` and `data-to` tell
    which characters it holds. An empty anchor `char=12,19` (RFC 5147) stands where a mark begins.

    >>> marked("Ma bertemu", [Mark(0, 2, "PER", "orang", "/entity/ma")])
    '<i id="char=0,2"></i><a class="PER" title="orang" href="/entity/ma" data-from="0" data-to="2">Ma</a> bertemu'
    """
    stop = len(text) if end is None else end
    inside = sorted({mark for mark in marks if mark.start < stop and start < mark.end})
    cuts = sorted({start, stop, *(at for mark in inside for at in (mark.start, mark.end) if start < at < stop)})
    pieces = []
    for first, last in pairwise(cuts):
        pieces += [f'<i id="char={m.start},{m.end}"></i>' for m in _first_of_each(inside) if m.start == first]
        over = sorted((m for m in inside if m.start <= first and last <= m.end), key=lambda m: m.end - m.start)
        pieces.append(_piece(text[first:last], first, last, over))
    return "".join(pieces)


def _first_of_each(marks: Sequence[Mark]) -> list[Mark]:
    return list({(mark.start, mark.end): mark for mark in reversed(marks)}.values())[::-1]


def _piece(text: str, first: int, last: int, over: Sequence[Mark]) -> str:
    if not over:
        return escape(text)
    href = next((mark.href for mark in over if mark.href), "")
    values = {
        "class": " ".join(dict.fromkeys(name for mark in over for name in mark.classes.split())),
        "title": next((mark.title for mark in over if mark.title), ""),
        "href": href,
        "data-from": str(first),
        "data-to": str(last),
    }
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in values.items() if value)
    tag = "a" if href else "span"
    return f"<{tag}{attributes}>{escape(text)}</{tag}>"
