"""Scores of tags to spans: the best sequence of tags by Viterbi, over a batch of sentences."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["spans_of_tags", "viterbi"]

Floats = NDArray[np.float32]


def viterbi(scores: Floats, sentences: Sequence[tuple[int, int]], moves: Floats) -> list[list[int]]:
    """Return the best tags of each sentence, all sentences side by side.

    Args:
        scores: (words, tags).
        sentences: half-open bounds of the sentences in words.
        moves: (tags + 1, tags + 1), the last row and column standing for the outside.
    """
    bounds = np.array(sentences, np.int64).reshape(-1, 2)
    lengths = bounds[:, 1] - bounds[:, 0]
    order = np.argsort(-lengths, kind="stable")
    firsts, lengths = bounds[order, 0], lengths[order]
    inside, before, after = np.ascontiguousarray(moves[:-1, :-1].T), moves[-1, :-1], moves[:-1, -1]
    back = np.zeros(scores.shape, np.int8)
    best = before + scores[firsts]
    for step in range(1, int(lengths[0])):
        alive = int(np.searchsorted(-lengths, -step, "left"))
        through = best[:alive, None, :] + inside
        back[firsts[:alive] + step] = through.argmax(2)
        best[:alive] = through.max(2) + scores[firsts[:alive] + step]
    last = (best + after).argmax(1)
    out: list[list[int]] = [[] for _ in order]
    for row, first, length, tag in zip(order.tolist(), firsts.tolist(), lengths.tolist(), last.tolist(), strict=True):
        path = [tag]
        for pointers in back[first + 1 : first + length][::-1].tolist():
            path.append(pointers[path[-1]])
        out[row] = path[::-1]
    return out


def spans_of_tags(tags: list[str]) -> list[tuple[int, int, str]]:
    """Return (first, last, type) of the runs of tags, half-open.

    >>> spans_of_tags(["O", "B-PER", "E-PER", "S-LOC"])
    [(1, 3, 'PER'), (3, 4, 'LOC')]
    """
    out: list[tuple[int, int, str]] = []
    first = -1
    for index, tag in enumerate(tags):
        mark, type_ = tag[0], tag[2:]
        if mark in "BS":
            first = index
        if mark in "ES" and first >= 0:
            out.append((first, index + 1, type_))
            first = -1
    return out
