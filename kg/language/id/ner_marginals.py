"""How likely a span is a name of each type: forward and backward sums over all sequences of tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Marginals", "marginals"]

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Marginals:
    """Scaled sums over the words (Rabiner 1989): `ahead * behind` is the likelihood of each tag of each word."""

    ahead: Floats
    behind: Floats
    through: Floats
    weight: Floats

    def span(self, first: int, last: int) -> Floats:
        """Return the likelihood, by type, that the words `first` to `last` (half-open) are one whole name.

        Tags stand in the order O, then B, I, E, S of each type.
        """
        if last - first == 1:
            return self.ahead[first, 4::4] * self.behind[first, 4::4]
        chain = self.ahead[first, 1::4].copy()
        b, i, e = self._moves()
        for at in range(first + 1, last - 1):
            chain *= (b if at == first + 1 else i) * self.weight[at, 2::4]
        chain *= (e[0] if last - first == 2 else e[1]) * self.weight[last - 1, 3::4]
        return chain * self.behind[last - 1, 3::4]

    def _moves(self) -> tuple[Floats, Floats, tuple[Floats, Floats]]:
        t = self.through
        begin, middle, end = (np.arange(k, len(t), 4) for k in (1, 2, 3))
        return t[begin, middle], t[middle, middle], (t[begin, end], t[middle, end])


def marginals(scores: Floats, sentences: Sequence[tuple[int, int]], moves: Floats) -> Marginals:
    """Return the sums over all tag sequences of each sentence; the arguments are those of `viterbi`."""
    bounds = np.array(sentences, np.int64).reshape(-1, 2)
    lengths = bounds[:, 1] - bounds[:, 0]
    order = np.argsort(-lengths, kind="stable")
    bounds, lengths = bounds[order], lengths[order]
    alive = [int(np.searchsorted(-lengths, -t, "left")) for t in range(int(lengths[0]))]
    through, before, after = np.exp(moves[:-1, :-1]), np.exp(moves[-1, :-1]), np.exp(moves[:-1, -1])
    weight = np.exp(scores - scores.max(1, keepdims=True))
    ahead, behind = np.empty_like(weight), np.empty_like(weight)
    sums = before * weight[bounds[:, 0]]
    for step, n in enumerate(alive):
        at = bounds[:n, 0] + step
        if step:
            sums = (sums[:n] @ through) * weight[at]
        scale = sums.sum(1, keepdims=True)
        weight[at] /= scale
        sums = sums / scale
        ahead[at] = sums
    sums = np.broadcast_to(after, (len(lengths), len(after)))
    ends = bounds[:, 1] - 1
    sums = sums / (ahead[ends] * after).sum(1, keepdims=True)
    behind[ends] = sums
    for step, n in enumerate(alive[1:], 1):
        at = ends[:n] - step
        sums = (weight[at + 1] * sums[:n]) @ through.T
        behind[at] = sums
    return Marginals(ahead, behind, through, weight)
