"""The memory of IRIs in tables: which of them stand where something changed, and what a build gives each name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.incremental.state import State
from kg.resolve.identities import Anchor, Identities

__all__ = ["Owner", "Resolved", "load", "note", "placed", "some"]

#: number of a form, or "document\x1fnumber" of an event
Owner = int | str


@dataclass(slots=True)
class Resolved:
    """What became of one kind of thing: quads before and after, articles in which one is another now."""

    before: set[ox.Quad] = field(default_factory=set)
    after: set[ox.Quad] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)


def load(state: State, known: Identities) -> None:
    """Take over the memory of a build; where each IRI stands is noted as articles come."""
    rows = [(iri, age, name) for age, (iri, (_, name)) in enumerate(known.rows.items())]
    state.do("INSERT INTO identity VALUES (?, ?, ?)", rows)
    anchors = (
        (iri, number, anchor.document, anchor.start, anchor.end)
        for iri, (first, _) in known.rows.items()
        for number, anchor in enumerate((first, *known.others.get(iri, ())))
    )
    state.do("INSERT INTO anchor VALUES (?, ?, ?, ?, ?)", anchors)


def placed(
    state: State, kind: str, documents: Collection[str], spans: Mapping[str, list[tuple[Owner, int, int]]]
) -> None:
    """Note anew who stands at the anchors in some articles; `spans` are all there are in each."""
    anchors = [
        row
        for row in state.rows("SELECT iri, number, doc, start, end FROM anchor WHERE doc IN ({})", documents)
        if row[0].startswith(kind)
    ]
    state.do("DELETE FROM stands WHERE iri = ? AND number = ?", ((iri, number) for iri, number, *_ in anchors))
    _stand(state, anchors, spans)


def _stand(
    state: State, anchors: Iterable[tuple[str, int, str, int, int]], spans: Mapping[str, list[tuple[Owner, int, int]]]
) -> list[tuple[Owner, bool]]:
    """Note who stands at some anchors; return them, and whether it is exactly there."""
    found: dict[tuple[str, int, Owner], bool] = {}
    for iri, number, doc, start, end in anchors:
        for owner, first, last in spans.get(doc, ()):
            exact = (first, last) == (start, end)
            if exact or (first < end and start < last):
                found[iri, number, owner] = exact or found.get((iri, number, owner), False)
    state.do("INSERT OR REPLACE INTO stands VALUES (?, ?, ?, ?)", ((*place, exact) for place, exact in found.items()))
    return [(owner, exact) for (_, _, owner), exact in found.items()]


def some(state: State, iris: Collection[str]) -> Identities:
    """Return the memory of these IRIs alone, oldest first."""
    names = sorted(state.rows("SELECT age, iri, name FROM identity WHERE iri IN ({})", iris))
    anchors: dict[str, list[tuple[int, Anchor]]] = {}
    for iri, number, *place in state.rows("SELECT iri, number, doc, start, end FROM anchor WHERE iri IN ({})", iris):
        anchors.setdefault(iri, []).append((number, Anchor(*place)))
    known = Identities()
    for _, iri, name in names:
        for _, anchor in sorted(anchors[iri]):
            known.add(iri, anchor, name)
    return known


def note(
    state: State,
    known: Identities,
    before: Mapping[str, int],
    spans: Mapping[str, list[tuple[Owner, int, int]]],
    owners: Collection[Owner],
) -> None:
    """Keep what was added to a part of the memory, and who may be given another IRI by it when next all is built.

    Args:
        state: the tables.
        known: the part, with what was added.
        before: how many anchors each IRI of it had.
        spans: who stands where, by article.
        owners: those that the part was made for, whose IRIs are given.
    """
    age = state.database.execute("SELECT COALESCE(MAX(age), -1) FROM identity").fetchone()[0]
    given: list[tuple[str, int, str]] = []
    rows: list[tuple[str, int, str, int, int]] = []
    for iri, (first, name) in known.rows.items():
        anchors = (first, *known.others.get(iri, ()))
        if iri not in before:
            age += 1
            given.append((iri, age, name))
        rows += ((iri, n, a.document, a.start, a.end) for n, a in enumerate(anchors) if n >= before.get(iri, 0))
    state.do("INSERT INTO identity VALUES (?, ?, ?)", given)
    state.do("INSERT INTO anchor VALUES (?, ?, ?, ?, ?)", rows)
    others: dict[Owner, bool] = {}
    for owner, exact in _stand(state, rows, spans):
        if owner not in owners:
            others[owner] = exact or others.get(owner, False)
    loose = {owner for (owner,) in state.rows("SELECT owner FROM loose WHERE owner IN ({})", others)}
    unsettled = ((owner,) for owner, exact in others.items() if exact or owner in loose)
    state.do("INSERT OR IGNORE INTO unsettled VALUES (?)", unsettled)
