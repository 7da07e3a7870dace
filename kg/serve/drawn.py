"""A part of the graph → inline SVG: what surrounds an entity, positions by date of report. Every name is a link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import numpy as np

from kg.serve.shown import Line, Ref
from kg.view.layout import place

__all__ = ["around", "is_current", "position", "tenures"]

MOST = 22  # neighbours that a column of 380 pixels can name
LETTERS = 20
LETTER, HIGH, AIR = 7.4, 46.0, 16.0  # pixels: a letter at 13 px, a dot with its name below, air around
SMALL = 5.6  # pixels: a letter of what an edge says
#: where along its edge a word may stand, and how far above: the first place that is free
PLACES = tuple((share, above) for above in (8, 20, -4) for share in (0.5, 0.4, 0.6, 0.3, 0.7))
Box = tuple[float, float, float, float]


def around(centre: Ref, near: Sequence[tuple[Ref, int]], told: Sequence[Line]) -> str:
    """Return a picture of an entity and those that share most statements with it, "" where there are none."""
    refs = [centre, *(ref for ref, _ in near[:MOST])]
    if len(refs) == 1:
        return ""
    number = {ref.iri: index for index, ref in enumerate(refs)}
    pairs = _pairs(told, number)
    boxes = np.array([[min(len(ref.name), LETTERS) * LETTER + AIR, HIGH] for ref in refs])
    at = place(len(refs), sorted(pairs), boxes)[-1].astype(float)
    low, high = (at - boxes / 2).min(axis=0), (at + boxes / 2).max(axis=0)
    left, top, width, height = low[0], low[1], high[0] - low[0], high[1] - low[1] + 6
    taken = [_named(ref, x, y) for ref, (x, y) in zip(refs, at, strict=True)]
    lines = [
        _edge(at[one], at[other], *pairs[one, other], taken if one == 0 else None)
        for one, other in sorted(pairs, reverse=True)
    ]
    dots = [_dot(ref, x, y, centre=index == 0) for index, (ref, (x, y)) in enumerate(zip(refs, at, strict=True))]
    frame = f'viewBox="{left:.0f} {top:.0f} {width:.0f} {height:.0f}"'
    return f'<svg class="near" {frame} role="group">{"".join(lines)}{"".join(dots)}</svg>'


def _pairs(told: Sequence[Line], number: Mapping[str, int]) -> dict[tuple[int, int], tuple[str, bool]]:
    """Return pairs of nodes that share a statement → what it says, whether it is a fact."""
    found: dict[tuple[int, int], tuple[str, bool]] = {}
    for line in sorted(told, key=lambda line: (line.modality == "actual", line.iri)):
        inside = sorted({number[ref.iri] for _, part in line.parts for ref in part if ref.iri in number})
        word = line.kind if line.kind and "/role/" not in line.iri else _words(line)
        for index, one in enumerate(inside):
            for other in inside[index + 1 :]:
                if one == 0 or line.kind:
                    found[one, other] = word, line.modality == "actual"
    return found


def _words(line: Line) -> str:
    if "/role/" in line.iri:
        titles = [ref.name for _, part in line.parts for ref in part if not ref.iri and ref.kind != "term"]
        return titles[0] if titles else line.kind
    return line.parts[1][0]


def _edge(one: Sequence[float], other: Sequence[float], word: str, fact: bool, taken: list[Box] | None) -> str:
    """Return a line, and what it says where that hides no name and no other word; without `taken` a line aside."""
    css = ("edge" if fact else "edge doubt") + (" aside" if taken is None else "")
    ends = f'x1="{one[0]:.0f}" y1="{one[1] - 7:.0f}" x2="{other[0]:.0f}" y2="{other[1] - 7:.0f}"'
    line = f'<g><title>{escape(word)}</title><line class="{css}" {ends}/></g>'
    return line if taken is None else line + _said(_short(word), one, other, taken)


def _said(word: str, one: Sequence[float], other: Sequence[float], taken: list[Box]) -> str:
    half = len(word) * SMALL / 2
    for share, above in PLACES:
        x, y = (a + (b - a) * share for a, b in zip(one, other, strict=True))
        y -= above
        box = x - half, y - 10, x + half, y + 3
        if not any(_meet(box, known) for known in taken):
            taken.append(box)
            return f'<text class="said" x="{x:.0f}" y="{y:.0f}">{escape(word)}</text>'
    return ""


def _named(ref: Ref, x: float, y: float) -> Box:
    """Return the left, upper, right and lower bound of a dot with its name."""
    half = max(len(_short(ref.name)) * LETTER / 2, 10)
    return x - half, y - 17, x + half, y + 20


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _dot(ref: Ref, x: float, y: float, *, centre: bool) -> str:
    radius = 10 if centre else 7
    shape = f'<circle class="{escape(ref.kind)}" cx="{x:.0f}" cy="{y - 7:.0f}" r="{radius}"/>'
    name = f'<text x="{x:.0f}" y="{y + (20 if centre else 16):.0f}">{escape(_short(ref.name))}</text>'
    whole = f"<title>{escape(ref.name)}</title>{shape}{name}"
    return f'<g class="centre">{whole}</g>' if centre else f'<a href="{escape(ref.href)}">{whole}</a>'


def _short(name: str) -> str:
    return name if len(name) <= LETTERS else name[: LETTERS - 1].rstrip() + "…"


ROW, LABEL, WIDTH = 44, 300, 760


def tenures(roles: Sequence[Line], iri: str, days: Mapping[str, str]) -> str:
    """Return positions as rows over time: a bar from the first day on which one is reported to the last."""
    dated = [(line, sorted({item.date for item in line.evidence if item.date})) for line in roles]
    known = sorted({day for _, found in dated for day in found})
    if not known:
        return ""
    first, span = _number(known[0]), max(1, _number(known[-1]) - _number(known[0]))
    rows = []
    for index, (line, found) in enumerate(dated):
        y = index * ROW + 18
        title, whom = _titles(line, iri)
        begin, end = ((_number(day) - first) / span for day in (found[0], found[-1])) if found else (0.0, 0.0)
        scale = WIDTH - LABEL - 90
        x1, x2 = LABEL + 20 + begin * scale, LABEL + 20 + end * scale
        told = (
            days[found[0]]
            if found and found[0] == found[-1]
            else " – ".join(days[day] for day in found[:1] + found[-1:])
        )
        bar = (
            f'<line class="bar {escape(_status(line))}" x1="{x1:.0f}" y1="{y}" x2="{max(x2, x1 + 0.1):.1f}" y2="{y}"/>'
        )
        rows.append(
            f'<a href="{escape(line.href)}"><text x="0" y="{y + 1}">{escape(title)}</text></a>'
            f'<text class="when" x="0" y="{y + 17}">{escape(whom)}</text>'
            f'<line x1="{LABEL}" y1="{y}" x2="{WIDTH}" y2="{y}"/>{bar}'
            f'<text class="when" x="{min(x1, WIDTH - 170):.0f}" y="{y + 17}">{escape(told)}</text>'
        )
    return f'<svg class="tenures" viewBox="0 0 {WIDTH} {len(rows) * ROW}" role="group">{"".join(rows)}</svg>'


def _titles(line: Line, iri: str) -> tuple[str, str]:
    """Return the title of a position, and who else belongs to it."""
    plain = [ref.name for _, part in line.parts for ref in part if not ref.iri and ref.kind != "term"]
    others = [ref.name for _, part in line.parts for ref in part if ref.iri and ref.iri != iri]
    status = [ref.name for _, part in line.parts for ref in part if ref.kind == "term"]
    return _cut(plain[0] if plain else line.kind), _cut(" · ".join([*others, *status]))


def _cut(text: str) -> str:
    return text if len(text) <= 42 else text[:41].rstrip() + "…"


def _status(line: Line) -> str:
    if line.modality != "actual":
        return "planned"
    hrefs = {ref.href for _, part in line.parts for ref in part if ref.kind == "term"}
    return "former" if "/ontology#former" in hrefs else "held"


def _number(day: str) -> int:
    from datetime import date

    return date.fromisoformat(day[:10]).toordinal()


def position(line: Line, iri: str) -> str:
    """Return a position as people say it: title, then where."""
    title, _ = _titles(line, iri)
    where = [ref.name for _, part in line.parts for ref in part if ref.iri and ref.iri != iri]
    return ", ".join([title, *where])


def is_current(line: Line) -> bool:
    """Return whether a position is held now, as a fact."""
    hrefs = {ref.href for _, part in line.parts for ref in part if ref.kind == "term"}
    return line.modality == "actual" and "/ontology#current" in hrefs
