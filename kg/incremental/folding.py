"""Profiles that left and came → forms that are new, gone or counted anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from kg.incremental.blobs import from_blob, to_blob
from kg.incremental.forms import Kept, Signature, atoms, calls, signed
from kg.incremental.state import KEPT, State, like, packed
from kg.resolve.profiles import Profile

__all__ = ["Touched", "fold"]


@dataclass(slots=True)
class Touched:
    """Numbers of forms that changed; `gone` have no article any more: number → its groups and entity before.

    `atoms` and `calls` are those of all of them, `documents` the articles that left or came.
    """

    forms: set[int] = field(default_factory=set)
    gone: dict[int, tuple[int | None, ...]] = field(default_factory=dict)
    atoms: set[str] = field(default_factory=set)
    calls: set[str] = field(default_factory=set)
    names: set[int] = field(default_factory=set)


def fold(
    state: State, left: Mapping[str, Sequence[Profile]], came: Mapping[str, Sequence[Profile]], keys: Mapping[str, str]
) -> Touched:
    """Take the profiles of articles out of the forms, and put others in; `keys` are those of extractions that came."""
    counts: dict[Signature, list[tuple[Profile, int]]] = {}
    for sign, articles in ((-1, left), (1, came)):
        for found in articles.values():
            for profile, signature in signed(found):
                counts.setdefault(signature, []).append((profile, sign))
    touched = Touched(names=_name_articles(state, left, came, keys))
    number = state.database.execute("SELECT COALESCE(MAX(id), 0) FROM form").fetchone()[0]
    for signature, changes in counts.items():
        text = "\x1f".join(signature)
        query = "SELECT id, kept, g1, g2, g3, g4, iri FROM form WHERE signature = ?"
        row = state.database.execute(query, (text,)).fetchone()
        kept = from_blob(row[1], KEPT) if row else Kept(like(changes[0][0]))
        if row is None:
            number += 1
        id_ = row[0] if row else number
        for profile, sign in changes:
            kept.count(profile, sign)
        _members(state, id_, changes)
        _noted(state, touched, id_, kept, text, row, changes[0][0])
    return touched


def _members(state: State, id_: int, changes: Iterable[tuple[Profile, int]]) -> None:
    rows = list(changes)
    gone = ((id_, p.document, p.cluster) for p, sign in rows if sign < 0)
    state.do("DELETE FROM member WHERE form = ? AND doc = ? AND cluster = ?", gone)
    come = ((id_, p.document, p.cluster, packed(p.spans)) for p, sign in rows if sign > 0)
    state.do("INSERT INTO member VALUES (?, ?, ?, ?)", come)


def _noted(
    state: State, touched: Touched, id_: int, kept: Kept, text: str, row: tuple[object, ...] | None, profile: Profile
) -> None:
    looked_up, called = atoms(profile), calls(profile)
    touched.atoms |= looked_up
    touched.calls |= called
    rows = [(atom, id_) for atom in looked_up | called]
    if not kept.weight:
        if row:
            touched.gone[id_] = row[2:]  # type: ignore[assignment]
            state.do("DELETE FROM form WHERE id = ?", [(id_,)])
            state.do("DELETE FROM atom WHERE atom = ? AND form = ?", rows)
        return
    touched.forms.add(id_)
    blob = to_blob(kept)
    if row:
        state.do("UPDATE form SET kept = ? WHERE id = ?", [(blob, id_)])
    else:
        state.do("INSERT INTO form (id, signature, kept) VALUES (?, ?, ?)", [(id_, text, blob)])
        state.do("INSERT INTO atom VALUES (?, ?)", rows)


def _name_articles(
    state: State, left: Mapping[str, Sequence[Profile]], came: Mapping[str, Sequence[Profile]], keys: Mapping[str, str]
) -> set[int]:
    """Note which names each article is known by, and how many articles name each; return the numbers of the names."""
    counts = Counter[str]()
    for sign, articles in ((-1, left), (1, came)):
        for found in articles.values():
            for name in found[0].company if found else ():
                counts[name] += sign
    state.do("INSERT OR IGNORE INTO name (name, articles) VALUES (?, 0)", ((name,) for name in sorted(counts)))
    changed = ((number, name) for name, number in counts.items() if number)
    state.do("UPDATE name SET articles = articles + ? WHERE name = ?", changed)
    numbers = dict(state.rows("SELECT name, id FROM name WHERE name IN ({})", counts.keys()))
    state.do("DELETE FROM doc WHERE id = ?", ((doc,) for doc in left))
    rows = (
        (doc, keys[doc], np.array(sorted(numbers[n] for n in found[0].company), np.int32).tobytes() if found else None)
        for doc, found in came.items()
    )
    state.do("INSERT INTO doc (id, key, company) VALUES (?, ?, ?)", rows)
    return set(numbers.values())
