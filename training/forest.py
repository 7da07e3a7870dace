"""Grow boosted trees with scikit-learn and write them as arrays for `kg.language.forest`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from kg.language.forest import Forest

__all__ = ["grow", "save"]

#: of the rows, what each of several bags holds
SAMPLE = 0.7


def grow(
    rows: Sequence[Sequence[float]], right: Sequence[bool], *, bags: int = 4, trees: int = 60, leaves: int = 8,
    rate: float = 0.1, smallest: int = 30, share: float = 0.3,
) -> Forest:  # fmt: skip
    """Return the trees for two classes; the same rows give the same trees.

    Args:
        rows: numbers, one list for each item.
        right: the class of each.
        bags: how many models, each of its own part of the rows, are averaged (Breiman 1996).
        trees: so many in each.
        leaves: of a tree, at most.
        rate: how much a tree counts.
        smallest: rows in a leaf, at least.
        share: of the columns that each split looks at, drawn anew, as in a random forest (Breiman 2001).
    """
    table, labels, chance = np.array(rows, np.float32), np.array(right), np.random.default_rng(0)
    models = []
    for bag in range(bags):
        inside = chance.random(len(labels)) < SAMPLE if bags > 1 else np.ones(len(labels), bool)
        model = HistGradientBoostingClassifier(
            max_iter=trees, learning_rate=rate, max_leaf_nodes=leaves, min_samples_leaf=smallest, l2_regularization=1.0,
            max_features=share, early_stopping=False, random_state=bag,
        )  # fmt: skip
        models.append(model.fit(table[inside], labels[inside]))
    return _together(models)


def _together(models: Sequence[HistGradientBoostingClassifier]) -> Forest:
    """Return the trees of all models as one sum, which is the mean of what they say."""
    nodes = [predictors[0].nodes for model in models for predictors in model._predictors]
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
        np.where(leaf, table["value"] / len(models), 0).astype(np.float32),
        float(np.mean([model._baseline_prediction.ravel()[0] for model in models])),
        int(table["depth"].max()),
    )


def save(forest: Forest, path: Path) -> None:
    arrays: dict[str, Any] = forest.arrays()
    np.savez(path, **arrays)
