"""Cross-validation by article: five parts, the choice of floors, the calibration of what is kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

__all__ = ["DATA", "FOLDS", "best_floor", "calibration", "parts", "write_settings"]

FOLDS = 5
DATA = Path(__file__).resolve().parents[1] / "kg" / "extract" / "data"
_BINS = 8
T = TypeVar("T")


def parts(items: Sequence[T], fold: int) -> tuple[list[int], list[int]]:
    """Return the indices to learn from and those to judge in one fold."""
    return [i for i in range(len(items)) if i % FOLDS != fold], [i for i in range(len(items)) if i % FOLDS == fold]


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
