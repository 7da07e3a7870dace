"""The recogniser of names at work: the trained network in numpy, one article at a time."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from kg.language.id.ner_features import ngrams, normal, places, shape
from kg.language.id.ner_gazetteer import Gazetteer
from kg.language.id.ner_tokens import Words

__all__ = ["Committee", "Network", "Scores", "kept"]

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]
TABLES = ("word", "gram", "shape")
#: written words whose embedding is kept
CACHE = 100_000
#: texts that are at hand for the network that reads them next; longer ones, in words, are not kept
FEW, LONG = 16, 4_000
Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")


def kept(last: dict[Key, Made], key: Key, make: Callable[[], Made]) -> Made:
    """Return what was made for this key, made now unless it is among the last few."""
    if key not in last:
        while len(last) >= FEW:
            del last[next(iter(last))]
        last[key] = make()
    return last[key]


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
        self._places: dict[Words, Floats] = {}

    def places(self, words: Words) -> Floats:
        """Return what is known of each word of one text from its place and from the lists of names."""
        if len(words.words) > LONG:
            return places(words, self.gazetteer)
        return kept(self._places, words, lambda: places(words, self.gazetteer))

    def score(self, words: Words) -> Scores:
        """Return the mean scores of all words of one text."""
        where = self.places(words)
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
        x: Floats = self._table[kind] + where @ self._enter_places + self._matrix["enter.bias"]
        x += np.tanh(x.mean(0) @ self._matrix["style.weight"] + self._matrix["style.bias"])
        sentence = np.repeat(np.arange(len(words.sentences)), [last - first for first, last in words.sentences])
        half = int(self.arrays["near"][0])
        for number, distance in enumerate(self._distances):
            if number == half:
                x += self._memory(x, key, count)
            x += self._block(x, sentence, number, distance)
        return self._norm(x, "last")

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
            parts = [
                self._row("word", self._word_row.get(low, 0)),
                self._mean("gram", ngrams(low)),
                self._row("shape", pair[1]),
            ]
            self._table[row] = np.concatenate(parts) @ self._enter
        self._kind_of[word] = row, low
        return row, low

    def _row(self, name: str, row: int) -> Floats:
        values: Floats = self.arrays[name][row] * self.arrays[f"{name}.scale"][row]
        return values

    def _mean(self, name: str, rows: Sequence[int]) -> Floats:
        at = np.array(rows)
        mean: Floats = (self.arrays[f"{name}.scale"][at] / len(at)) @ self.arrays[name][at].astype(np.float32)
        return mean

    def _norm(self, x: Floats, name: str) -> Floats:
        centred = x - x.mean(1, keepdims=True)
        spread = np.sqrt(np.einsum("ij,ij->i", centred, centred) / x.shape[1] + 1e-5)
        centred /= spread[:, None]
        scaled: Floats = centred * self._matrix[f"{name}.scale"] + self._matrix[f"{name}.shift"]
        return scaled

    def _block(self, x: Floats, sentence: Rows, number: int, distance: int) -> Floats:
        """Return what the convolution adds to each row: three products over shifted rows, zero beyond a sentence."""
        m, name = self._matrix, f"block{number}"
        h = self._norm(x, name)
        same = (sentence[distance:] == sentence[:-distance])[:, None]
        shifted = np.zeros_like(h)
        np.multiply(h[:-distance], same, out=shifted[distance:])
        before, here, after = np.split(m[f"{name}.weight"], 3)
        both = shifted @ before
        both += h @ here
        np.multiply(h[distance:], same, out=shifted[:-distance])
        shifted[-distance:] = 0
        both += shifted @ after
        both += m[f"{name}.bias"]
        value, gate = both[:, : x.shape[1]], both[:, x.shape[1] :]
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
