"""Start positions and edges → positions by forces: edges pull, nodes push.

Fruchterman and Reingold (1991) with repulsion as in ForceAtlas2 (hubs push harder). Only additions, multiplications,
divisions and square roots are used, which IEEE 754 fixes to the last bit: the same graph gets the same picture on
every processor, which sines, matrix products and Fourier transforms would not give.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["Floats", "Ints", "scattered", "settle"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

EXACT = 600  # above, repulsion from far cells is taken at their centre: 5,000 nodes in 25 ms a step instead of 700
CELLS = 1.3  # rows of cells per fourth root of nodes: as much work for near nodes as for far cells
GRAVITY = 0.12


def scattered(count: int) -> Floats:
    """Return `count` well spread points in the unit square (the R2 sequence of Roberts 2018)."""
    steps = np.arange(1, count + 1, dtype=np.float64)
    points = np.stack([steps * 0.7548776662466927, steps * 0.5698402909980532], axis=1)
    fractions: Floats = points - np.floor(points)
    return fractions


def settle(start: Floats, edges: Ints, *, steps: int, heat: float) -> Floats:
    """Return positions after `steps` steps of at most `heat` edge lengths each, cooling to nothing."""
    at = start.copy()
    root = np.sqrt(1.0 + np.bincount(edges.ravel(), minlength=len(at)))
    mass = root * np.sqrt(root)
    for step in range(steps):
        push = _repulsion(at, mass) + _attraction(at, edges) - GRAVITY * mass[:, None] * (at - at.mean(axis=0))
        length = np.sqrt((push * push).sum(axis=1)) + 1e-9
        limit = heat * (1.0 - step / steps)
        at = at + push * (np.minimum(length, limit) / length)[:, None]
    return at


def _attraction(at: Floats, edges: Ints) -> Floats:
    pull = at[edges[:, 1]] - at[edges[:, 0]]
    pull = pull * np.sqrt((pull * pull).sum(axis=1))[:, None]
    ends = np.concatenate([edges[:, 0], edges[:, 1]])
    both = np.concatenate([pull, -pull])
    return np.stack([np.bincount(ends, both[:, axis], minlength=len(at)) for axis in (0, 1)], axis=1)


def _repulsion(at: Floats, mass: Floats) -> Floats:
    if len(at) <= EXACT:
        return _pushed(at, mass, at, mass)
    side = int(CELLS * len(at) ** 0.25)
    cells = _cells(at, side)
    filled = cells >= 0
    weights = np.where(filled, mass[cells], 0.0)
    points = np.where(filled[..., None], at[cells], 0.0)
    total = weights.sum(axis=1)
    centres = (points * weights[..., None]).sum(axis=1) / total[:, None]
    own = np.empty(len(at), dtype=np.int64)
    own[cells[filled]] = np.nonzero(filled)[0]
    push = _pushed(at, mass, centres, total, own)
    near = _pushed(points, weights, points, weights)
    push[cells[filled]] += near[filled]
    return push


def _pushed(at: Floats, mass: Floats, others: Floats, weights: Floats, skip: Ints | None = None) -> Floats:
    """Return the push on each point of `at` by all `others`, along the next to last axis; `skip` one for each point."""
    across = at[..., :, None, 0] - others[..., None, :, 0]
    down = at[..., :, None, 1] - others[..., None, :, 1]
    strength = mass[..., :, None] * weights[..., None, :] / (across * across + down * down + 1e-4)
    if skip is not None:
        strength[np.arange(len(at)), skip] = 0.0
    return np.stack([(strength * across).sum(axis=-1), (strength * down).sum(axis=-1)], axis=-1)


def _cells(at: Floats, side: int) -> Ints:
    """Return rows of node numbers (-1 fills up), as many in each, cut into columns by x and each of these by y."""
    tall = -(-len(at) // side)
    deep = -(-tall // side)
    cells = np.full((side * side, deep), -1, dtype=np.int64)
    by_x = np.argsort(at[:, 0], kind="stable")
    for column in range(side):
        members = by_x[column * tall : (column + 1) * tall]
        members = members[np.argsort(at[members, 1], kind="stable")]
        for row in range(side):
            part = members[row * deep : (row + 1) * deep]
            cells[column * side + row, : len(part)] = part
    return cells[(cells >= 0).any(axis=1)]
