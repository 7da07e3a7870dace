"""Fit multinomial logistic regression over named features by AdaGrad: minutes become seconds for many classes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from spacy.strings import hash_string

from kg.extract.linear import Linear

__all__ = ["Settings", "fit"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How to fit.

    Passes, step, strength of the pull to zero; features seen at least `minimum` times count, and rows whose largest
    weight is over `smallest` are kept.
    """

    epochs: int = 10
    step: float = 0.1
    decay: float = 1e-5
    minimum: int = 2
    batch: int = 128
    smallest: float = 0.01


def fit(
    items: Sequence[Sequence[str]],
    labels: Sequence[str],
    settings: Settings,
    weights: Sequence[float] | None = None,
) -> Linear:
    """Return the classifier; the same items give the same weights."""
    counts = Counter(feature for features in items for feature in set(features))
    vocabulary = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= settings.minimum))}
    matrix = _matrix(items, vocabulary)
    names = tuple(sorted(set(labels)))
    target = np.array([names.index(label) for label in labels])
    sure = np.ones(len(labels), np.float32) if weights is None else np.array(weights, np.float32)
    table, bias = _descend(matrix, target, sure, len(names), settings)
    keep = np.abs(table).max(axis=1) > settings.smallest
    rows = {hash_string(f): 0 for f, i in vocabulary.items() if keep[i]}
    return Linear(names, {key: n for n, key in enumerate(rows)}, table[keep], bias)


def _matrix(items: Sequence[Sequence[str]], vocabulary: dict[str, int]) -> csr_matrix:
    indices: list[int] = []
    bounds = [0]
    for features in items:
        indices += sorted({vocabulary[f] for f in features if f in vocabulary})
        bounds.append(len(indices))
    return csr_matrix((np.ones(len(indices), np.float32), indices, bounds), shape=(len(items), len(vocabulary)))


def _descend(
    matrix: csr_matrix, target: NDArray[np.int64], sure: NDArray[np.float32], classes: int, settings: Settings
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    table = np.zeros((matrix.shape[1], classes), np.float32)
    seen = np.full_like(table, 1e-2)
    shares = np.bincount(target, weights=sure, minlength=classes) / sure.sum()
    bias = np.log(shares + 1e-6).astype(np.float32)
    dice = np.random.default_rng(0)
    for _ in range(settings.epochs):
        order = dice.permutation(matrix.shape[0])
        for at in range(0, len(order), settings.batch):
            rows = order[at : at + settings.batch]
            _step(matrix[rows], target[rows], sure[rows], table, seen, bias, settings)
    return table, bias


def _step(part, target, sure, table, seen, bias, settings) -> None:  # type: ignore[no-untyped-def]
    columns, local = np.unique(part.indices, return_inverse=True)
    small = csr_matrix((part.data, local, part.indptr), shape=(part.shape[0], len(columns)))
    logits = small @ table[columns] + bias
    logits -= logits.max(axis=1, keepdims=True)
    wrong = np.exp(logits)
    wrong /= wrong.sum(axis=1, keepdims=True)
    wrong[np.arange(len(target)), target] -= 1
    wrong *= sure[:, None]
    slope = small.T @ wrong + settings.decay * len(target) * table[columns]
    seen[columns] += slope**2
    table[columns] -= settings.step * slope / np.sqrt(seen[columns])
    bias -= 0.01 * wrong.mean(axis=0)
