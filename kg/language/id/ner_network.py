"""The recogniser of names at work: the trained network in numpy, one article at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.language.id.ner_features import ngrams, normal, places, shape
from kg.language.id.ner_tokens import Words

__all__ = ["Network", "Scores"]

Floats = NDArray[np.float32]
#: kinds of words whose embedding is kept
CACHE = 100_000


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network gives for each word: scores of the outer tags, scores of the inner tags."""

    outer: Floats
    inner: Floats


class Network:
    """Embeddings, two bidirectional LSTMs with a memory of the article between them, and linear scores.

    Args:
        arrays: the trained arrays by name, see `training/ner_export.py`.
        vocabulary: the keys of the words, in order of the rows of "word" from 1.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]], vocabulary: Sequence[str]) -> None:
        self.arrays = {name: np.asarray(array) for name, array in arrays.items()}
        self.vocabulary = list(vocabulary)
        self.word_id = {word: row for row, word in enumerate(self.vocabulary, 1)}
        self.kinds: dict[tuple[str, int], int] = {}
        self.kind_of: dict[str, tuple[int, str]] = {}
        self.table = np.zeros((1024, self.width), np.float32)

    @cached_property
    def weights(self) -> dict[str, Floats]:
        """The arrays that are multiplied, in float32."""
        tables = ("word", "gram", "shape")
        return {name: np.ascontiguousarray(a, np.float32) for name, a in self.arrays.items() if name not in tables}

    @property
    def width(self) -> int:
        return sum(self.arrays[name].shape[1] for name in ("word", "gram", "shape"))

    def score(self, words: Words, text: str) -> Scores:
        """Return the scores of all words of one text."""
        kind, key, count = self._index(words)
        plan = Plan.of(words)
        x = np.concatenate([self.table[kind], places(words, text)], 1)
        h1 = self._lstm("first", x, plan)
        h2 = self._lstm("second", np.concatenate([h1, self._memory(h1, key, count)], 1), plan)
        w = self.weights
        return Scores(h2 @ w["out.weight"] + w["out.bias"], h2 @ w["inner.weight"] + w["inner.bias"])

    def _index(self, words: Words) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
        if len(self.kind_of) > CACHE:
            self.kinds.clear()
            self.kind_of.clear()
        kind, key, keys = [], [], {}
        for word in words.words:
            known = self.kind_of.get(word)
            if known is None:
                known = self.kind_of[word] = self._kind(word)
            kind.append(known[0])
            key.append(keys.setdefault(known[1], len(keys)))
        return np.array(kind), np.array(key), len(keys)

    def _kind(self, word: str) -> tuple[int, str]:
        low = normal(word)
        pair = low, shape(word)
        row = self.kinds.get(pair)
        if row is None:
            row = self.kinds[pair] = len(self.kinds)
            if row >= len(self.table):
                self.table = np.concatenate([self.table, np.zeros_like(self.table)])
            a = self.arrays
            grams = a["gram"][list(ngrams(low))].astype(np.float32).mean(0)
            self.table[row] = np.concatenate([a["word"][self.word_id.get(low, 0)], grams, a["shape"][pair[1]]])
        return row, low

    def _memory(self, h: Floats, key: NDArray[np.int64], count: int) -> Floats:
        order = np.argsort(key, kind="stable")
        firsts = np.searchsorted(key[order], np.arange(count))
        sorted_ = h[order]
        top = np.maximum.reduceat(sorted_, firsts, 0)
        mean = np.add.reduceat(sorted_, firsts, 0) / np.diff(np.append(firsts, len(key)))[:, None]
        w = self.weights
        pooled = np.concatenate([top, mean.astype(np.float32)], 1) @ w["memory.weight"] + w["memory.bias"]
        return np.maximum(pooled, 0)[key]

    def _lstm(self, name: str, x: Floats, plan: Plan) -> Floats:
        """Return (words, 2 * hidden): both directions at once, all sentences side by side."""
        w = self.weights
        size = w[f"{name}.hidden"].shape[1]
        given = x @ w[f"{name}.input"] + w[f"{name}.bias"]
        out = np.empty((len(x), 2 * size), np.float32)
        both = given.reshape(len(x), 2, 4 * size)
        h = np.zeros((2, plan.sentences, size), np.float32)
        c = np.zeros_like(h)
        gates = np.empty((2, plan.sentences, 4 * size), np.float32)
        for ahead, behind in zip(plan.ahead, plan.behind, strict=True):
            n = len(ahead)
            g = gates[:, :n]
            np.matmul(h[:, :n], w[f"{name}.hidden"], out=g)
            g[0] += both[ahead, 0]
            g[1] += both[behind, 1]
            sig = g[..., : 3 * size]
            np.tanh(g, out=g)
            sig *= 0.5
            sig += 0.5
            cell = c[:, :n]
            cell *= sig[..., size : 2 * size]
            cell += sig[..., :size] * g[..., 3 * size :]
            np.multiply(sig[..., 2 * size :], np.tanh(cell), out=h[:, :n])
            out[ahead, :size] = h[0, :n]
            out[behind, size:] = h[1, :n]
        return out


@dataclass(frozen=True, slots=True)
class Plan:
    """The order of work: at step t, the t-th word of each sentence that long, longest first, from either end."""

    sentences: int
    order: NDArray[np.int64]
    lengths: NDArray[np.int64]
    ahead: tuple[NDArray[np.int64], ...]
    behind: tuple[NDArray[np.int64], ...]

    @classmethod
    def of(cls, words: Words) -> Plan:
        bounds = np.array(words.sentences, np.int64).reshape(-1, 2)
        lengths = bounds[:, 1] - bounds[:, 0]
        order = np.argsort(-lengths, kind="stable")
        bounds, lengths = bounds[order], lengths[order]
        alive = [int(np.searchsorted(-lengths, -t, "left")) for t in range(int(lengths.max(initial=0)))]
        ahead = tuple(bounds[:n, 0] + t for t, n in enumerate(alive))
        behind = tuple(bounds[:n, 1] - 1 - t for t, n in enumerate(alive))
        return cls(len(lengths), order, lengths, ahead, behind)
