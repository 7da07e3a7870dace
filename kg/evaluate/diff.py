"""The differences of one article as text: what is missing, what is spurious, what is wrong in an attribute."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.evaluate.compare import LAYERS, Comparison
from kg.evaluate.shares import wrong

__all__ = ["diff"]


def diff(comparison: Comparison) -> str:
    """Return the differences, layer by layer: "-" is missing, "+" is spurious, "~" agrees but for an attribute.

    Entities are shown by name; one that gold does not have carries a "?".
    """
    lines = [f"{comparison.id}: counts as empty, breaks the format: {comparison.broken}"] if comparison.broken else []
    for layer in LAYERS:
        found = [*_lines(comparison, layer)]
        if found:
            hits, gold, predicted = comparison.layers[layer].counts
            lines += [f"{layer}: {hits} right of {gold} gold, {predicted} predicted", *found]
    return "\n".join(lines) or f"{comparison.id}: no difference"


def _lines(comparison: Comparison, layer: str) -> Iterator[str]:
    rows, names = comparison.layers[layer], comparison.names
    yield from (f"  - {_text(layer, row, names)}" for row in rows.missing)
    yield from (f"  + {_text(layer, row, names)}" for row in rows.spurious)
    for error in wrong(comparison):
        if error.layer == layer:
            yield f"  ~ {_text(layer, error.row, names)}: {error.share} {error.predicted!r}, gold {error.gold!r}"


def _text(layer: str, row: Any, names: dict[str, str]) -> str:
    if layer == "events":
        arguments = ", ".join(f"{role} {_name(filler, names)}" for role, filler in row["args"])
        return f"[{row['sent']}] {row['type']} {row['trigger']!r} {row['modality']} ({arguments})"
    if layer == "entities":
        return f"{row[1]} {row[2]} {row[3]}"
    if layer in ("values", "mentions"):
        return " ".join(str(cell) for cell in row)
    return " ".join(_name(cell, names) for cell in row if cell is not None)


def _name(cell: Any, names: dict[str, str]) -> str:
    if not isinstance(cell, str):
        return str(cell)
    mark = "?" if cell.startswith("?") and cell in names else ""
    return mark + names.get(cell, cell.removeprefix("="))
