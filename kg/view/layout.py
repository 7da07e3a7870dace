"""Ranked nodes and edges → pixel positions, one set for each size of view.

A picture of 5,000 nodes is no good picture of the 40 most telling ones, so each view (40, 80, 160 … all) has its own
positions, grown from those of the view before, so that nothing jumps further than it must.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kg.view.forces import Floats, Ints, scattered, settle
from kg.view.pack import pack, spread

__all__ = ["FIRST", "place", "sizes"]

FIRST = 40
EDGE = 1.5  # square of an edge's length over the area of a label, in small parts
ROOM = 2.4  # area of the picture over the area of its labels: what reads well at 40 nodes
WIDE = 1.5  # width over height of a screen beside the panel
STEPS = {60: 300, 160: 160, 600: 100}  # steps up to this many nodes; LAST beyond
LAST = 50


def sizes(count: int) -> list[int]:
    """Return how many nodes each view shows: doubling from FIRST up to all.

    >>> sizes(500)
    [40, 80, 160, 320, 500]
    """
    views = []
    size = FIRST
    while size * 1.5 < count:
        views.append(size)
        size *= 2
    return [*views, count]


def place(count: int, edges: Sequence[tuple[int, int]], boxes: Floats) -> list[Ints]:
    """Return for each of `sizes(count)` the x and y of its nodes in pixels.

    Args:
        count: how many nodes there are, numbered by rank.
        edges: pairs of node numbers, without loops.
        boxes: width and height that each node takes with its label, in pixels.
    """
    if not count:
        return [np.zeros((0, 2), dtype=np.int64)]
    pairs = np.array(sorted({(min(pair), max(pair)) for pair in edges}), dtype=np.int64).reshape(-1, 2)
    views: list[Ints] = []
    before: Floats = np.zeros((0, 2))
    for size in sizes(count):
        inside = pairs[(pairs < size).all(axis=1)]
        before = _grown(before, size, inside)
        pixels = np.zeros((size, 2))
        parts = _components(size, inside)
        for members in parts:
            before[members], pixels[members] = _laid(before[members], _renumbered(inside, members), boxes[members])
        views.append(np.rint(pack(pixels, parts, boxes[:size], WIDE)).astype(np.int64))
    return views


def _grown(before: Floats, size: int, edges: Ints) -> Floats:
    """Return the positions `before` with the new nodes beside their neighbours."""
    old, span = len(before), 0.7 * size**0.5
    at: Floats = scattered(size) * span
    if not old:
        return at
    at[:old] = before
    for node in range(old, size):
        near = np.concatenate([edges[edges[:, 1] == node, 0], edges[edges[:, 0] == node, 1]])
        near = near[near < node]
        if len(near):
            at[node] = at[near].mean(axis=0) + (scattered(node + 1)[-1] - 0.5)
    return at


def _laid(start: Floats, edges: Ints, boxes: Floats) -> tuple[Floats, Floats]:
    """Return one component's positions, in edge lengths and in pixels."""
    if len(start) == 1:
        return start, np.zeros((1, 2))
    steps = next((steps for limit, steps in STEPS.items() if len(start) <= limit), LAST)
    at = settle(start, edges, steps=steps, heat=0.35 * max(1.0, len(start) ** 0.5 / 8))
    at = _turned(at - at.mean(axis=0))
    extent = at.max(axis=0) - at.min(axis=0) + 1.0
    label = float((boxes[:, 0] * boxes[:, 1]).mean())
    unit = min(EDGE * label, ROOM * label * len(at) / float(extent[0] * extent[1])) ** 0.5
    stretch = min(max((WIDE * float(extent[1] / extent[0])) ** 0.5, 0.7), 1.4)
    return at, spread(at * unit * np.array([stretch, 1 / stretch]), boxes)


def _turned(at: Floats) -> Floats:
    """Return centred positions turned so that they lie as wide as they can: the first principal axis is across."""
    across, down = float((at[:, 0] * at[:, 0]).sum()), float((at[:, 1] * at[:, 1]).sum())
    both = float((at[:, 0] * at[:, 1]).sum())
    half = (across - down) / 2
    axis = np.array([half + (half * half + both * both) ** 0.5, both])
    length = float((axis * axis).sum()) ** 0.5
    if length < 1e-9:  # it is as wide as high already, or lies straight down
        return at if across >= down else at[:, [1, 0]]
    x, y = axis / length
    turned: Floats = np.stack([at[:, 0] * x + at[:, 1] * y, at[:, 1] * x - at[:, 0] * y], axis=1)
    return turned


def _components(size: int, edges: Ints) -> list[Ints]:
    """Return the node numbers of each connected part, the largest first."""
    part = np.arange(size)
    while True:
        lowest = part.copy()
        np.minimum.at(lowest, edges[:, 0], part[edges[:, 1]])
        np.minimum.at(lowest, edges[:, 1], part[edges[:, 0]])
        lowest = lowest[lowest]
        if (lowest == part).all():
            break
        part = lowest
    members = np.argsort(part, kind="stable")
    parts = np.split(members, np.nonzero(np.diff(part[members]))[0] + 1)
    return sorted(parts, key=lambda nodes: (-len(nodes), int(nodes[0])))


def _renumbered(edges: Ints, members: Ints) -> Ints:
    new = np.full(int(max(edges.max(initial=0), members.max())) + 1, -1)
    new[members] = np.arange(len(members))
    inside: Ints = new[edges]
    return inside[(inside >= 0).all(axis=1)].reshape(-1, 2)
