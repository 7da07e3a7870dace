"""Which short names stand for another full name than before: judged again where anything they depend on changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.incremental.blobs import Decoder, from_blob, to_blob
from kg.incremental.folding import Touched
from kg.incremental.forms import asks, calls
from kg.incremental.grouping import Level, _in, _with, groups_of, places_of, settle
from kg.incremental.state import State
from kg.resolve.keys import full_key
from kg.resolve.people import is_nickname
from kg.resolve.short_names import (
    DOUBTED,
    JOINED_AT,
    LEAD,
    SOME_CLUE,
    Clues,
    Scene,
    after,
    chance,
    joined,
    rarity,
    target,
)
from kg.resolve.shortened import MOST, Index

__all__ = ["Judged", "Rarity", "by_short_name"]

#: Sums in another order differ by less; nearer to a bound than this, a name is judged by the very same sums.
NEAR = 1e-6
#: so many of them are named in a reason
HEADS = 5
#: the arrays of a verdict, and its reason
WRITTEN = Decoder(tuple[bytes, bytes, bytes, bytes, bytes, str])


@dataclass(slots=True)
class Rarity(Mapping[str, float]):
    """How much each name tells; counted over all articles, worked out when asked for."""

    articles: dict[str, int]
    ids: dict[str, int]
    total: int
    vector: npt.NDArray[np.float64]
    by_id: dict[int, str]
    changed: frozenset[int] = frozenset()
    known: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, state: State, changed: Collection[int]) -> Rarity:
        """Return that of the articles of the state."""
        rows = state.database.execute("SELECT id, name, articles FROM name").fetchall()
        total = state.database.execute("SELECT COUNT(*) FROM doc WHERE company IS NOT NULL").fetchone()[0] or 1
        counts = np.zeros(max((id_ for id_, _, _ in rows), default=0) + 1)
        counts[[id_ for id_, _, _ in rows]] = [number for _, _, number in rows]
        vector = np.log1p(total / np.maximum(counts, 1)) / np.log1p(total)
        told = np.where(counts > 0, vector, 0.0)
        by_id = {id_: name for id_, name, _ in rows}
        ids, articles = {name: id_ for id_, name, _ in rows}, {name: number for _, name, number in rows}
        return cls(articles, ids, total, told, by_id, frozenset(changed))

    def __getitem__(self, name: str) -> float:
        if name not in self.known:
            if not self.articles.get(name):
                raise KeyError(name)
            self.known[name] = rarity(self.articles[name], self.total)
        return self.known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.articles)

    def __len__(self) -> int:
        return len(self.articles)


class _Scene(Scene):
    """Some groups in place of all: what names tell is counted over all articles."""

    told: Rarity

    @cached_property
    def rarity(self) -> Mapping[str, float]:
        """How much it tells that two articles name the same body or person."""
        return self.told


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What a short name was judged to be: a join or doubts, and what the points rest on, clue by clue."""

    scores: npt.NDArray[np.float64]
    before: npt.NDArray[np.float64]
    sums: npt.NDArray[np.float64]
    sizes: npt.NDArray[np.int32]
    common: npt.NDArray[np.int32]
    why: str


@dataclass(frozen=True, slots=True)
class Judged:
    """Groups whose short name was judged again, and the doubts there were before: two forms, points, reason."""

    groups: set[int]
    was: list[tuple[int, int, float, str]]


def by_short_name(state: State, level: int, touched: Touched, last: Level, told: Rarity) -> tuple[Level, Judged]:
    """Join short names to full ones (3: of several words, 4: single); return the groups, and what was judged again."""
    below = level - 1
    groups = groups_of(state, below, last.dirty)
    single = level == 4
    rows = [
        (level, atom, id_)
        for id_, (members, _) in groups.items()
        if (" " not in full_key(members[0])) == single
        for atom in asks(members[0])
    ]
    state.drop("DELETE FROM asks WHERE level = ? AND id IN ({})", last.dirty | last.gone, level)
    state.do("INSERT INTO asks VALUES (?, ?, ?)", rows)
    called = touched.calls | {c for members, _ in groups.values() for form in members for c in calls(form)}
    again = {id_ for _, _, id_ in rows} | _asking(state, level, called) | _drifted(state, level, told)
    ended = (last.dirty | last.gone) - again
    old = dict(state.rows("SELECT id, target FROM verdict WHERE level = ? AND id IN ({})", again | ended, level))
    old_why = {id_: _why(state, level, id_) for id_ in old}
    state.drop("DELETE FROM verdict WHERE level = ? AND id IN ({})", again | ended, level)
    query = "SELECT one, other, score, reason FROM pair WHERE level = ? AND id IN ({})"
    was = list(state.rows(query, again | ended, level))
    state.drop("DELETE FROM pair WHERE level = ? AND id IN ({})", again | ended, level)
    _judge(state, level, again, told)
    new = dict(state.rows("SELECT id, target FROM verdict WHERE level = ? AND id IN ({})", again, level))
    joining = {id_ for id_ in again | ended if old.get(id_) or new.get(id_)}
    moved = {i for i in joining if old.get(i) != new.get(i) or old_why.get(i) != _why(state, level, i)}
    closed = _joined_with(state, level, last.dirty | moved, touched)
    found = groups_of(state, below, closed)
    targets = dict(state.rows("SELECT id, target FROM verdict WHERE level = ? AND id IN ({})", closed, level))
    standing = places_of(state, below, found)
    order = sorted(found, key=standing.__getitem__)
    places = {id_: place for place, id_ in enumerate(order)}
    joins = {places[id_]: (places[end], _why(state, level, id_)) for id_ in order if (end := targets.get(id_))}
    ends = [standing[id_] for i, id_ in enumerate(order) if target(i, joins) == i]
    new_groups = after([found[id_] for id_ in order], joins)
    return settle(state, level, new_groups, touched, _in(found, last.dirty), ends), Judged(again, was)


def _why(state: State, level: int, id_: int) -> str:
    row = state.database.execute("SELECT verdict FROM verdict WHERE level = ? AND id = ?", (level, id_)).fetchone()
    return _from_blob(row[0]).why if row else ""


def _asking(state: State, level: int, called: set[str]) -> set[int]:
    """Return the groups whose name may stand for what is called so."""
    plain = {atom for atom in called if atom[0] != "n"}
    query = "SELECT id FROM asks WHERE level = ? AND atom IN ({})"
    found = {id_ for (id_,) in state.rows(query, plain, level)}
    for atom in called - plain:
        _, start, full = atom.split("\t")
        query = "SELECT atom, id FROM asks WHERE level = ? AND atom >= ? AND atom < ?"
        rows = state.database.execute(query, (level, f"n\t{start}\t", f"n\t{start}\n"))
        found |= {id_ for name, id_ in rows if is_nickname(name.split("\t")[2], full)}
    return found


def _judge(state: State, level: int, ids: Collection[int], told: Rarity) -> None:
    """Judge these groups, and note the verdicts and the doubts."""
    below = level - 1
    queries: dict[int, set[str]] = {}
    for id_, atom in state.rows("SELECT id, atom FROM asks WHERE level = ? AND id IN ({})", ids, level):
        queries.setdefault(id_, set()).add(atom)
    meant = {id_: found for id_, atoms in queries.items() if (found := _candidates(state, below, atoms) - {id_})}
    groups = groups_of(state, below, {*meant, *(c for found in meant.values() for c in found)})
    standing = places_of(state, below, groups)
    order = sorted(groups, key=standing.__getitem__)
    scene = _Scene([groups[id_] for id_ in order])
    scene.told = told
    index = Index.of([groups[id_][0] for id_ in order])
    places = {id_: place for place, id_ in enumerate(order)}
    firsts = {groups[id_][0][0].member: groups[id_][0][0].id for id_ in order}  # type: ignore[attr-defined]
    for id_ in meant:
        clues = scene.judged(places[id_], index)
        if not clues:
            continue
        join, pairs = joined(clues), []
        if join is None:
            pairs = [
                (level, id_, firsts[p.one], firsts[p.other], p.score, p.reason)
                for p in scene.doubts(places[id_], clues)
            ]
        why = f"nama pendek: {full_key(groups[id_][0][0])}; {join[1]}" if join else ""
        blob = _to_blob(_verdict(clues, why, told))
        meaning = order[join[0]] if join else None
        state.do("INSERT INTO verdict VALUES (?, ?, ?, ?)", [(level, id_, meaning, blob)])
        state.do("INSERT INTO pair VALUES (?, ?, ?, ?, ?, ?)", pairs)


def _candidates(state: State, below: int, atoms: Collection[str]) -> set[int]:
    """Return the groups that a name can stand for; none where they are too many to tell anything."""
    plain = next(atom for atom in atoms if atom[0] != "n")
    query = f"SELECT DISTINCT g{below} FROM atom JOIN form ON form.id = atom.form WHERE atom = ?"
    found = {id_ for (id_,) in state.database.execute(query, (plain,))}
    nickname = next((atom for atom in atoms if atom[0] == "n"), None)
    if not found and nickname:
        _, start, name = nickname.split("\t")
        query = f"SELECT atom, g{below} FROM atom JOIN form ON form.id = atom.form WHERE atom >= ? AND atom < ?"
        rows = state.database.execute(query, (f"n\t{start}\t", f"n\t{start}\n"))
        found = {id_ for atom, id_ in rows if is_nickname(name, atom.split("\t")[2])}
    return found if len(found) <= MOST or plain[0] == "b" else set()


def _verdict(clues: list[Clues], why: str, told: Rarity) -> _Verdict:
    common = [[told.ids[name] for name in clue.common] for clue in clues]
    flat = np.array([n for ids in common for n in ids], np.int32)
    sizes = np.array([len(ids) for ids in common], np.int32)
    scores, before = (np.array([getattr(c, name) for c in clues], np.float64) for name in ("score", "before"))
    return _Verdict(scores, before, _sums(flat, sizes, told), sizes, flat, why)


def _to_blob(known: _Verdict) -> bytes:
    arrays = (known.scores, known.before, known.sums, known.sizes, known.common)
    return to_blob((*(array.tobytes() for array in arrays), known.why))


def _from_blob(blob: Any) -> _Verdict:
    *flat, why = from_blob(blob, WRITTEN)
    scores, before, sums = (np.frombuffer(part, np.float64) for part in flat[:3])
    sizes, common = (np.frombuffer(part, np.int32) for part in flat[3:])
    if not len(scores) == len(before) == len(sums) == len(sizes) > 0 or sizes.sum() != len(common):
        raise ValueError("a verdict on a short name is cut off")
    return _Verdict(scores, before, sums, sizes, common, why)


def _sums(common: npt.NDArray[np.int32], sizes: npt.NDArray[np.int32], told: Rarity) -> npt.NDArray[np.float64]:
    ends = np.cumsum(sizes)
    running = np.concatenate(([0.0], np.cumsum(told.vector[common])))
    found: npt.NDArray[np.float64] = running[ends] - running[ends - sizes]
    return found


def _drifted(state: State, level: int, told: Rarity) -> set[int]:
    """Return the groups whose verdict may read otherwise, now that all names are rarer or commoner than before."""
    found = set()
    for id_, meaning, blob in state.database.execute(
        "SELECT id, target, verdict FROM verdict WHERE level = ?", (level,)
    ):
        if _reads_otherwise(_from_blob(blob), meaning is not None, told):
            found.add(id_)
    return found


def _reads_otherwise(known: _Verdict, joins: bool, told: Rarity) -> bool:
    if not len(known.common):
        return False
    change = _sums(known.common, known.sizes, told) - known.sums
    before, scores = known.before + change, known.scores + change
    if _sides(before, SOME_CLUE) != _sides(known.before, SOME_CLUE) or _sides(scores, SOME_CLUE) != _sides(
        known.scores, SOME_CLUE
    ):
        return True
    loose = (np.diff(scores) > -NEAR) & ((known.sizes[1:] > 0) | (known.sizes[:-1] > 0))
    if np.any(loose) or _heads(known, told) or _written(scores * 10) != _written(known.scores * 10):
        return True
    seconds = [float(s[1]) if len(s) > 1 else 0.0 for s in (known.scores, scores)]
    for score, second in zip((known.scores[0], scores[0]), seconds, strict=True):
        meant = score >= JOINED_AT and score >= LEAD * second
        close = abs(score - JOINED_AT) < NEAR or abs(score - LEAD * second) < NEAR
        if meant != joins or close:
            return True
    if joins:
        return False
    chances = [
        [chance(float(s), second) * 100 for s in row[:DOUBTED]]
        for row, second in zip((known.scores, scores), seconds, strict=True)
    ]
    return _written(np.array(chances[0])) != _written(np.array(chances[1]))


def _heads(known: _Verdict, told: Rarity) -> bool:
    """Return whether the rarest names that both are named beside, which the reason tells, are others now."""
    for end, size in zip(np.cumsum(known.sizes).tolist(), known.sizes.tolist(), strict=True):
        common = known.common[end - size : end]
        if size > 1 and told.changed.intersection(common.tolist()):
            names = [told.by_id[n] for n in common.tolist()]
            if sorted(names, key=lambda name: (told.articles[name], name))[:HEADS] != names[:HEADS]:
                return True
    return False


def _sides(values: npt.NDArray[np.float64], bound: float) -> list[int]:
    """Return on which side of a bound each value lies, 2 where it is too near to tell."""
    found: list[int] = np.where(np.abs(values - bound) < NEAR, 2, values > bound).tolist()
    return found


def _written(values: npt.NDArray[np.float64]) -> list[float]:
    """Return the values as they are rounded, something else where one is too near to the next to tell."""
    near = np.abs(values - np.floor(values) - 0.5) < NEAR
    found: list[float] = np.where(near, np.nan, np.rint(values)).tolist()
    return found


def _joined_with(state: State, level: int, ids: Collection[int], touched: Touched) -> set[int]:
    """Return the groups below that are, were or come to be in one group with these."""
    below = level - 1
    was = {group for places in touched.gone.values() if (group := places[level - 1]) is not None}
    found: set[int] = set()
    new = {*ids, *_with(state, level, below, was)}
    while new:
        found |= new
        query = f"SELECT DISTINCT g{level} FROM form WHERE g{below} IN ({{}})"
        groups = {id_ for (id_,) in state.rows(query, new)} - {None}
        near = _with(state, level, below, groups)
        near |= {t for (t,) in state.rows("SELECT target FROM verdict WHERE level = ? AND id IN ({})", new, level)}
        near |= {i for (i,) in state.rows("SELECT id FROM verdict WHERE level = ? AND target IN ({})", new, level)}
        new = near - {None} - found
    return found
