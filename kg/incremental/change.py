"""Articles that came → what a build of everything would have written otherwise."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

import pyoxigraph as ox

from kg.incremental.folding import fold
from kg.incremental.grouping import by_name, by_spelling
from kg.incremental.happenings import happen
from kg.incremental.naming import Named, name
from kg.incremental.reports import Report, reports
from kg.incremental.shortening import by_short_name
from kg.incremental.state import State
from kg.incremental.stating import alike, changed, claimed, keep, parts, stated
from kg.incremental.verdicts import Rarity
from kg.model import Extraction
from kg.rdf.claims import Copies
from kg.rdf.iris import Iris
from kg.resolve.entities import Resolution
from kg.resolve.events import told
from kg.resolve.knowledge import Knowledge
from kg.resolve.profiles import profiles

__all__ = ["Articles", "Difference", "change", "learn"]

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

    def read(self, id_: str) -> Extraction:
        """Return any article."""
        return self.came[id_] if id_ in self.came else self.other(id_)

    def recounted(self) -> set[str]:
        """Return the articles that tell another story than before, or one anew, or one no more."""
        ids = {*self.copies, *self.copies_before}
        return {id_ for id_ in ids if self.copies.get(id_) != self.copies_before.get(id_)}


@dataclass(slots=True)
class Difference:
    """Quads to take out and to put in, and the entities that are described otherwise."""

    gone: set[ox.Quad] = field(default_factory=set)
    come: set[ox.Quad] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)


def change(
    state: State, articles: Articles, accept: Sequence[str], bases: Sequence[Knowledge], iris: Iris
) -> Difference:
    """Bring the state up to date and return what that changes in the graph.

    Raises:
        TooMuchError: where more has to do with it than a build from nothing costs.
    """
    accepted = frozenset({"actual", *accept})
    named = _named(state, articles, bases, iris)
    moved = named.articles - articles.came.keys()
    scene = _Scene(state, articles, accepted, iris)
    scene.enter(moved, named.was)
    happened = happen(state, _reports(articles, {*articles.came, *moved}, scene.entities), accepted, iris)
    scene.enter((happened.articles | articles.recounted()) - articles.came.keys() - moved, {}, happened.was)
    scene.happenings = _happenings(state, {*articles.came, *scene.stayed})
    before, after = scene.restated()
    before |= named.before | happened.before
    after |= named.after | happened.after
    return Difference(before - after, after - before, named.entities, articles.came.keys() | scene.stayed)


def learn(state: State, articles: Articles, accept: Sequence[str], bases: Sequence[Knowledge], iris: Iris) -> None:
    """Fill an empty state with what resolution finds out of all articles, as `change` does; nothing is stated."""
    state.most = inf
    _named(state, articles, bases, iris)
    entities = _entities(state, articles.came)
    happen(state, _reports(articles, articles.came, entities), frozenset({"actual", *accept}), iris)
    happenings = _happenings(state, articles.came)
    for id_, extraction in articles.came.items():
        told = parts(extraction, entities, happenings, iris)
        keep(state, id_, told, told)


def _named(state: State, articles: Articles, bases: Sequence[Knowledge], iris: Iris) -> Named:
    """Resolve the names of the articles that came, each step on what the step before changed."""
    found = {id_: list(profiles(extraction)) for id_, extraction in articles.came.items()}
    touched = fold(state, found, articles.keys)
    state.forget()
    names = by_name(state, touched)
    spelled = by_spelling(state, names)
    rarity = Rarity.of(state, touched.names)
    longer, unsure = by_short_name(state, 3, touched, spelled, rarity)
    joined, doubts = by_short_name(state, 4, touched, longer, rarity)
    return name(state, joined, (unsure, doubts), articles.came, bases, iris)


def _reports(articles: Articles, documents: Collection[str], entities: Entities) -> dict[str, list[Report]]:
    """Return what these articles report of events."""
    resolution = Resolution((), entities, ())
    return {id_: reports(found := articles.read(id_), told(found, resolution)) for id_ in sorted(documents)}


@dataclass(slots=True)
class _Scene:
    """What the articles that came, and those of the others that read otherwise now, say before and after."""

    state: State
    articles: Articles
    accepted: frozenset[str]
    iris: Iris
    stayed: set[str] = field(default_factory=set)
    entities: Entities = field(default_factory=dict)
    happenings: Happenings = field(default_factory=dict)
    old_entities: Entities = field(default_factory=dict)
    old_happenings: Happenings = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with the articles that came."""
        self.entities = _entities(self.state, self.articles.came)

    def enter(
        self, documents: set[str], was: Mapping[int, str], happened: Mapping[tuple[str, int], str] | None = None
    ) -> None:
        """Add articles that were there; `was` and `happened` are the entities and happenings that are others now."""
        self.stayed |= documents
        self.entities |= _entities(self.state, documents)
        self.old_entities |= _entities(self.state, documents, was)
        self.old_happenings |= _happenings(self.state, documents, happened)

    def restated(self) -> tuple[set[ox.Quad], set[ox.Quad]]:
        """Return what is stated in these articles and of the claims that they have a part in, before and after."""
        state, articles, iris = self.state, self.articles, self.iris
        before, after, told_now = set[ox.Quad](), set[ox.Quad](), dict[str, dict[str, bytes]]()
        for id_ in {*articles.came, *self.stayed}:
            now = self.entities, self.happenings, self.accepted, articles.copies, iris
            own, told_now[id_] = stated(articles.read(id_), *now)
            after |= own
        for id_ in self.stayed:
            then = self.old_entities, self.old_happenings, self.accepted, articles.copies_before, iris
            before |= stated(articles.other(id_), *then)[0]
        other = {id_: changed(state, id_, mine) for id_, mine in told_now.items()}
        claims = {claim for some in other.values() for claim in some}
        recounted = articles.recounted()
        claims |= {claim for (claim,) in state.rows("SELECT DISTINCT claim FROM claim WHERE doc IN ({})", recounted)}
        before |= claimed(state, alike(state, claims), self.accepted, articles.copies_before, iris)
        for id_, mine in other.items():
            keep(state, id_, told_now[id_], mine)
        after |= claimed(state, alike(state, claims), self.accepted, articles.copies, iris)
        return before, after


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
