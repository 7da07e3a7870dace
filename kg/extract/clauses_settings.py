"""Thresholds and calibration of the learned extractors, as measured by cross-validation when they were trained."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

__all__ = ["Settings", "settings"]

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True)
class Settings:
    """`floor` to be kept at all, `floors` by role or predicate, `certain` to be a fact, points of the calibration."""

    floor: float
    floors: dict[str, float]
    certain: float
    points: tuple[tuple[float, float], ...]

    def calibrated(self, p: float) -> float:
        """Return the share that was right, in cross-validation, among items with the probability `p`.

        >>> Settings(0.2, {}, 0.6, ((0.0, 0.0), (1.0, 0.5))).calibrated(0.5)
        0.25
        """
        at = min(max(bisect_right(self.points, (p, 2.0)), 1), len(self.points) - 1)
        (x0, y0), (x1, y1) = self.points[at - 1], self.points[at]
        return y0 + (y1 - y0) * min(max((p - x0) / (x1 - x0), 0.0), 1.0)


@lru_cache(maxsize=4)
def settings(name: str) -> Settings:
    """Return the settings of "events" or "relations"."""
    row = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return Settings(row["floor"], row["floors"], row["certain"], tuple((x, y) for x, y in row["calibration"]))
