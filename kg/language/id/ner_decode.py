"""Scores of tags to spans: the best sequence of tags by Viterbi, over a batch of sentences."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["spans_of_tags", "viterbi"]

Floats = NDArray[np.float32]


def viterbi(scores: Floats, lengths: NDArray[np.int64], moves: Floats) -> list[NDArray[np.int64]]:
    """Return the best tags of each sentence.

    Args:
        scores: (time, sentences, tags), sentences in falling order of length.
        lengths: words of each sentence.
        moves: (tags + 1, tags + 1), the last row and column standing for the outside.
    """
    time, count, tags = scores.shape
    inside, before, after = np.ascontiguousarray(moves[:-1, :-1].T), moves[-1, :-1], moves[:-1, -1]
    back = np.zeros((time, count, tags), np.int64)
    best = before + scores[0]
    for step in range(1, time):
        alive = int(np.searchsorted(-lengths, -step, "left"))
        through = best[:alive, None, :] + inside[None]
        back[step, :alive] = through.argmax(2)
        best[:alive] = through.max(2) + scores[step, :alive]
    last = (best + after).argmax(1)
    out = []
    for row, length in enumerate(lengths.tolist()):
        path = np.zeros(length, np.int64)
        tag = int(last[row])
        for step in range(length - 1, -1, -1):
            path[step] = tag
            tag = int(back[step, row, tag])
        out.append(path)
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
