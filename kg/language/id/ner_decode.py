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
    through, before, after = moves[:-1, :-1], moves[-1, :-1], moves[:-1, -1]
    best = np.empty_like(scores)
    last = before + scores[firsts]
    best[firsts] = last
    inside = np.ascontiguousarray(through)[:, :, None]
    for step in range(1, int(lengths[0])):
        alive = int(np.searchsorted(-lengths, -step, "left"))
        last = (last[:alive].T[:, None, :] + inside).max(0).T + scores[firsts[:alive] + step]
        best[firsts[:alive] + step] = last
    return _paths(best, bounds, order, through, after)


def _paths(
    best: Floats, bounds: NDArray[np.int64], order: NDArray[np.int64], moves: Floats, after: Floats
) -> list[list[int]]:
    """Return the tags that led to the best scores, sentence by sentence; `order` has the longest first."""
    ends = bounds[order, 1] - 1
    lengths = bounds[order, 1] - bounds[order, 0]
    tags = np.empty(len(best), np.int64)
    tags[ends] = tag = (best[ends] + after).argmax(1)
    into = np.ascontiguousarray(moves.T)
    for step in range(1, int(lengths[0])):
        alive = int(np.searchsorted(-lengths, -step, "left"))
        at = ends[:alive] - step
        tags[at] = tag = (best[at] + into[tag[:alive]]).argmax(1)
    every = tags.tolist()
    return [every[first:last] for first, last in bounds.tolist()]


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
