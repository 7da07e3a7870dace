"""Ranked nodes and edges → positions for graphs too large to settle: each node beside its best-ranked neighbour.

Every node but the roots hangs on the neighbour that is best connected; a node and what hangs on it lie together as
seeds lie in a sunflower (Vogel 1979), the largest part in the middle. A part counts as the circle of its area, so that
deep trees waste no room. One pass up and one pass down: 100,000 nodes take about a second. Only additions,
multiplications, divisions and square roots are used, so every processor gives the same picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["planted"]

TURN = (-0.7373688780783197, 0.6754902942615238)  # cosine and sine of the golden angle
LEAF = 9.0  # radius of the room that a node takes, in pixels
DENSE = 1.6  # area that parts take over their own: what a sunflower of unequal seeds needs
Point = tuple[float, float]


def planted(count: int, edges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return x and y of `count` nodes, numbered by rank, in whole pixels."""
    children, roots = _forest(count, edges)
    radii = [LEAF] * count  # of a node with all that hangs on it
    offsets: list[Point] = [(0.0, 0.0)] * count  # of that circle's middle from the middle of the circle around it
    own: list[Point] = [(0.0, 0.0)] * count  # of the node itself in its circle
    turn = (1.0, 0.0)
    for node in reversed(range(count)):
        if children[node]:
            parts = [(LEAF, -1), *((radii[child], child) for child in children[node])]
            radii[node], own[node] = _around(parts, offsets, turn)
            turn = _turned(turn)  # or all that hangs singly would lie on one side
    _around([(radii[root], root) for root in roots], offsets, turn)
    middles = offsets
    for node in range(count):  # a parent has a lower number than what hangs on it
        x, y = middles[node]
        for child in children[node]:
            middles[child] = x + offsets[child][0], y + offsets[child][1]
    return _apart((round(x + dx), round(y + dy)) for (x, y), (dx, dy) in zip(middles, own, strict=True))


def _forest(count: int, edges: Iterable[tuple[int, int]]) -> tuple[list[list[int]], list[int]]:
    """Return what hangs on each node, and the nodes that hang on none."""
    parents = list(range(count))
    for one, other in edges:
        low, high = (one, other) if one < other else (other, one)
        parents[high] = min(parents[high], low)
    children: list[list[int]] = [[] for _ in range(count)]
    for node in range(count):
        if parents[node] != node:
            children[parents[node]].append(node)
    return children, [node for node in range(count) if parents[node] == node]


def _turned(point: Point) -> Point:
    """Return a point turned by the golden angle."""
    return point[0] * TURN[0] - point[1] * TURN[1], point[0] * TURN[1] + point[1] * TURN[0]


def _apart(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the places, those that are taken moved aside."""
    taken: dict[tuple[int, int], None] = {}
    for x, y in places:
        step = 0
        while (at := (x + 7 * step, y + 5 * (step % 2))) in taken:
            step += 1
        taken[at] = None
    return list(taken)


def _around(parts: Sequence[tuple[float, int]], offsets: list[Point], turn: Point) -> tuple[float, Point]:
    """Place circles, the largest in the middle; return the radius of all, and where number -1 lies."""
    area, own = 0.0, (0.0, 0.0)
    for radius, part in sorted(parts, key=lambda part: (-part[0], part[1])):
        far = area**0.5 + 0.8 * radius if area else 0.0
        if part < 0:
            own = far * turn[0], far * turn[1]
        else:
            offsets[part] = far * turn[0], far * turn[1]
        area += radius * radius * (DENSE if area else 1.0)
        turn = _turned(turn)
    return area**0.5, own
