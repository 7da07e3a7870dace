"""Articles that came → what a build of everything would have written otherwise."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.incremental.folding import fold
from kg.incremental.grouping import by_name, by_spelling
from kg.incremental.happenings import happen, reports
from kg.incremental.naming import name
from kg.incremental.shortening import by_short_name
from kg.incremental.state import State
from kg.incremental.stating import alike, changed, claimed, keep, stated
from kg.incremental.verdicts import Rarity
from kg.model import Extraction
from kg.rdf.claims import Copies
from kg.rdf.iris import Iris
from kg.resolve.entities import Resolution
from kg.resolve.events import told
from kg.resolve.knowledge import Knowledge
from kg.resolve.profiles import profiles

__all__ = ["Articles", "Difference", "change"]

Entities = dict[tuple[str, str], str]
Happenings = dict[tuple[str, int], str]


@dataclass(frozen=True, slots=True)
class Articles:
    """What there is of articles: those that came, and any other by id."""

    came: Mapping[str, Extraction]
    keys: Mapping[str, str]
    other: Callable[[str], Extraction]
    copies_before: Copies = field(default_factory=dict)
    copies: Copies = field(default_factory=dict)


@dataclass(slots=True)
class Difference:
    """Quads to take out and to put in, and the entities that are described otherwise."""

    gone: set[ox.Quad] = field(default_factory=set)
    come: set[ox.Quad] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)


def change(
    state: State,
    articles: Articles,
    accept: Sequence[str],
    bases: Sequence[Knowledge],
    iris: Iris,
    *,
    quads: bool = True,
) -> Difference:
    """Bring the state up to date and return what that changes in the graph; `quads` False where nobody asks for it.

    Raises:
        TooMuchError: where more has to do with it than a build from nothing costs.
    """
    accepted = frozenset({"actual", *accept})
    came = articles.came
    touched = fold(state, {id_: list(profiles(extraction)) for id_, extraction in came.items()}, articles.keys)
    state.forget()
    names = by_name(state, touched)
    spelled = by_spelling(state, names)
    rarity = Rarity.of(state, touched.names)
    longer, unsure = by_short_name(state, 3, touched, spelled, rarity)
    joined, doubts = by_short_name(state, 4, touched, longer, rarity)
    named = name(state, joined, (unsure, doubts), came, bases, iris)
    moved = named.articles - came.keys()
    old_entities = _entities(state, moved, named.was)
    new_entities = _entities(state, {*came, *moved})
    resolution = Resolution((), new_entities, ())

    def read(id_: str) -> Extraction:
        return came[id_] if id_ in came else articles.other(id_)

    reported = {id_: reports(found := read(id_), told(found, resolution)) for id_ in sorted({*came, *moved})}
    old_happenings = _happenings(state, moved)
    happened = happen(state, reported, accepted, iris)
    recounted = {id_ for id_ in {*articles.copies, *articles.copies_before}
                 if articles.copies.get(id_) != articles.copies_before.get(id_)}  # fmt: skip
    again = (happened.articles | recounted) - came.keys() - moved
    same = _entities(state, again)
    old_entities, new_entities = old_entities | same, new_entities | same
    old_happenings |= _happenings(state, again, happened.was)
    stayed = moved | again
    new_happenings = _happenings(state, {*came, *stayed})
    difference = Difference(entities=named.entities, articles=came.keys() | stayed)
    before, after = named.before | happened.before, named.after | happened.after
    if not quads:
        for id_ in came:
            _, parts = stated(came[id_], new_entities, new_happenings, accepted, articles.copies, iris)
            keep(state, id_, parts, parts)
        return difference
    told_now: dict[str, dict[str, bytes]] = {}
    for id_ in {*came, *stayed}:
        own, told_now[id_] = stated(read(id_), new_entities, new_happenings, accepted, articles.copies, iris)
        after |= own
    for id_ in stayed:
        before |= stated(articles.other(id_), old_entities, old_happenings, accepted, articles.copies_before, iris)[0]
    other = {id_: changed(state, id_, mine) for id_, mine in told_now.items()}
    claims = {claim for some in other.values() for claim in some}
    claims |= {claim for (claim,) in state.rows("SELECT DISTINCT claim FROM claim WHERE doc IN ({})", recounted)}
    before |= claimed(state, alike(state, claims), accepted, articles.copies_before, iris)
    for id_, mine in other.items():
        keep(state, id_, told_now[id_], mine)
    after |= claimed(state, alike(state, claims), accepted, articles.copies, iris)
    difference.gone, difference.come = before - after, after - before
    return difference


def _entities(state: State, documents: Collection[str], was: Mapping[int, str] | None = None) -> Entities:
    """Return the entity of each name of these articles; `was` are those of some forms before."""
    query = "SELECT doc, cluster, form, iri FROM member JOIN form ON form.id = member.form WHERE doc IN ({})"
    older = was or {}
    return {(doc, cluster): older.get(form, iri) for doc, cluster, form, iri in state.rows(query, documents)}


def _happenings(
    state: State, documents: Collection[str], was: Mapping[tuple[str, int], str] | None = None
) -> Happenings:
    older = was or {}
    rows = state.rows("SELECT doc, number, iri FROM told WHERE doc IN ({})", documents)
    return {(doc, number): older.get((doc, number), iri) for doc, number, iri in rows}
