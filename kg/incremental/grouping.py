"""Touched forms → the groups of names that are other than before: each step of resolution run on what it concerns."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.incremental.folding import Touched
from kg.incremental.forms import Form, atoms
from kg.incremental.state import State
from kg.resolve.clusters import Group, cluster
from kg.resolve.profiles import Profile
from kg.resolve.types import mend_types
from kg.resolve.typos import MOST, gaps, mend_typos, one_edit

__all__ = ["Level", "Place", "TooMuchError", "by_name", "by_spelling", "groups_of", "places_of", "settle"]

#: document, spans and cluster of the member that a group is ordered by
Place = tuple[str, tuple[tuple[int, int], ...], str]


class TooMuchError(Exception):
    """So much has to do with what changed that everything is resolved anew."""


@dataclass(slots=True)
class Level:
    """What a step changed: groups that are other than before, and numbers of groups that are no more."""

    dirty: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)


def by_name(state: State, touched: Touched) -> Level:
    """Cluster what shares a key or a name with the touched forms, and mend types among them."""
    forms = _meeting(state, touched)
    ordered = sorted(forms.values(), key=_place)
    groups = mend_types(cluster(ordered))
    return settle(state, 1, groups, touched.forms)


def by_spelling(state: State, names: Level) -> Level:
    """Mend slips of the pen among the groups that changed."""
    before = _blocks(state, names.dirty | names.gone)
    firsts = {id_: members[0] for id_, (members, _) in groups_of(state, 1, names.dirty).items()}
    rows = [("\t".join(block), word, id_) for id_, form in firsts.items() for block, word in gaps(form)]
    words: dict[str, set[str]] = {block: set(found) for block, found in before.items()}
    for block, word, _ in rows:
        words.setdefault(block, set()).add(word)
    crowds = {block: _crowd(state, block) for block in words}
    state.drop("DELETE FROM gap WHERE id IN ({})", names.dirty | names.gone)
    state.do("INSERT OR IGNORE INTO gap VALUES (?, ?, ?)", rows)
    concerned = set(names.dirty)
    for block, found in words.items():
        now = _crowd(state, block)
        if (crowds[block] > MOST) != (now > MOST):
            concerned |= {id_ for (id_,) in state.database.execute("SELECT id FROM gap WHERE block = ?", (block,))}
        elif now <= MOST:
            concerned |= _alike(state, block, found)
    old = {id_ for (id_,) in state.rows("SELECT DISTINCT g2 FROM form WHERE g1 IN ({})", names.dirty)} - {None}
    concerned |= _with(state, 2, 1, old)
    closed = _closed(state, concerned)
    groups = groups_of(state, 1, closed)
    crowded = {tuple(block.split("\t")) for block in _blocks(state, closed) if _crowd(state, block) > MOST}
    ordered = sorted(groups.values(), key=lambda group: _place(group[0][0]))
    return settle(state, 2, mend_typos(ordered, crowded), _in(groups, names.dirty))  # type: ignore[arg-type]


def settle(
    state: State,
    level: int,
    groups: Iterable[Group],
    changed: Collection[int],
    places: Sequence[Place] = (),
) -> Level:
    """Keep the groups of a step; return those that are other than before or hold one of the `changed` forms.

    Args:
        state: the tables.
        level: the number of the step.
        groups: what the step gave of all that it concerns.
        changed: forms in groups of the step before that are other than before.
        places: where each group stands among all, where that is not where its first member stands.
    """
    rows = [(min(_ids(members)), members, reasons) for members, reasons in groups]
    where = places or [_place(members[0]) for _, members, _ in rows]
    new = {id_: (members, reasons, place) for (id_, members, reasons), place in zip(rows, where, strict=True)}
    ids = [id_ for _, members, _ in rows for id_ in _ids(members)]
    was: dict[int, set[int]] = {}
    for form, group in state.rows(f"SELECT id, g{level} FROM form WHERE id IN ({{}})", ids):
        if group is not None:
            was.setdefault(group, set()).add(form)
    query = "SELECT id, reasons, place FROM why WHERE level = ? AND id IN ({})"
    whys = {id_: row for id_, *row in state.rows(query, was.keys(), level)}
    found, moving = Level(gone=set(was) - set(new)), set(changed)
    joined: list[tuple[int, int]] = []
    told: list[tuple[int, int, str, str]] = []
    for id_, (members, reasons, place) in new.items():
        own = set(_ids(members))
        why = [json.dumps(reasons, ensure_ascii=False), json.dumps(place)]
        if was.get(id_) != own or whys.get(id_) != why or own & moving:
            found.dirty.add(id_)
            joined += ((id_, form) for form in own)
            told.append((level, id_, why[0], why[1]))
    state.do(f"UPDATE form SET g{level} = ? WHERE id = ?", joined)
    state.do("INSERT OR REPLACE INTO why VALUES (?, ?, ?, ?)", told)
    state.drop("DELETE FROM why WHERE level = ? AND id IN ({})", found.gone, level)
    return found


def places_of(state: State, level: int, ids: Collection[int]) -> dict[int, Place]:
    """Return where groups stand among all of their step."""
    rows = state.rows("SELECT id, place FROM why WHERE level = ? AND id IN ({})", ids, level)
    return {id_: _read(json.loads(place)) for id_, place in rows}


def _read(place: list[Any]) -> Place:
    return place[0], tuple((start, end) for start, end in place[1]), place[2]


def groups_of(state: State, level: int, ids: Collection[int]) -> dict[int, Group]:
    """Return the groups of a step with these numbers, members in order."""
    query = f"SELECT id, g{level} FROM form WHERE g{level} IN ({{}})"
    owners = dict(state.rows(query, ids))
    _bounded(state, owners)
    members: dict[int, list[Form]] = {}
    for id_, form in state.forms(owners.keys()).items():
        members.setdefault(owners[id_], []).append(form)
    query = "SELECT id, reasons FROM why WHERE level = ? AND id IN ({})"
    whys = {id_: json.loads(reasons) for id_, reasons in state.rows(query, ids, level)}
    return {id_: (sorted(found, key=_place), whys[id_]) for id_, found in members.items()}


def _meeting(state: State, touched: Touched) -> dict[int, Form]:
    """Return all forms that the first steps may bring together with the touched ones."""
    forms = state.forms(touched.forms)
    asked, new = set(touched.atoms), set(touched.atoms)
    while new:
        found = {id_ for (id_,) in state.rows("SELECT DISTINCT form FROM atom WHERE atom IN ({})", new)}
        more = state.forms(found - forms.keys())
        forms |= more
        _bounded(state, forms)
        new = {atom for form in more.values() for atom in atoms(form)} - asked
        asked |= new
    return forms


def _closed(state: State, ids: set[int]) -> set[int]:
    """Return the groups of the first step with all that is or was one edit from them, or joined with them."""
    found, new = set(ids), set(ids)
    while new:
        near: set[int] = set()
        for block, words in _blocks(state, new).items():
            if _crowd(state, block) <= MOST:
                near |= _alike(state, block, words)
        joined = {id_ for (id_,) in state.rows("SELECT DISTINCT g2 FROM form WHERE g1 IN ({})", new)} - {None}
        near |= _with(state, 2, 1, joined)
        new = near - found
        found |= new
        _bounded(state, found)
    return found


def _blocks(state: State, ids: Collection[int]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for block, word in state.rows("SELECT block, word FROM gap WHERE id IN ({})", ids):
        found.setdefault(block, set()).add(word)
    return found


def _crowd(state: State, block: str) -> int:
    """Return how many words a block has."""
    query = "SELECT COUNT(DISTINCT word) FROM gap WHERE block = ?"
    return int(state.database.execute(query, (block,)).fetchone()[0])


def _alike(state: State, block: str, words: Collection[str]) -> set[int]:
    rows = state.database.execute("SELECT word, id FROM gap WHERE block = ?", (block,))
    return {id_ for word, id_ in rows if any(word == other or one_edit(word, other) for other in words)}


def _with(state: State, level: int, below: int, ids: Collection[int]) -> set[int]:
    """Return the groups of the step `below` that are in groups of a step."""
    query = f"SELECT DISTINCT g{below} FROM form WHERE g{level} IN ({{}})"
    return {id_ for (id_,) in state.rows(query, ids)}


def _in(groups: Mapping[int, Group], ids: Collection[int]) -> set[int]:
    return {form.id for id_ in ids if id_ in groups for form in groups[id_][0]}  # type: ignore[attr-defined]


def _ids(members: Iterable[Profile]) -> list[int]:
    return [form.id for form in members]  # type: ignore[attr-defined]


def _place(profile: Profile) -> Place:
    return profile.document, profile.spans, profile.cluster


def _bounded(state: State, found: Collection[object]) -> None:
    if len(found) > state.most:
        raise TooMuchError
