"""Profiles that came → forms that are new or counted anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from kg.blobs import from_blob, to_blob
from kg.incremental.forms import Kept, Signature, atoms, calls, signed
from kg.incremental.state import KEPT, State, like, packed
from kg.resolve.profiles import Profile

__all__ = ["Touched", "fold"]

_Rows = list[tuple[object, ...]]


@dataclass(slots=True)
class Touched:
    """Numbers of forms that changed, the `atoms` and `calls` of all of them, and the names that their articles name."""

    forms: set[int] = field(default_factory=set)
    atoms: set[str] = field(default_factory=set)
    calls: set[str] = field(default_factory=set)
    names: set[int] = field(default_factory=set)


def fold(state: State, came: Mapping[str, Sequence[Profile]], keys: Mapping[str, str]) -> Touched:
    """Put the profiles of articles that came into the forms; `keys` are those of their extractions."""
    profiles: dict[Signature, list[Profile]] = {}
    for found in came.values():
        for profile, signature in signed(found):
            profiles.setdefault(signature, []).append(profile)
    touched = Touched(names=_name_articles(state, came, keys))
    number = state.database.execute("SELECT COALESCE(MAX(id), 0) FROM form").fetchone()[0]
    known, fresh, members, looked_up = _Rows(), _Rows(), _Rows(), _Rows()
    for signature, new in profiles.items():
        text = "\x1f".join(signature)
        row = state.database.execute("SELECT id, kept FROM form WHERE signature = ?", (text,)).fetchone()
        kept = from_blob(row[1], KEPT) if row else Kept(like(new[0]))
        for profile in new:
            kept.count(profile)
        names, called = atoms(new[0]), calls(new[0])
        if row:
            id_ = row[0]
            known.append((to_blob(kept), id_))
        else:
            id_ = number = number + 1
            fresh.append((id_, text, to_blob(kept)))
            looked_up += ((atom, id_) for atom in names | called)
        members += ((id_, p.document, p.cluster, packed(p.spans)) for p in new)
        touched.forms.add(id_)
        touched.atoms |= names
        touched.calls |= called
    state.do("UPDATE form SET kept = ? WHERE id = ?", known)
    state.do("INSERT INTO form (id, signature, kept) VALUES (?, ?, ?)", fresh)
    state.do("INSERT INTO member VALUES (?, ?, ?, ?)", members)
    state.do("INSERT INTO atom VALUES (?, ?)", looked_up)
    return touched


def _name_articles(state: State, came: Mapping[str, Sequence[Profile]], keys: Mapping[str, str]) -> set[int]:
    """Note which names each article is known by, and how many articles name each; return the numbers of the names."""
    counts = Counter(name for found in came.values() for name in (found[0].company if found else ()))
    state.do("INSERT OR IGNORE INTO name (name, articles) VALUES (?, 0)", ((name,) for name in sorted(counts)))
    changed = ((number, name) for name, number in counts.items())
    state.do("UPDATE name SET articles = articles + ? WHERE name = ?", changed)
    numbers = dict(state.rows("SELECT name, id FROM name WHERE name IN ({})", counts.keys()))
    rows = (
        (doc, keys[doc], np.array(sorted(numbers[n] for n in found[0].company), np.int32).tobytes() if found else None)
        for doc, found in came.items()
    )
    state.do("INSERT INTO doc (id, key, company) VALUES (?, ?, ?)", rows)
    return set(numbers.values())
