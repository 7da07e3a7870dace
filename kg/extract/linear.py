"""Multinomial logistic regression over named features: the learned classifiers of the extractors, as plain arrays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.strings import hash_string  # type: ignore[attr-defined]  # missing from its stub

from kg.language.arrays import read_arrays

__all__ = ["Linear"]

#: no hash is greater
LAST = 2**64 - 1


class Rows(Mapping[int, int]):
    """Feature hash → row, for hashes that are all different: a dict of 90,000 is made only where somebody asks."""

    def __init__(self, hashes: NDArray[np.uint64]) -> None:
        """Take the hash of each row."""
        self.hashes = hashes

    @cached_property
    def _table(self) -> dict[int, int]:
        return {key: row for row, key in enumerate(self.hashes.tolist())}

    def __getitem__(self, key: int) -> int:
        return self._table[key]

    def __iter__(self) -> Iterator[int]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self.hashes)


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights by feature hash: `weights[rows[hash_string(feature)]]` is one row of shape (labels,)."""

    labels: tuple[str, ...]
    rows: Mapping[int, int]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    #: the keys of `rows` in order, with the greatest number behind them, and the row of each: all features of an
    #: article are looked up at once
    _keys: NDArray[np.uint64] = field(init=False, repr=False, compare=False)
    _places: NDArray[np.int64] = field(init=False, repr=False, compare=False)
    #: where the keys begin that share their first bits, by these bits: from there it is hardly a step to any key
    _starts: NDArray[np.int64] = field(init=False, repr=False, compare=False)
    _shift: np.uint64 = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Lay the keys out in order."""
        rows = self.rows
        keys = rows.hashes if isinstance(rows, Rows) else np.fromiter(rows, np.uint64, len(rows))
        places = None if isinstance(rows, Rows) else np.fromiter(rows.values(), np.int64, len(rows))
        order = np.argsort(keys)
        keys, bits = keys[order], len(keys).bit_length() + 1
        shift = np.uint64(64 - bits)
        object.__setattr__(self, "_keys", np.append(keys, np.uint64(LAST)))
        object.__setattr__(self, "_places", order if places is None else places[order])
        object.__setattr__(self, "_starts", np.searchsorted(keys, np.arange(2**bits, dtype=np.uint64) << shift))
        object.__setattr__(self, "_shift", shift)

    def probabilities(self, items: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """Return the probability of each label for each item's features, shape (items, labels)."""
        logits = np.tile(self.bias, (len(items), 1))
        found, counts = self._known(items)
        if len(found):
            told = np.flatnonzero(counts)
            starts = (np.cumsum(counts) - counts)[told]
            logits[told] += np.add.reduceat(self.weights[found], starts, axis=0)
        logits -= logits.max(axis=1, keepdims=True)
        exponents = np.exp(logits)
        result: NDArray[np.float32] = exponents / exponents.sum(axis=1, keepdims=True)
        return result

    def _known(self, items: Sequence[Sequence[str]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the rows of the features that have one, item after item, and how many of them each item has."""
        sizes = np.fromiter(map(len, items), np.int64, len(items))
        hashes = np.fromiter(map(hash_string, chain.from_iterable(items)), np.uint64, int(sizes.sum()))
        at = self._starts[hashes >> self._shift]
        before = np.flatnonzero(self._keys[at] < hashes)
        while len(before):
            at[before] += 1
            before = before[self._keys[at[before]] < hashes[before]]
        known = (self._keys[at] == hashes) & (at < len(self._places))
        owners = np.repeat(np.arange(len(items)), sizes)[known]
        return self._places[at[known]], np.bincount(owners, minlength=len(items))

    @classmethod
    def load(cls, path: Path) -> Linear:
        """Read an .npz with `labels`, `keys`, `weights` and `bias`.

        Raises:
            ModelError: where the file is missing or damaged.
        """
        arrays = read_arrays(path)
        labels = tuple(str(label) for label in arrays["labels"])
        weights, bias = arrays["weights"].astype(np.float32), arrays["bias"].astype(np.float32)
        return cls(labels, Rows(arrays["keys"].astype(np.uint64)), weights, bias)
