"""The recogniser of names at work: the trained network in numpy, one article at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.language.id.ner_features import ngrams, normal, places, shape
from kg.language.id.ner_gazetteer import Gazetteer
from kg.language.id.ner_tokens import Words

__all__ = ["Committee", "Network", "Scores"]

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]
TABLES = ("word", "gram", "shape")
#: written words whose embedding is kept
CACHE = 100_000
#: empty rows between sentences, as wide as the widest convolution
GAP = 4


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network gives for each word: (words, tags) for the outer and for the inner names."""

    outer: Floats
    inner: Floats


class Committee:
    """One or more networks that were trained from different starts; their scores are averaged."""

    def __init__(
        self, arrays: Sequence[Mapping[str, NDArray[Any]]], vocabulary: Sequence[str], gazetteer: Gazetteer
    ) -> None:
        self.vocabulary = list(vocabulary)
        self.gazetteer = gazetteer
        rows = {word: row for row, word in enumerate(self.vocabulary, 1)}
        self.members = [Network(each, rows) for each in arrays]
        self.moves: Floats = np.mean([member.moves for member in self.members], axis=0, dtype=np.float32)

    def score(self, words: Words) -> Scores:
        """Return the mean scores of all words of one text."""
        where = places(words, self.gazetteer)
        each = [member.score(words, where) for member in self.members]
        share = np.float32(1 / len(each))
        outer: Floats = np.add.reduce([one.outer for one in each]) * share
        inner: Floats = np.add.reduce([one.inner for one in each]) * share
        return Scores(outer, inner)


class Network:
    """Embeddings, gated convolutions with a memory of the article between them, linear scores.

    Args:
        arrays: the trained arrays by name, see `training/ner_export.py`.
        rows: the row of each key of a word in the array "word"; others have row 0.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]], rows: Mapping[str, int]) -> None:
        self.arrays = {name: np.asarray(array) for name, array in arrays.items()}
        self._word_row = rows
        self._kinds: dict[tuple[str, int], int] = {}
        self._kind_of: dict[str, tuple[int, str]] = {}
        self._matrix = {n: np.ascontiguousarray(a, np.float32) for n, a in self.arrays.items() if n not in TABLES}
        self._distances = [int(d) for d in self.arrays["distances"]]
        inputs = sum(self.arrays[name].shape[1] for name in TABLES)
        self._enter, self._enter_places = np.split(self._matrix["enter.weight"], [inputs])
        self._table = np.zeros((1024, self._enter.shape[1]), np.float32)

    @property
    def moves(self) -> Floats:
        """The scores of one tag after another, (tags + 1, tags + 1), the last for the outside of a sentence."""
        return self._matrix["moves"]

    def score(self, words: Words, where: Floats) -> Scores:
        """Return the scores of all words of one text, `where` being what `places` gives for it."""
        last, m = self.hidden(words, where), self._matrix
        return Scores(last @ m["out.weight"] + m["out.bias"], last @ m["inner.weight"] + m["inner.bias"])

    def hidden(self, words: Words, where: Floats) -> Floats:
        """Return what is known of each word of one text, (words, width); `where` is what `places` gives for it."""
        kind, key, count = self._index(words)
        real = self._rows(words)
        solid = np.zeros((int(real[-1]) + 1 + GAP, 1), np.float32)
        solid[real] = 1
        x = np.zeros((int(real[-1]) + 1 + GAP, self._table.shape[1]), np.float32)
        x[real] = self._table[kind] + where @ self._enter_places + self._matrix["enter.bias"]
        kind = x[real].mean(0) @ self._matrix["style.weight"] + self._matrix["style.bias"]
        x[real] += np.tanh(kind)
        half = int(self.arrays["near"][0])
        for number, distance in enumerate(self._distances):
            if number == half:
                x[real] += self._memory(x[real], key, count)
            x += self._block(x, solid, number, distance)
        return self._norm(x[real], "last")

    def _index(self, words: Words) -> tuple[Rows, Rows, int]:
        if len(self._kind_of) > CACHE:
            self._kinds.clear()
            self._kind_of.clear()
        keys: dict[str, int] = {}
        kind, key = np.empty(len(words.words), np.int64), np.empty(len(words.words), np.int64)
        for at, word in enumerate(words.words):
            known = self._kind_of.get(word) or self._learn(word)
            kind[at] = known[0]
            key[at] = keys.setdefault(known[1], len(keys))
        return kind, key, len(keys)

    def _learn(self, word: str) -> tuple[int, str]:
        low = normal(word)
        pair = low, shape(word)
        row = self._kinds.get(pair)
        if row is None:
            row = self._kinds[pair] = len(self._kinds)
            if row >= len(self._table):
                self._table = np.concatenate([self._table, np.zeros_like(self._table)])
            word_rows, shape_rows = [self._word_row.get(low, 0)], [pair[1]]
            parts = [
                self._mean("word", word_rows),
                self._mean("gram", list(ngrams(low))),
                self._mean("shape", shape_rows),
            ]
            self._table[row] = np.concatenate(parts) @ self._enter
        self._kind_of[word] = row, low
        return row, low

    def _mean(self, name: str, rows: list[int]) -> Floats:
        scales = self.arrays[f"{name}.scale"][rows] / len(rows)
        return np.asarray(scales @ self.arrays[name][rows], np.float32)

    @staticmethod
    def _rows(words: Words) -> Rows:
        bounds = np.array(words.sentences, np.int64)
        gaps = np.repeat(np.arange(len(bounds)) * GAP, bounds[:, 1] - bounds[:, 0])
        return np.arange(len(gaps)) + gaps

    def _norm(self, x: Floats, name: str) -> Floats:
        centred = x - x.mean(1, keepdims=True)
        spread = np.sqrt(np.einsum("ij,ij->i", centred, centred) / x.shape[1] + 1e-5)
        centred /= spread[:, None]
        scaled: Floats = centred * self._matrix[f"{name}.scale"] + self._matrix[f"{name}.shift"]
        return scaled

    def _block(self, x: Floats, solid: Floats, number: int, distance: int) -> Floats:
        """Return what the convolution adds to each row: three products over shifted rows, gaps being zero."""
        m, name, (rows, width) = self._matrix, f"block{number}", x.shape
        padded = np.zeros((rows + 2 * distance, width), np.float32)
        np.multiply(self._norm(x, name), solid, out=padded[distance:-distance])
        before, here, after = np.split(m[f"{name}.weight"], 3)
        both = padded[:rows] @ before
        both += padded[distance : distance + rows] @ here
        both += padded[2 * distance :] @ after
        both += m[f"{name}.bias"]
        value, gate = both[:, :width], both[:, width:]
        np.tanh(gate, out=gate)
        gate += 1
        value *= gate
        return value

    def _memory(self, x: Floats, key: Rows, count: int) -> Floats:
        h = self._norm(x, "norm")
        order = np.argsort(key, kind="stable")
        sizes = np.bincount(key, minlength=count)
        firsts = np.cumsum(sizes) - sizes
        together = h[order]
        top = np.maximum.reduceat(together, firsts, 0)
        mean = np.add.reduceat(together, firsts, 0) / sizes[:, None].astype(np.float32)
        pooled = np.concatenate([top, mean], 1) @ self._matrix["memory.weight"] + self._matrix["memory.bias"]
        shown: Floats = np.maximum(pooled, 0)[key]
        return shown
