"""What articles report of events, and the table of all such reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.blobs import Decoder, from_blob, to_blob
from kg.incremental.state import State
from kg.model import Extraction
from kg.rdf.events import people
from kg.resolve.events import DAYS_APART, Told, same
from kg.resolve.identities import Anchor

__all__ = ["REPORT", "Id", "Report", "Reports", "reports"]

#: document, number of the event in it
Id = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Report:
    """One article's report of an event: what resolution needs, how sure it is, and the names that label it."""

    told: Told
    modality: str
    names: tuple[str, ...]

    @property
    def id(self) -> Id:
        """The document and the number of the event in it."""
        return self.told.anchor.document, self.told.index

    @property
    def order(self) -> tuple[Anchor, int]:
        """Its place among all reports."""
        return self.told.anchor, self.told.index

    @property
    def keys(self) -> list[str]:
        """Under what it is compared with others, in order."""
        return [f"{self.told.type}\t{int(self.told.factual)}\t{iri}" for iri in sorted(i for _, i in self.told.actors)]


REPORT = Decoder(Report)


def reports(extraction: Extraction, found: Iterable[Told]) -> list[Report]:
    """Return the reports of an article."""
    called = {cluster.id: cluster.name for cluster in extraction.clusters}
    made = []
    for told in found:
        event = extraction.events[told.index]
        made.append(Report(told, event.modality, tuple(people(event, called))))
    return made


@dataclass(slots=True)
class Reports:
    """The reports of all articles, read when asked for."""

    state: State
    _known: dict[Id, Report | None] = field(default_factory=dict)
    _founders: dict[Id, Id] = field(default_factory=dict)

    def report(self, id_: Id) -> Report | None:
        """Return a report, None where there is none."""
        if id_ not in self._known:
            query = "SELECT told, founder_doc, founder FROM told WHERE doc = ? AND number = ?"
            row = self.state.database.execute(query, id_).fetchone()
            self._known[id_] = from_blob(row[0], REPORT) if row else None
            if row and row[1] is not None:
                self._founders[id_] = row[1], row[2]
        return self._known[id_]

    def order(self, id_: Id) -> tuple[Anchor, int]:
        """Return the place of a report among all."""
        report = self.report(id_)
        assert report is not None
        return report.order

    def founder(self, id_: Id) -> Id | None:
        """Return the report that began the happening that this one is of, None before it is decided."""
        self.report(id_)
        return self._founders.get(id_)

    def members(self, founder: Id | None) -> list[Report]:
        """Return the reports of a happening, that which began it among them."""
        query = "SELECT doc, number FROM told WHERE founder_doc = ? AND founder = ?"
        ids = self.state.database.execute(query, founder).fetchall() if founder else []
        return [report for id_ in ids if (report := self.report(id_))]

    def near(self, report: Report, days: int) -> list[Report]:
        """Return the others that share an actor with a report, published within so many days of it."""
        published = report.told.published
        ids: set[Id] = set()
        for key in report.keys:
            query = "SELECT doc, number FROM actor WHERE key = ? AND published BETWEEN ? AND ?"
            ids |= set(self.state.database.execute(query, (key, published - days, published + days)))
        return [other for id_ in ids - {report.id} if (other := self.report(id_))]

    def choice(self, report: Report) -> Id:
        """Return the first happening that an earlier report began and this one is of, else itself."""
        order = report.order
        for key in report.keys:
            query = "SELECT doc, number FROM actor WHERE key = ? AND published BETWEEN ? AND ?"
            days = report.told.published - DAYS_APART, report.told.published + DAYS_APART
            earlier = [other for id_ in self.state.database.execute(query, (key, *days)) if (other := self.report(id_))]
            groups = (self.founder(other.id) for other in sorted(earlier, key=lambda o: o.order) if other.order < order)
            for founder in dict.fromkeys(groups):
                members = [m for m in self.members(founder) if m.order < order]
                if founder and members and all(same(report.told, m.told) for m in members):
                    return founder
        return report.id

    def join(self, id_: Id, founder: Id) -> None:
        """Put a report to the happening that another one began, or itself."""
        self._founders[id_] = founder
        query = "UPDATE told SET founder_doc = ?, founder = ? WHERE doc = ? AND number = ?"
        self.state.do(query, [(*founder, *id_)])

    def remove(self, id_: Id) -> None:
        """Take a report out."""
        report = self.report(id_)
        assert report is not None
        keys = ((key, report.told.published, *id_) for key in report.keys)
        self.state.do("DELETE FROM actor WHERE key = ? AND published = ? AND doc = ? AND number = ?", keys)
        self.state.do("DELETE FROM told WHERE doc = ? AND number = ?", [id_])
        self._known[id_] = None
        self._founders.pop(id_, None)

    def insert(self, report: Report) -> None:
        """Put a report in, of no happening yet."""
        anchor, blob = report.told.anchor, to_blob(report)
        row = (*report.id, anchor.start, anchor.end, None, None, None, blob)
        self.state.do("INSERT INTO told VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [row])
        keys = ((key, report.told.published, *report.id) for key in report.keys)
        self.state.do("INSERT OR IGNORE INTO actor VALUES (?, ?, ?, ?)", keys)
        self._known[report.id] = report
        self._founders.pop(report.id, None)

    def iri(self, founder: Id) -> str | None:
        """Return the IRI of a happening, None where it has none yet."""
        row = self.state.database.execute("SELECT iri FROM happening WHERE doc = ? AND number = ?", founder).fetchone()
        return row[0] if row else None
