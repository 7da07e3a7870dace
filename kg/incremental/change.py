"""Articles that came, changed or left → what a build of everything would have written otherwise."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.incremental.folding import fold
from kg.incremental.grouping import by_name, by_spelling
from kg.incremental.happenings import happen, reports
from kg.incremental.naming import name
from kg.incremental.shortening import Rarity, by_short_name
from kg.incremental.state import State
from kg.incremental.stating import alike, changed, claimed, keep, stated
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
    """What there is of articles: those that left or were other, those that came or are other, and any other by id."""

    left: Mapping[str, Extraction]
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
    state: State, articles: Articles, accept: Sequence[str], bases: Sequence[Knowledge], iris: Iris, *, quads: bool = True
) -> Difference:
    """Bring the state up to date and return what that changes in the graph; `quads` False where nobody asks for it.

    Raises:
        TooMuchError: where more has to do with it than a build from nothing costs.
    """
    accepted = frozenset({"actual", *accept})
    left, came = articles.left, articles.came
    touched_documents = {*left, *came}
    old_entities = _entities(state, left)
    touched = fold(
        state,
        {id_: list(profiles(extraction)) for id_, extraction in left.items()},
        {id_: list(profiles(extraction)) for id_, extraction in came.items()},
        articles.keys,
    )
    state.forget()
    names = by_name(state, touched)
    spelled = by_spelling(state, touched, names)
    rarity = Rarity.of(state, touched.names)
    longer, unsure = by_short_name(state, 3, touched, spelled, rarity)
    joined, doubts = by_short_name(state, 4, touched, longer, rarity)
    named = name(state, touched, joined, (unsure, doubts), touched_documents, bases, iris)
    moved = named.articles - touched_documents
    old_entities |= _entities(state, moved, named.was)
    known = {id_: articles.other(id_) for id_ in moved}
    new_entities = _entities(state, {*came, *moved})
    resolution = Resolution((), new_entities, ())
    now = {**known, **came}
    reported = {id_: reports(extraction, told(extraction, resolution)) for id_, extraction in now.items()}
    old_happenings = _happenings(state, {*left, *moved})
    happened = happen(state, reported, left.keys(), accepted, iris)
    recounted = {id_ for id_ in {*articles.copies, *articles.copies_before}
                 if articles.copies.get(id_) != articles.copies_before.get(id_)}  # fmt: skip
    again = (happened.articles | recounted) - touched_documents - moved
    known |= {id_: articles.other(id_) for id_ in again}
    same = _entities(state, again)
    old_entities, new_entities = old_entities | same, new_entities | same
    old_happenings |= _happenings(state, again, happened.was)
    new_happenings = _happenings(state, {*came, *known})
    found = Difference(entities=named.entities, articles={*touched_documents, *known})
    before, after = named.before | happened.before, named.after | happened.after
    parts: dict[str, dict[str, bytes]] = {id_: {} for id_ in left}
    for id_, extraction in {**known, **came}.items():
        own, parts[id_] = stated(extraction, new_entities, new_happenings, accepted, articles.copies, iris)
        after |= own
    if quads:
        for id_, extraction in {**known, **left}.items():
            before |= stated(extraction, old_entities, old_happenings, accepted, articles.copies_before, iris)[0]
    other = {id_: changed(state, id_, mine) for id_, mine in parts.items()}
    claims = {claim for some in other.values() for claim in some}
    claims |= {claim for (claim,) in state.rows("SELECT DISTINCT claim FROM claim WHERE doc IN ({})", recounted)}
    if quads:
        before |= claimed(state, alike(state, claims), accepted, articles.copies_before, iris)
    for id_, mine in other.items():
        keep(state, id_, parts[id_], mine)
    if quads:
        after |= claimed(state, alike(state, claims), accepted, articles.copies, iris)
        found.gone, found.come = before - after, after - before
    return found


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
