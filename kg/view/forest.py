"""Ranked nodes and edges → positions for graphs too large to settle: each node beside its best-ranked neighbour.

Every node but the roots hangs on the neighbour that is best connected; what hangs on one node lies around it as seeds
lie in a sunflower (Vogel 1979), the largest parts innermost. One pass up and one pass down: 100,000 nodes take about a
second. Only additions, multiplications, divisions and square roots are used, so every processor gives the same picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["planted"]

TURN = (-0.7373688780783197, 0.6754902942615238)  # cosine and sine of the golden angle
LEAF = 9.0  # radius of the room that a node takes, in pixels
DENSE = 1.35  # area that parts take over their own: what a sunflower of unequal seeds needs
Point = tuple[float, float]


def planted(count: int, edges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return x and y of `count` nodes, numbered by rank, in whole pixels."""
    children, roots = _forest(count, edges)
    radii = [LEAF] * count
    offsets: list[Point] = [(0.0, 0.0)] * count
    for node in reversed(range(count)):
        if children[node]:
            radii[node] = _around(children[node], radii, offsets, LEAF)
    _around(roots, radii, offsets, 0.0)
    at: list[Point] = [(0.0, 0.0)] * count
    for root in roots:
        at[root] = offsets[root]
    for node in range(count):  # a parent has a lower number than what hangs on it
        x, y = at[node]
        for child in children[node]:
            at[child] = x + offsets[child][0], y + offsets[child][1]
    return [(round(x), round(y)) for x, y in at]


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


def _around(parts: Sequence[int], radii: list[float], offsets: list[Point], middle: float) -> float:
    """Place parts around a middle of some radius and return the radius of all."""
    area, reach = middle * middle, middle
    cosine, sine = 1.0, 0.0
    for part in sorted(parts, key=lambda part: (-radii[part], part)):
        own = radii[part]
        far = max(area**0.5, middle) + own if area else 0.0
        offsets[part] = far * cosine, far * sine
        reach = max(reach, far + own)
        area += own * own * DENSE
        cosine, sine = cosine * TURN[0] - sine * TURN[1], cosine * TURN[1] + sine * TURN[0]
    return reach
