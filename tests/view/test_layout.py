from __future__ import annotations

import numpy as np
import pytest

from kg.view.forces import Floats, scattered, settle
from kg.view.layout import place, sizes
from kg.view.pack import pack, spread
from kg.view.rank import ranked
from tests.view.graphs import crowd


def boxes(count: int) -> Floats:
    return np.tile(np.array([120.0, 50.0]), (count, 1))


def pairs(count: int) -> list[tuple[int, int]]:
    graph = crowd(count)
    number = {node: rank for rank, node in enumerate(ranked(graph))}
    return [(number[start], number[end]) for start, end in graph.edges() if start != end]


@pytest.mark.parametrize(
    ("count", "expected"), [(0, [0]), (1, [1]), (60, [60]), (61, [40, 61]), (500, [40, 80, 160, 320, 500])]
)
def test_sizes_double_up_to_all(count: int, expected: list[int]) -> None:
    assert sizes(count) == expected


@pytest.mark.parametrize("count", [0, 1, 2, 3, 77, 700])
def test_place_gives_each_view_its_nodes(count: int) -> None:
    views = place(count, pairs(count) if count > 3 else [], boxes(count))
    assert [len(view) for view in views] == sizes(count)


def test_place_is_the_same_each_time() -> None:
    first, second = (place(150, pairs(150), boxes(150)) for _ in range(2))
    assert all((one == other).all() for one, other in zip(first, second, strict=True))


@pytest.mark.parametrize("count", [40, 150])
def test_place_keeps_labels_apart(count: int) -> None:
    at = place(count, pairs(count), boxes(count))[0]
    across, down = (np.abs(at[:, None, axis] - at[None, :, axis]) for axis in (0, 1))
    overlaps = ((across < 110) & (down < 42)).sum() - len(at)
    assert overlaps <= len(at) // 20


def test_place_spreads_large_pictures() -> None:
    at = place(700, pairs(700), boxes(700))[-1]
    assert np.ptp(at, axis=0).min() > 60 * 700**0.5 * 0.6


def test_settle_draws_neighbours_together() -> None:
    edges = np.array([[i, i + 1] for i in range(29)])
    at = settle(scattered(30) * 4, edges, steps=300, heat=0.35)
    length = np.sqrt(((at[edges[:, 0]] - at[edges[:, 1]]) ** 2).sum(axis=1))
    ends = float(np.sqrt(((at[0] - at[29]) ** 2).sum()))
    assert ends > 5 * length.mean()


def test_repulsion_by_cells_is_near_the_exact_one(monkeypatch: pytest.MonkeyPatch) -> None:
    at, edges = scattered(900) * 20, np.zeros((0, 2), dtype=np.int64)
    near = settle(at, edges, steps=1, heat=1e9)
    monkeypatch.setattr("kg.view.forces.EXACT", 10_000)
    exact = settle(at, edges, steps=1, heat=1e9)
    assert np.abs(near - exact).mean() < 0.05 * np.abs(exact - at).mean()


def test_spread_parts_nodes_on_one_spot() -> None:
    at = spread(np.zeros((4, 2)), boxes(4))
    assert len({tuple(point) for point in at.round(1).tolist()}) == 4


def test_pack_puts_parts_side_by_side() -> None:
    parts = [np.array([0, 1, 2]), np.array([3, 4]), np.array([5])]
    at = pack(np.zeros((6, 2)), parts, boxes(6), 1.5)
    corners = [at[part[0]] for part in parts]
    assert all((np.abs(a - b) >= [120, 50]).any() for a in corners for b in corners if a is not b)
