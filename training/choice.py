"""Train the rankers of `kg.extract.speech_choice`: conditional logistic regression over sets of candidates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from spacy.strings import hash_string  # type: ignore[attr-defined]  # missing from its stub

from kg.extract.linear import Linear

__all__ = ["Choice", "fit"]


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates of one choice by their features, and which of them are right (any of these will do)."""

    candidates: tuple[tuple[str, ...], ...]
    right: tuple[int, ...]


def fit(choices: Sequence[Choice], *, cost: float = 1.0, minimum: int = 3) -> Linear:
    """Return weights that make the right candidates likely; L2 of strength 1/`cost`, features seen `minimum` times."""
    rows = [candidate for item in choices for candidate in item.candidates]
    counts = Counter(feature for row in rows for feature in set(row))
    vocabulary = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= minimum))}
    matrix = _matrix(rows, vocabulary)
    sizes = np.array([len(item.candidates) for item in choices])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(choices)), sizes)
    right = np.zeros(len(rows))
    for start, item in zip(starts, choices, strict=True):
        right[[start + i for i in item.right]] = 1

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = matrix @ w
        exponents = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        p = exponents / np.add.reduceat(exponents, starts)[group]
        good = np.add.reduceat(p * right, starts)
        q = p * right / np.maximum(good, 1e-12)[group]
        value = -np.log(np.maximum(good, 1e-12)).sum() + w @ w / (2 * cost)
        return value, matrix.T @ (p - q) + w / cost

    w = minimize(loss, np.zeros(len(vocabulary)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    kept = [(hash_string(f), w[i]) for f, i in vocabulary.items() if abs(w[i]) > 5e-3]
    column = np.array([value for _, value in kept], dtype=np.float32)
    return Linear(
        ("no", "yes"),
        {key: n for n, (key, _) in enumerate(kept)},
        (np.stack([-column, column], axis=1) / 2).astype(np.float32),
        np.zeros(2, dtype=np.float32),
    )


def _matrix(rows: Sequence[Sequence[str]], vocabulary: dict[str, int]) -> csr_matrix:
    indices, bounds = [], [0]
    for features in rows:
        indices += sorted({vocabulary[f] for f in features if f in vocabulary})
        bounds.append(len(indices))
    return csr_matrix((np.ones(len(indices)), indices, bounds), shape=(len(rows), len(vocabulary)))
