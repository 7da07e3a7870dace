"""Groups that are other than before → their entities, under the IRIs that a build of everything gives them."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import pyoxigraph as ox

from kg.blobs import Decoder, from_blob, to_blob
from kg.incremental import standing
from kg.incremental.contest import Contest
from kg.incremental.grouping import Level, groups_of, places_of
from kg.incremental.shortening import Judged
from kg.incremental.standing import Owner, Resolved
from kg.incremental.state import State, unpacked
from kg.model import Entity
from kg.rdf import quads
from kg.rdf.iris import Iris
from kg.resolve.choices import Choices
from kg.resolve.clusters import Group
from kg.resolve.entities import entity_of, linked
from kg.resolve.identities import Anchor, Identities
from kg.resolve.knowledge import Knowledge
from kg.resolve.linking import doubted

__all__ = ["Named", "name"]

#: so many of the first articles of a group can become anchors of its IRI
FIRST = 8
KIND = "entity/"
ENTITY = Decoder(Entity)


@dataclass(slots=True)
class Named(Resolved):
    """What became of the entities; `was` are those of some forms before."""

    entities: set[str] = field(default_factory=set)
    was: dict[int, str] = field(default_factory=dict)


def name(
    state: State,
    last: Level,
    judged: Sequence[Judged],
    documents: Collection[str],
    bases: Sequence[Knowledge],
    iris: Iris,
) -> Named:
    """Give the groups that changed their IRIs, names and links; `documents` are the articles that came."""
    spans = _spans(state, documents)
    standing.placed(state, KIND, documents, spans)
    dirty = _members(state, last.dirty)
    unsettled = {owner for (owner,) in state.database.execute("SELECT owner FROM unsettled") if isinstance(owner, int)}
    contest = Contest(state, lambda forms: _groups(state, forms), lambda ids: _members(state, ids))
    forms, known_iris = contest.widened(dirty | unsettled)
    ids = {id_ for (id_,) in state.rows("SELECT DISTINCT g4 FROM form WHERE id IN ({})", forms)}
    by_id, places = groups_of(state, 4, ids), places_of(state, 4, ids)
    groups = [by_id[id_] for id_ in sorted(by_id, key=places.__getitem__)]
    known = standing.some(state, known_iris)
    made = list(_made(state, groups, known))
    found = Named()
    standing.note(state, known, _counts(state, known_iris), _Spans(state), forms)
    contest.keep(forms)
    _settled(state, groups, known, made)
    ends = _Ends(state)
    was = [(ends.before(a), ends.before(b), score, why) for j in judged for a, b, score, why in j.was]
    moved = _moved(state, groups, made)
    was += _pairs(state, moved, ends.before)
    asked = {one for one, *_ in was}
    _kept(state, found, groups, made, moved, bases, iris)
    new = {id_ for j in judged for id_ in j.groups}
    heads = {
        one for (one,) in state.rows("SELECT DISTINCT one FROM pair WHERE level IN (3, 4) AND id IN ({})", new)
    } | moved
    heads |= {one for one, *_ in state.rows("SELECT one, other FROM pair WHERE other IN ({})", moved)}
    asked |= {iri for (iri,) in state.rows("SELECT DISTINCT iri FROM form WHERE id IN ({})", heads)}
    same = {id_ for (id_,) in state.rows("SELECT id FROM form WHERE iri IN ({})", asked)}
    found.before |= _doubts(was, iris)
    found.after |= _doubts(_pairs(state, same, ends.after, ends=("one",)), iris)
    return found


def _made(state: State, groups: Sequence[Group], known: Identities) -> Iterator[tuple[Entity, list[str], int]]:
    """Yield the entity of each group, without links, in the order of the groups."""
    known.begin("entity")
    anchors = [_anchors(state, members, known) for members, _ in groups]  # type: ignore[arg-type]
    order = sorted(range(len(groups)), key=lambda i: -known.strength(anchors[i]))
    made = {i: entity_of(*groups[i], anchors[i], known, Choices()) for i in order}
    for i, (members, _) in enumerate(groups):
        yield *made[i], sum(form.weight for form in members)


def _anchors(state: State, members: Sequence[Owner], known: Identities) -> set[Anchor]:
    """Return where a group stands: in the articles that matter, those of known IRIs and its first."""
    ids = [form.id for form in members]  # type: ignore[union-attr]
    found = sorted(state.rows("SELECT doc, spans FROM member WHERE form IN ({})", ids))
    first = set(dict.fromkeys(doc for doc, _ in found[: FIRST * 2]))
    rows = [
        (doc, span)
        for doc, spans in found
        if doc in known.by_document or doc in first
        for span in unpacked(spans) or ((0, 0),)
    ]
    places = {Anchor(doc, *span) for doc, span in rows if span != (0, 0)}
    return places or {Anchor(doc, *span) for doc, span in rows}


def _settled(
    state: State, groups: Sequence[Group], known: Identities, made: list[tuple[Entity, list[str], int]]
) -> None:
    """Note the groups to which a second build would give other IRIs than this one."""
    anchors = {iri: len(others) for iri, others in known.others.items()}
    again = list(_made(state, groups, known))
    ids = [form.id for members, _ in groups for form in members]  # type: ignore[attr-defined]
    state.drop("DELETE FROM unsettled WHERE owner IN ({})", ids)
    for (members, _), one, other in zip(groups, made, again, strict=True):
        iri = one[0].iri
        if (iri, one[1]) != (other[0].iri, other[1]) or anchors.get(iri, 0) != len(known.others.get(iri, ())):
            state.do("INSERT OR IGNORE INTO unsettled VALUES (?)", ((f.id,) for f in members))  # type: ignore[attr-defined]


def _moved(state: State, groups: Sequence[Group], made: Sequence[tuple[Entity, list[str], int]]) -> set[int]:
    """Return the forms that are another entity than before."""
    now = {f.id: e.iri for (members, _), (e, _, _) in zip(groups, made, strict=True) for f in members}  # type: ignore[attr-defined]
    return {id_ for id_, iri in state.rows("SELECT id, iri FROM form WHERE id IN ({})", now) if iri != now[id_]}


def _kept(
    state: State,
    found: Named,
    groups: Sequence[Group],
    made: Sequence[tuple[Entity, list[str], int]],
    moved: set[int],
    bases: Sequence[Knowledge],
    iris: Iris,
) -> None:
    """Write the entities of these groups, and tell what is stated of them before and after."""
    ids = [form.id for members, _ in groups for form in members]  # type: ignore[attr-defined]
    found.articles = {doc for (doc,) in state.rows("SELECT DISTINCT doc FROM member WHERE form IN ({})", moved)}
    found.was = dict(state.rows("SELECT id, iri FROM form WHERE id IN ({})", moved))
    old = {iri for (iri,) in state.rows("SELECT DISTINCT iri FROM form WHERE id IN ({})", ids) if iri}
    rows = []
    for (members, _), (bare, younger, count) in zip(groups, made, strict=True):
        entity = replace(linked(bare, members, bases, Choices()), members=())
        rows.append((entity.iri, entity.type, count, entity, json.dumps(younger)))
    names = old | {row[0] for row in rows}
    links = {link for (link,) in state.rows("SELECT link FROM link WHERE iri IN ({})", names)}
    links |= {link.iri for _, _, _, entity, _ in rows for link in entity.links if link.certain}
    names |= {iri for (iri,) in state.rows("SELECT iri FROM link WHERE link IN ({})", links)}
    found.before |= _stated(state, names, iris)
    state.drop("DELETE FROM entity WHERE iri IN ({})", old)
    state.drop("DELETE FROM link WHERE iri IN ({})", old)
    kept = ((i, g, n, to_blob(e), y) for i, g, n, e, y in rows)
    state.do("INSERT OR REPLACE INTO entity VALUES (?, ?, ?, ?, ?)", kept)
    state.do("INSERT INTO link VALUES (?, ?)", ((k.iri, e.iri) for _, _, _, e, _ in rows for k in e.links if k.certain))
    owned = ((e.iri, form.id) for (members, _), (_, _, _, e, _) in zip(groups, rows, strict=True) for form in members)  # type: ignore[attr-defined]
    state.do("UPDATE form SET iri = ? WHERE id = ?", owned)
    found.after |= _stated(state, names, iris)
    found.entities = names


def _stated(state: State, names: Collection[str], iris: Iris) -> set[ox.Quad]:
    """Return the quads of entities as they stand now, each certain link with one bearer."""
    query = "SELECT iri, members, entity, replaced FROM entity WHERE iri IN ({})"
    rows = list(state.rows(query, names))
    entities = {iri: from_blob(blob, ENTITY) for iri, _, blob, _ in rows}
    links = {link.iri for entity in entities.values() for link in entity.links if link.certain}
    query = "SELECT link, members, entity.iri FROM link JOIN entity USING (iri) WHERE link IN ({})"
    owners: dict[str, tuple[int, str]] = {}
    for link, members, iri in state.rows(query, links):
        owners[link] = min(owners.get(link, (1, "")), (-members, iri))
    owning = _entities(state, {iri for _, iri in owners.values()})
    found: set[ox.Quad] = set()
    for iri, _, _, younger in rows:
        entity = entities[iri]
        told = tuple(
            doubted(link, owning[owners[link.iri][1]], entity)
            if link.certain and owners[link.iri][1] != iri else link
            for link in entity.links
        )  # fmt: skip
        found |= set(quads.entities([replace(entity, links=told)], iris))
        found |= set(quads.replaced(((old, iri) for old in json.loads(younger)), iris))
    return found


def _entities(state: State, names: Collection[str]) -> dict[str, Entity]:
    rows = state.rows("SELECT iri, entity FROM entity WHERE iri IN ({})", names)
    return {iri: from_blob(blob, ENTITY) for iri, blob in rows}


@dataclass(slots=True)
class _Ends:
    """The entity of a form, before and after."""

    state: State
    _before: dict[int, str] = field(default_factory=dict)

    def before(self, form: int) -> str:
        """Return the IRI as it was; asked for before anything is written."""
        if form not in self._before:
            self._before[form] = self.after(form)
        return self._before[form]

    def after(self, form: int) -> str:
        """Return the IRI as it stands."""
        row = self.state.database.execute("SELECT iri FROM form WHERE id = ?", (form,)).fetchone()
        return str(row[0]) if row and row[0] else ""


def _pairs(
    state: State, forms: Collection[int], named: Callable[[int], str], ends: Sequence[str] = ("one", "other")
) -> list[tuple[str, str, float, str]]:
    found = []
    for end in ends:
        query = f"SELECT one, other, score, reason FROM pair WHERE {end} IN ({{}})"
        for one, other, score, reason in state.rows(query, forms):
            found.append((named(one), named(other), score, reason))
    return found


def _doubts(pairs: Iterable[tuple[str, str, float, str]], iris: Iris) -> set[ox.Quad]:
    return set(quads.doubts((pair for pair in pairs if pair[0] and pair[1] and pair[0] != pair[1]), iris))


def _members(state: State, ids: Collection[int]) -> set[Owner]:
    return {id_ for (id_,) in state.rows("SELECT id FROM form WHERE g4 IN ({})", ids)}


def _groups(state: State, forms: Collection[Owner]) -> dict[Owner, int]:
    return dict(state.rows("SELECT id, g4 FROM form WHERE id IN ({})", forms))


def _counts(state: State, iris: Collection[str]) -> dict[str, int]:
    return dict(state.rows("SELECT iri, COUNT(*) FROM anchor WHERE iri IN ({}) GROUP BY iri", iris))


def _spans(state: State, documents: Collection[str]) -> dict[str, list[tuple[Owner, int, int]]]:
    found: dict[str, list[tuple[Owner, int, int]]] = {}
    for doc, form, spans in state.rows("SELECT doc, form, spans FROM member WHERE doc IN ({})", documents):
        found.setdefault(doc, []).extend((form, *span) for span in unpacked(spans) or ((0, 0),))
    return found


class _Spans(dict[str, list[tuple[Owner, int, int]]]):
    """The spans of each article, read when asked for."""

    def __init__(self, state: State) -> None:
        """Begin with none."""
        super().__init__()
        self.state = state

    def get(self, document: str, _: object = None) -> list[tuple[Owner, int, int]]:
        """Return the spans of an article."""
        if document not in self:
            self[document] = _spans(self.state, [document]).get(document, [])
        return self[document]
