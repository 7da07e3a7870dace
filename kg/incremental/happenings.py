"""Events of articles that changed → the happenings that are other than before, as telling all in order gives them."""

from __future__ import annotations

import heapq
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.blobs import from_blob
from kg.incremental import standing
from kg.incremental.contest import Contest
from kg.incremental.reports import REPORT, Id, Report, Reports
from kg.incremental.standing import Owner, Resolved
from kg.incremental.state import State
from kg.ontology import term
from kg.rdf import quads
from kg.rdf.events import label
from kg.rdf.iris import Iris
from kg.rdf.literals import text
from kg.resolve.events import DAYS_APART
from kg.resolve.identities import Anchor, Identities

__all__ = ["Happened", "happen"]

KIND = "event/"


@dataclass(slots=True)
class Happened(Resolved):
    """What became of the events; `was` are those of some reports before."""

    was: dict[Id, str] = field(default_factory=dict)


def happen(state: State, new: Mapping[str, list[Report]], accepted: Collection[str], iris: Iris) -> Happened:
    """Give the reports of changed articles their happenings; `new` are all reports of each such article."""
    found, table = Happened(), Reports(state)
    old = {id_: table.report(id_) for id_ in _ids(state, new)}
    fresh = {report.id: report for found_ in new.values() for report in found_}
    changed = {id_ for id_ in {*old, *fresh} if old.get(id_) != fresh.get(id_)}
    founders = {id_: table.founder(id_) for id_ in old}
    stirred = {founder for id_ in changed if (founder := founders.get(id_))}
    affected = {iri for founder in stirred if (iri := table.iri(founder))}
    queue: list[tuple[tuple[Anchor, int], Id]] = []
    losing = {iri for _, _, iri in _iris(state, changed) if iri}
    found.before = _stated(state, losing, accepted, iris)
    for id_ in changed:
        members = table.members(founders[id_]) if id_ in founders else []
        _stir(table, queue, members + [report for report in (old.get(id_),) if report])
    for id_ in changed & old.keys():
        table.remove(id_)
    for id_ in changed & fresh.keys():
        table.insert(fresh[id_])
        heapq.heappush(queue, (fresh[id_].order, id_))
    stirred |= _decided(table, queue)
    _reanchored(state, new)
    groups = {f for f in stirred if table.report(f) is not None and table.founder(f) == f}
    affected |= {iri for founder in stirred if (iri := table.iri(founder))}
    _give(state, table, found, groups, affected, losing, accepted, iris)
    return found


def _decided(table: Reports, queue: list[tuple[tuple[Anchor, int], Id]]) -> set[Id]:
    """Decide again about every report that may be another happening's; return the founders of all that changed."""
    stirred: set[Id] = set()
    done: set[Id] = set()
    while queue:
        _, id_ = heapq.heappop(queue)
        if id_ in done or (report := table.report(id_)) is None:
            continue
        done.add(id_)
        before, now = table.founder(id_), table.choice(report)
        if before == now:
            continue
        stirred |= {now} | ({before} if before else set())
        near = table.members(before) if before else []
        table.join(id_, now)
        _stir(table, queue, [r for r in (*near, *table.members(now)) if r], after=report.order)
    return stirred


def _stir(
    table: Reports, queue: list[tuple[tuple[Anchor, int], Id]], members: Iterable[Report],
    after: tuple[Anchor, int] | None = None,
) -> None:  # fmt: skip
    """Have all later reports that share an actor with one of these, at about their time, decided again."""
    for member in members:
        for other in table.near(member, 2 * DAYS_APART):
            if after is None or other.order > after:
                heapq.heappush(queue, (other.order, other.id))


def _give(
    state: State, table: Reports, found: Happened, groups: set[Id], affected: set[str], losing: set[str],
    accepted: Collection[str], iris: Iris,
) -> None:  # fmt: skip
    """Give these happenings their IRIs, and whoever wants the same."""
    unsettled = {o for (o,) in state.database.execute("SELECT owner FROM unsettled") if isinstance(o, str)}
    seeds = {_owner(m.id) for founder in groups for m in table.members(founder)} | unsettled

    def of(owners: Collection[Owner]) -> dict[Owner, Id]:
        return {owner: founder for owner in owners if (founder := table.founder(_id(str(owner))))}

    def members_of(founders: Collection[Id]) -> set[Owner]:
        return {_owner(m.id) for founder in founders for m in table.members(founder)}

    contest = Contest(state, of, members_of)
    owners, names = contest.widened(seeds)
    ordered = sorted({f for owner in owners if (f := table.founder(_id(str(owner))))}, key=table.order)
    members = {founder: sorted(table.members(founder), key=lambda m: m.order) for founder in ordered}
    known = standing.some(state, names)
    counts = {iri: 1 + len(known.others.get(iri, ())) for iri in known.rows}
    told = [[m.told.anchor for m in members[f]] for f in ordered]
    known.begin("event")
    made = [known.mint("event", members[f][0].told.type, anchors) for f, anchors in zip(ordered, told, strict=True)]
    spans = _spans(state, {a.document for anchors in told for a in anchors})
    standing.note(state, known, counts, spans, owners)
    contest.keep(owners)
    _settled(state, known, ordered, members, made)
    old = {iri for f in ordered if (iri := table.iri(f))} | affected
    given = {iri for iri, _ in made}
    found.before |= _stated(state, (old | given) - losing, accepted, iris)
    state.drop("DELETE FROM happening WHERE iri IN ({})", old)
    rows = [(iri, *f, json.dumps(younger)) for f, (iri, younger) in zip(ordered, made, strict=True)]
    state.do("INSERT OR REPLACE INTO happening VALUES (?, ?, ?, ?)", rows)
    changes = []
    for founder, (iri, _) in zip(ordered, made, strict=True):
        changes += [(iri, *m.id) for m in members[founder]]
    was = {(d, n): i for d, n, i in _iris(state, {(d, n) for _, d, n in changes})}
    found.articles = {d for iri, d, n in changes if was.get((d, n)) != iri}
    found.was = {id_: iri for id_, iri in was.items() if iri}
    state.do("UPDATE told SET iri = ? WHERE doc = ? AND number = ?", changes)
    found.after |= _stated(state, old | given, accepted, iris)


def _iris(state: State, ids: Collection[Id]) -> Iterable[tuple[str, int, str | None]]:
    for id_ in ids:
        row = state.database.execute("SELECT iri FROM told WHERE doc = ? AND number = ?", id_).fetchone()
        if row:
            yield (*id_, row[0])


def _settled(
    state: State,
    known: Identities,
    ordered: list[Id],
    members: Mapping[Id, list[Report]],
    made: list[tuple[str, list[str]]],
) -> None:
    """Note the happenings to which a second build would give other IRIs than this one."""
    further = {iri: len(others) for iri, others in known.others.items()}
    known.begin("event")
    settled, unsettled = list[tuple[str]](), list[tuple[str]]()
    for founder, (iri, younger) in zip(ordered, made, strict=True):
        again = known.mint("event", members[founder][0].told.type, [m.told.anchor for m in members[founder]])
        same_iris = again == (iri, younger) and further.get(iri, 0) == len(known.others.get(iri, ()))
        (settled if same_iris else unsettled).extend((_owner(m.id),) for m in members[founder])
    state.do("DELETE FROM unsettled WHERE owner = ?", settled)
    state.do("INSERT OR IGNORE INTO unsettled VALUES (?)", unsettled)


def _stated(state: State, names: Collection[str], accepted: Collection[str], iris: Iris) -> set[ox.Quad]:
    """Return the quads that happenings have of themselves: labels, kinds where they are no facts, replaced IRIs."""
    found: set[ox.Quad] = set()
    for iri, younger in state.rows("SELECT iri, replaced FROM happening WHERE iri IN ({})", names):
        query = "SELECT told FROM told WHERE iri = ?"
        rows = state.database.execute(query, (iri,)).fetchall()
        members = sorted((from_blob(blob, REPORT) for (blob,) in rows), key=lambda m: m.id)
        found |= set(quads.replaced(((old, iri) for old in json.loads(younger)), iris))
        if members:
            found |= set(_labelled(members, iris.of(iri), accepted, iris))
    return found


def _labelled(members: list[Report], node: ox.NamedNode, accepted: Collection[str], iris: Iris) -> Iterable[ox.Quad]:
    first = members[0]
    names = sorted({name for member in members for name in member.names})
    graph = ox.DefaultGraph() if first.modality in accepted else iris.provenance
    yield ox.Quad(node, term("skos:prefLabel"), text(label(first.told.type, names, first.modality)), graph)
    for member in members:
        if member.modality not in accepted:
            yield ox.Quad(node, term("rdf:type"), term("kg:ReportedEvent"), iris.provenance)
            yield ox.Quad(node, term("kg:eventType"), term(f"kg:{member.told.type}"), iris.provenance)
            yield ox.Quad(node, term("kg:modality"), term(f"kg:{member.modality}"), iris.provenance)


def _reanchored(state: State, documents: Collection[str]) -> None:
    standing.placed(state, KIND, documents, _spans(state, documents))


def _spans(state: State, documents: Collection[str]) -> dict[str, list[tuple[Owner, int, int]]]:
    found: dict[str, list[tuple[Owner, int, int]]] = {}
    for doc, number, start, end in state.rows("SELECT doc, number, start, end FROM told WHERE doc IN ({})", documents):
        found.setdefault(doc, []).append((_owner((doc, number)), start, end))
    return found


def _ids(state: State, documents: Collection[str]) -> set[Id]:
    return set(state.rows("SELECT doc, number FROM told WHERE doc IN ({})", documents))


def _owner(id_: Id) -> str:
    return f"{id_[0]}\x1f{id_[1]}"


def _id(owner: str) -> Id:
    doc, _, number = owner.partition("\x1f")
    return doc, int(number)
