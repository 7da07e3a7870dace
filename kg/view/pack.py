"""Pixel positions → positions in which labels do not overlap and unconnected parts lie side by side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kg.view.forces import Floats, Ints

__all__ = ["pack", "spread"]

ROUNDS = 60
FRESH = 5  # rounds after which the pairs that may overlap are looked for anew
AHEAD = 40.0  # pixels that a pair may come nearer until then
ENOUGH = 1.0  # pixels of overlap that nobody sees
GRAIN = 24  # pixels: the columns in which parts are fitted together
SLACKS = (1.0, 1.15, 1.3, 1.5, 1.8)  # widths to try, for what stays empty between the parts


def spread(at: Floats, boxes: Floats) -> Floats:
    """Return positions with overlapping boxes pushed apart along the shorter way."""
    at = at.copy()
    for rounds in range(max(ROUNDS, 20_000 // len(at))):
        if rounds % FRESH == 0:
            one, other = _near(at, boxes)
            need = (boxes[one] + boxes[other]) / 2
        apart = at[one] - at[other]
        over = need - np.abs(apart)
        hit = (over > ENOUGH).all(axis=1)
        if not hit.any():
            if rounds % FRESH == 0:
                break
            continue
        flat = over[:, 0] < over[:, 1]
        for axis, chosen in ((0, hit & flat), (1, hit & ~flat)):
            push = np.where(chosen, over[:, axis], 0.0) * np.where(apart[:, axis] < 0, -0.3, 0.3)
            at[:, axis] += np.bincount(one, push, minlength=len(at)) - np.bincount(other, push, minlength=len(at))
    return at


def _near(at: Floats, boxes: Floats) -> tuple[Ints, Ints]:
    """Return the pairs of nodes whose boxes overlap or soon may."""
    order = np.argsort(at[:, 0], kind="stable")
    across = at[order, 0]
    count = np.searchsorted(across, across + boxes[:, 0].max() + AHEAD) - np.arange(len(at)) - 1
    first = np.repeat(np.arange(len(at)), count)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(count) - count, count)
    one, other = order[first], order[second]
    close = (np.abs(at[one] - at[other]) < (boxes[one] + boxes[other]) / 2 + AHEAD).all(axis=1)
    return one[close], other[close]


def pack(at: Floats, parts: Sequence[Ints], boxes: Floats, wide: float) -> Floats:
    """Return positions with the parts side by side, the largest first, in a picture about `wide` times its height.

    Each part goes to the highest free place (the skyline heuristic), leftmost where there are several.
    """
    if len(parts) < 2:
        return at
    frames = [_frame(at[members], boxes[members]) for members in parts]
    gap = min(4.0, (len(at) / 60) ** 0.5)
    spans = np.array([np.ceil((high - low) / GRAIN + gap) for low, high in frames]).astype(np.int64) + 1
    least = max(int(spans[:, 0].max()), int((float((spans[:, 0] * spans[:, 1]).sum()) * wide) ** 0.5))
    tries = [_corners(spans, int(least * slack)) for slack in SLACKS]
    corners = min(tries, key=lambda corners: _badness(corners + spans, wide))
    moved = at.copy()
    for members, frame, corner in zip(parts, frames, corners, strict=True):
        moved[members] = at[members] - frame[0] + corner * GRAIN
    return moved


def _corners(spans: Ints, width: int) -> Ints:
    depth = np.zeros(width, dtype=np.int64)
    corners = np.zeros_like(spans)
    for part in sorted(range(len(spans)), key=lambda part: (-spans[part, 1], -spans[part, 0], part)):
        below = np.lib.stride_tricks.sliding_window_view(depth, spans[part, 0]).max(axis=1)
        left = int(np.argmin(below))
        corners[part] = left, below[left]
        depth[left : left + spans[part, 0]] = below[left] + spans[part, 1]
    return corners


def _badness(ends: Ints, wide: float) -> float:
    return max(float(ends[:, 0].max()) / wide, float(ends[:, 1].max()))


def _frame(at: Floats, boxes: Floats) -> tuple[Floats, Floats]:
    return (at - boxes / 2).min(axis=0), (at + boxes / 2).max(axis=0)
