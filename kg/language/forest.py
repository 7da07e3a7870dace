"""Boosted decision trees over numbers, as plain arrays: the second look at what a first one proposes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.language.arrays import read_arrays

__all__ = ["Forest"]


@dataclass(frozen=True, slots=True)
class Forest:
    """Nodes of all trees in one table; a leaf points to itself on both sides, `deepest` steps reach every leaf."""

    roots: NDArray[np.int32]
    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]
    base: float
    deepest: int

    def probabilities(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """Return the probability of each row of features."""
        if not rows:
            return []
        table = np.asarray(rows, np.float32)
        at = np.tile(self.roots, (len(table), 1))
        which = np.arange(len(table))[:, None]
        for _ in range(self.deepest):
            at = np.where(table[which, self.feature[at]] <= self.threshold[at], self.left[at], self.right[at])
        odds = self.value[at].sum(axis=1) + self.base
        result: list[float] = (1 / (1 + np.exp(-odds))).tolist()
        return result

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the fields as arrays by name, as `of` takes them."""
        return {field.name: np.array(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def load(cls, path: Path) -> Forest:
        """Read an .npz with the fields by name.

        Raises:
            ModelError: where the file is missing or damaged.
        """
        return cls.of(read_arrays(path))

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> Forest:
        """Return the trees whose fields are arrays by name."""
        a = arrays
        return cls(
            a["roots"], a["feature"], a["threshold"], a["left"], a["right"], a["value"], float(a["base"]),
            int(a["deepest"]),
        )  # fmt: skip
