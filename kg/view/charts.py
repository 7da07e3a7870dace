"""Counts → inline SVG: bars, columns over time, a strip of dots. Colours are classes of the page's style."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from markupsafe import Markup

__all__ = ["Bar", "bars", "columns", "strip"]

WIDE = 560
LABEL, ROW = 200, 26
LETTERS = 25
HIGH = 120


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what is counted, how often, the class that colours it, where a click leads."""

    name: str
    count: int
    css: str = ""
    href: str = ""


def bars(rows: Sequence[Bar]) -> Markup:
    """Return horizontal bars, "" where there are none."""
    if not rows:
        return Markup("")
    most = max(1, *(row.count for row in rows))
    parts = [_bar(row, index * ROW, (WIDE - LABEL - 60) * row.count / most) for index, row in enumerate(rows)]
    return _svg("bars", len(rows) * ROW, parts)


def _bar(row: Bar, y: int, length: float) -> str:
    name = f'<text class="name" x="{LABEL - 10}" y="{y + 17}">{escape(_short(row.name))}</text>'
    linked = f'<a href="{escape(row.href)}">{name}</a>' if row.href else name
    shape = (
        f'<rect class="{escape(row.css or "bar")}" x="{LABEL}" y="{y + 4}" width="{max(length, 1):.1f}" height="18"/>'
    )
    count = f'<text x="{LABEL + max(length, 1) + 6:.1f}" y="{y + 17}">{row.count}</text>'
    return f"<g><title>{escape(row.name)}</title>{linked}{shape}{count}</g>"


def columns(rows: Sequence[tuple[str, int]]) -> Markup:
    """Return columns side by side, one for each month or year."""
    if not rows:
        return Markup("")
    most, step = max(1, *(count for _, count in rows)), min(60.0, (WIDE - 10) / len(rows))
    parts = []
    every = -(-len(rows) // 8)
    for index, (name, count) in enumerate(rows):
        x, tall = index * step, (HIGH - 40) * count / most
        parts.append(
            f"<g><title>{escape(name)}: {count}</title>"
            f'<rect class="bar" x="{x + 1:.1f}" y="{HIGH - 20 - tall:.1f}" width="{step - 2:.1f}" height="{tall:.1f}"/>'
        )
        if count and step > 14:
            parts.append(f'<text class="middle" x="{x + step / 2:.1f}" y="{HIGH - 25 - tall:.1f}">{count}</text>')
        if index % every == 0:
            parts.append(f'<text class="soft" x="{x + 1:.1f}" y="{HIGH - 4}">{escape(name)}</text>')
        parts.append("</g>")
    return _svg("columns", HIGH, parts)


def strip(found: Sequence[tuple[str, str, str]], names: Mapping[str, str]) -> Markup:
    """Return a row of dots for each type over time; `found` are (day, type, modality), hollow where not a fact."""
    if not found:
        return Markup("")
    days = [date.fromisoformat(day).toordinal() for day, _, _ in found]
    first, span = min(days), max(1, max(days) - min(days))
    kinds = sorted({type_ for _, type_, _ in found}, key=lambda type_: (-sum(t == type_ for _, t, _ in found), type_))
    wide = WIDE * 2 - LABEL - 40
    parts = []
    for index, kind in enumerate(kinds):
        y = index * ROW + 14
        parts.append(f'<text class="name" x="{LABEL - 10}" y="{y + 4}">{escape(_short(names.get(kind, kind)))}</text>')
        parts.append(f'<line x1="{LABEL}" y1="{y}" x2="{WIDE * 2}" y2="{y}"/>')
    for day, kind, modality in found:
        x = LABEL + 10 + wide * (date.fromisoformat(day).toordinal() - first) / span
        y = kinds.index(kind) * ROW + 14
        css = "fact" if modality == "actual" else "doubt"
        parts.append(f'<circle class="{css}" cx="{x:.1f}" cy="{y}" r="5.5"><title>{escape(day)}</title></circle>')
    bottom = len(kinds) * ROW + 18
    parts.append(f'<text class="soft" x="{LABEL}" y="{bottom}">{min(found)[0]}</text>')
    parts.append(f'<text class="soft end" x="{WIDE * 2}" y="{bottom}">{max(found)[0]}</text>')
    return _svg("strip", bottom + 6, parts, WIDE * 2)


def _svg(css: str, height: float, parts: Sequence[str], width: int = WIDE) -> Markup:
    return Markup(f'<svg class="{css}" viewBox="0 0 {width} {height:.0f}" role="img">{"".join(parts)}</svg>')


def _short(text: str) -> str:
    return text if len(text) <= LETTERS else text[: LETTERS - 1].rstrip() + "…"
