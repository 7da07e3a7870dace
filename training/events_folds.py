"""Cross-validation by article: five parts, the choice of floors, the calibration of what is kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from kg.extract.clauses import Frame
from training.stories import outside, parts

__all__ = ["DATA", "best_floor", "calibration", "cut", "ids_of", "write_settings"]

DATA = Path(__file__).resolve().parents[1] / "kg" / "extract" / "data"
_BINS = 8
Rows = list[tuple[Frame, dict[str, Any]]]


def cut(rows: Rows, gold: Rows, more: Rows, fold: int) -> tuple[Rows, list[int]]:
    """Return the rows to learn from in one fold, out of all three, and the indices of those of `rows` to judge."""
    seen, unseen = parts(ids_of(rows), fold)
    return [*(part[i] for part in (rows, gold) for i in seen), *outside(fold, more, ids_of(more))], unseen


def ids_of(rows: Rows) -> list[str]:
    """Return the id of the article of each row."""
    return [f.article.document.id for f, _ in rows]


def best_floor(f1: Callable[[float], float], floors: Sequence[float]) -> float:
    """Return the floor with the best F1, the lowest of equals."""
    return max(floors, key=lambda floor: (f1(floor), -floor))


def calibration(sure: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float]]:
    """Return points (probability, share right) over bins of equal size, never falling, from 0 to 1."""
    order = np.argsort(np.array(sure), kind="stable")
    points = []
    for part in np.array_split(order, _BINS):
        share = float(np.mean(np.array(right, float)[part]))
        points.append([round(float(np.mean(np.array(sure)[part])), 4), max(share, points[-1][1] if points else 0.0)])
    return [(0.0, round(points[0][1] / 2, 3)), *((x, round(y, 3)) for x, y in points), (1.0, round(points[-1][1], 3))]


def write_settings(
    name: str, floor: float, floors: dict[str, float], certain: float, points: list[tuple[float, float]]
) -> None:
    """Write what `kg.extract.clauses_settings` reads."""
    row = {"floor": floor, "floors": floors, "certain": certain, "calibration": points}
    (DATA / f"{name}.json").write_text(json.dumps(row, indent=1, sort_keys=True) + "\n", encoding="utf-8")
