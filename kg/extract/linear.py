"""Multinomial logistic regression over named features: the learned classifiers of the extractors, as plain arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.strings import hash_string  # type: ignore[attr-defined]  # missing from its stub

from kg.errors import ModelError

__all__ = ["Linear"]


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights by feature hash: `weights[rows[hash_string(feature)]]` is one row of shape (labels,)."""

    labels: tuple[str, ...]
    rows: dict[int, int]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def probabilities(self, items: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """Return the probability of each label for each item's features, shape (items, labels)."""
        get, found, starts, told = self.rows.get, list[int](), list[int](), list[int]()
        for i, features in enumerate(items):
            start = len(found)
            found += [row for row in map(get, map(hash_string, features)) if row is not None]
            if len(found) > start:
                starts.append(start)
                told.append(i)
        logits = np.tile(self.bias, (len(items), 1))
        if told:
            logits[told] += np.add.reduceat(self.weights[found], starts, axis=0)
        logits -= logits.max(axis=1, keepdims=True)
        exponents = np.exp(logits)
        result: NDArray[np.float32] = exponents / exponents.sum(axis=1, keepdims=True)
        return result

    @classmethod
    def load(cls, path: Path) -> Linear:
        """Read an .npz with `labels`, `keys`, `weights` and `bias`.

        Raises:
            ModelError: where the file is missing or damaged.
        """
        try:
            with np.load(path, allow_pickle=False) as arrays:
                keys = arrays["keys"].tolist()
                weights, bias = arrays["weights"].astype(np.float32), arrays["bias"].astype(np.float32)
                labels = tuple(str(label) for label in arrays["labels"])
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(
                f"cannot read the weights {str(path)!r}: {error}; reinstall kg or run `make model`"
            ) from error
        return cls(labels, {key: row for row, key in enumerate(keys)}, weights, bias)
