"""Floret vectors that are put together once a word: spaCy hashes the substrings of each word of each document anew."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from spacy.vectors import Mode, Vectors  # type: ignore[import-not-found]  # has no stub
from spacy.vocab import Vocab

__all__ = ["remember"]

#: words whose vectors are kept: 25 MB at 64 numbers a word
KEPT = 100_000


def remember(vocab: Vocab) -> None:
    """Have the vocabulary keep the vectors of words that it has met; vectors of other kinds stay as they are."""
    if type(vocab.vectors) is Vectors and vocab.vectors.mode == Mode.floret:
        vocab.vectors = Remembered(vocab.vectors)


class Remembered(Vectors):  # type: ignore[misc]  # has no stub
    """Vectors whose `get_batch` makes each word's vector once."""

    def __init__(self, given: Vectors) -> None:
        """Take over the table and the settings of other floret vectors."""
        names = ("strings", "data", "name", "minn", "maxn", "hash_count", "hash_seed", "bow", "eow", "attr")
        super().__init__(mode=Mode.floret, **{name: getattr(given, name) for name in names})
        self._forget()

    def _forget(self) -> None:
        self._row: dict[int | str, int] = {}
        self._made = np.empty((1024, self.data.shape[1]), self.data.dtype)

    def get_batch(self, keys: Iterable[int | str]) -> NDArray[np.float32]:
        """Return the vectors of words, bit for bit those that spaCy makes."""
        wanted = [key if isinstance(key, str) else int(key) for key in keys]
        if len(self._row) > KEPT:
            self._forget()
        new = [key for key in dict.fromkeys(wanted) if key not in self._row]
        if new:
            self._learn(new)
        found: NDArray[np.float32] = self._made[[self._row[key] for key in wanted]]
        return found

    def _learn(self, new: list[int | str]) -> None:
        known, made = len(self._row), super().get_batch(new)
        while known + len(new) > len(self._made):
            self._made = np.concatenate([self._made, np.empty_like(self._made)])
        self._made[known : known + len(new)] = made
        self._row.update(zip(new, range(known, known + len(new)), strict=True))
