"""Grow boosted trees with scikit-learn and write them as arrays for `kg.language.forest`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from kg.language.forest import Forest

__all__ = ["grow", "save"]


def grow(
    rows: Sequence[Sequence[float]], right: Sequence[bool], *, trees: int = 120, leaves: int = 12, rate: float = 0.06,
    smallest: int = 30,
) -> Forest:  # fmt: skip
    """Return the trees for two classes; the same rows give the same trees."""
    model = HistGradientBoostingClassifier(
        max_iter=trees, learning_rate=rate, max_leaf_nodes=leaves, min_samples_leaf=smallest, l2_regularization=1.0,
        early_stopping=False, random_state=0,
    )  # fmt: skip
    model.fit(np.array(rows, np.float32), np.array(right))
    nodes = [predictors[0].nodes for predictors in model._predictors]
    starts = np.cumsum([0, *(len(n) for n in nodes[:-1])]).astype(np.int32)
    table = np.concatenate(nodes)
    shift = np.repeat(starts, [len(n) for n in nodes])
    own = np.arange(len(table))
    leaf = table["is_leaf"].astype(bool)
    return Forest(
        starts,
        np.where(leaf, 0, table["feature_idx"]).astype(np.int16),
        np.where(leaf, 0, table["num_threshold"]).astype(np.float32),
        np.where(leaf, own, table["left"] + shift).astype(np.int32),
        np.where(leaf, own, table["right"] + shift).astype(np.int32),
        np.where(leaf, table["value"], 0).astype(np.float32),
        float(model._baseline_prediction.ravel()[0]),
        int(table["depth"].max()),
    )


def save(forest: Forest, path: Path) -> None:
    arrays: dict[str, Any] = forest.arrays()
    np.savez(path, **arrays)
