"""Verdicts looked through all at once are those that one after the other finds to read otherwise."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kg import blobs
from kg.incremental import verdicts
from kg.incremental.state import State
from kg.incremental.verdicts import Rarity, to_blob, verdict
from kg.resolve.short_names import SOME_CLUE, Clues, joined

NAMES = [f"nama {number}" for number in range(40)]


def clues(chance: np.random.Generator, told: Rarity) -> list[Clues]:
    """Return clues as `Scene.judged` gives them, some with the same points as the one before."""
    found: list[Clues] = []
    for group in range(chance.integers(1, 8)):
        if found and chance.random() < 0.3:
            found.append(Clues(group, found[-1].score, "", found[-1].common, found[-1].before))
            continue
        names = chance.choice(NAMES, chance.integers(0, 9), replace=False).tolist()
        common = tuple(sorted(names, key=lambda name: (-told[name], name)))
        before = float(chance.choice([0.0, 1.0, 3.0])) + sum(told[name] for name in common)
        found.append(Clues(group, before + float(chance.choice([0.0, 0.5, 1.0])), "", common, before))
    return sorted(found, key=lambda c: (-c.score, c.group))


@pytest.mark.parametrize("seed", range(20))
def test_all_at_once_finds_what_one_by_one_does(tmp_path: Path, seed: int) -> None:
    chance, state = np.random.default_rng(seed), State(tmp_path / "state.sqlite")
    state.do("INSERT INTO doc VALUES (?, '', x'', '')", ((f"d{number}",) for number in range(30)))
    state.do("INSERT INTO name VALUES (?, ?, ?)", ((i, n, int(chance.integers(1, 20))) for i, n in enumerate(NAMES)))
    told = Rarity.of(state, ())
    for id_ in range(200):
        made = clues(chance, told)
        join = joined(made)
        blob = to_blob(verdict(made, [int(chance.integers(1, 3)) for _ in made], "", told))
        state.do("INSERT INTO verdict VALUES (4, ?, ?, ?)", [(id_, join[0] if join else None, blob)])
    changed = set(map(int, chance.choice(len(NAMES), seed % 3, replace=False)))
    state.do("UPDATE name SET articles = articles + 1 WHERE id = ?", ((id_,) for id_ in changed))
    state.do("INSERT INTO doc VALUES (?, '', x'', '')", [("more",)] * (seed % 2))
    now = Rarity.of(state, changed)
    rows = state.database.execute("SELECT id, target, verdict FROM verdict").fetchall()
    one_by_one = {i for i, meant, blob in rows
                  if verdicts._reads_otherwise(verdicts.from_blob(blob), meant is not None, now)}  # fmt: skip
    assert verdicts.drifted(state, 4, now) == one_by_one
    assert bool(one_by_one) or not seed % 3
    state.close(keep=False)


@pytest.mark.parametrize(("before", "stays"), [(SOME_CLUE / 2, True), (SOME_CLUE * 3, False)])
def test_how_many_articles_name_a_candidate_parts_those_of_some_clue_alone(before: float, stays: bool) -> None:
    told = Rarity({"a": 1}, {"a": 0}, 30, np.ones(1), {0: "a"})
    same = [Clues(group, before, "disebut bersama: a", ("a",), before) for group in range(2)]
    assert verdict(same, [1, 2], "", told).tied.tolist() == [False, stays]


def test_a_verdict_that_is_cut_off_is_none() -> None:
    told = Rarity({"a": 1}, {"a": 0}, 30, np.ones(1), {0: "a"})
    whole = blobs.from_blob(to_blob(verdict([Clues(0, 1.0, "", ("a",), 1.0)], [1], "", told)), verdicts.WRITTEN)
    with pytest.raises(ValueError, match="cut off"):
        verdicts.from_blob(blobs.to_blob((*whole[:4], b"", *whole[5:])))
