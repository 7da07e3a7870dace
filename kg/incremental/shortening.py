"""Which short names stand for another full name than before: judged again where anything they depend on changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.incremental.folding import Touched
from kg.incremental.forms import asks, calls
from kg.incremental.grouping import Level, _in, _with, groups_of, places_of, settle
from kg.incremental.state import State
from kg.incremental.verdicts import Rarity, drifted, from_blob, to_blob, verdict
from kg.resolve.keys import full_key
from kg.resolve.people import is_nickname
from kg.resolve.short_names import Scene, after, joined, target
from kg.resolve.shortened import MOST, Index

__all__ = ["Judged", "by_short_name"]


class _Scene(Scene):
    """Some groups in place of all: what names tell is counted over all articles."""

    told: Rarity

    @cached_property
    def rarity(self) -> Mapping[str, float]:
        """How much it tells that two articles name the same body or person."""
        return self.told


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
    again = {id_ for _, _, id_ in rows} | _asking(state, level, called) | drifted(state, level, told)
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
    closed = _joined_with(state, level, last.dirty | moved)
    found = groups_of(state, below, closed)
    targets = dict(state.rows("SELECT id, target FROM verdict WHERE level = ? AND id IN ({})", closed, level))
    standing = places_of(state, below, found)
    order = sorted(found, key=standing.__getitem__)
    places = {id_: place for place, id_ in enumerate(order)}
    joins = {places[id_]: (places[end], _why(state, level, id_)) for id_ in order if (end := targets.get(id_))}
    ends = [standing[id_] for i, id_ in enumerate(order) if target(i, joins) == i]
    new_groups = after([found[id_] for id_ in order], joins)
    return settle(state, level, new_groups, _in(found, last.dirty), ends), Judged(again, was)


def _why(state: State, level: int, id_: int) -> str:
    row = state.database.execute("SELECT verdict FROM verdict WHERE level = ? AND id = ?", (level, id_)).fetchone()
    return from_blob(row[0]).why if row else ""


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
        blob = to_blob(verdict(clues, [len(scene.documents(clue.group)) for clue in clues], why, told))
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


def _joined_with(state: State, level: int, ids: Collection[int]) -> set[int]:
    """Return the groups below that are, were or come to be in one group with these."""
    below = level - 1
    found: set[int] = set()
    new = set(ids)
    while new:
        found |= new
        query = f"SELECT DISTINCT g{level} FROM form WHERE g{below} IN ({{}})"
        groups = {id_ for (id_,) in state.rows(query, new)} - {None}
        near = _with(state, level, below, groups)
        near |= {t for (t,) in state.rows("SELECT target FROM verdict WHERE level = ? AND id IN ({})", new, level)}
        near |= {i for (i,) in state.rows("SELECT id FROM verdict WHERE level = ? AND target IN ({})", new, level)}
        new = near - {None} - found
    return found
