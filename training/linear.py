"""Train the linear classifiers of `kg.extract` with scikit-learn and write them as arrays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from spacy.strings import hash_string  # type: ignore[attr-defined]  # missing from its stub

from kg.extract.linear import Linear

__all__ = ["fit", "save"]


def fit(
    items: Sequence[Sequence[str]],
    labels: Sequence[str],
    *,
    cost: float = 0.3,
    minimum: int = 3,
    weights: Sequence[float] | None = None,
) -> Linear:
    """Return an L2-regularised classifier (inverse strength `cost`) over features seen at least `minimum` times."""
    counts = Counter(feature for features in items for feature in set(features))
    vocabulary = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= minimum))}
    indices, bounds = [], [0]
    for features in items:
        indices += sorted({vocabulary[f] for f in features if f in vocabulary})
        bounds.append(len(indices))
    matrix = csr_matrix((np.ones(len(indices)), indices, bounds), shape=(len(items), len(vocabulary)))
    names = sorted(set(labels))
    model = LogisticRegression(C=cost, max_iter=2000)
    model.fit(matrix, labels, sample_weight=weights)
    coefficients, bias = model.coef_, model.intercept_
    if len(names) == 2:  # scikit-learn keeps one row for two classes
        coefficients, bias = np.vstack([-coefficients, coefficients]) / 2, np.array([-bias[0], bias[0]]) / 2
    keep = np.abs(coefficients).max(axis=0) > 1e-3
    rows = {hash_string(f): 0 for f, i in vocabulary.items() if keep[i]}
    rows = {key: n for n, key in enumerate(rows)}
    return Linear(tuple(model.classes_), rows, coefficients.T[keep].astype(np.float32), bias.astype(np.float32))


def save(model: Linear, path: Path) -> None:
    """Write the arrays that `Linear.load` reads; half precision, so that the package stays small."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(
        path,
        labels=np.array(model.labels),
        keys=np.array(list(model.rows), dtype=np.uint64),
        weights=model.weights.astype(np.float16),
        bias=model.bias,
    )
