"""Events of all articles → one event for each happening: the same type, the same people, no clash of time or place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import Event, Extraction
from kg.resolve.entities import Resolution
from kg.resolve.identities import Anchor, Identities

__all__ = ["DAYS_APART", "Happening", "Told", "events", "same", "told"]

#: Articles on one happening appear within this many days of each other where no date is stated.
DAYS_APART = 7
#: Both sides are agents, so that two shared agents make the same event without a patient.
MUTUAL = frozenset({"Meeting", "Agreement", "Competition"})


@dataclass(frozen=True, slots=True)
class Told:
    """One article's report of an event: where it stands, who takes part (entity IRIs by role), when and where."""

    anchor: Anchor
    index: int
    type: str
    factual: bool
    actors: frozenset[tuple[str, str]]
    dates: frozenset[str]
    places: frozenset[str]
    published: int


@dataclass(frozen=True, slots=True)
class Happening:
    """An event with its IRI (relative to the base) and the (document id, index of the event) that report it."""

    iri: str
    type: str
    members: tuple[tuple[str, int], ...]


def told(extraction: Extraction, resolution: Resolution) -> Iterable[Told]:
    """Yield what resolution needs of each event of an article."""
    document = extraction.document
    dates = {value.span: value.value for value in extraction.values if value.kind == "date" and value.value}
    for index, event in enumerate(extraction.events):
        yield Told(
            Anchor(document.id, event.trigger.start, event.trigger.end),
            index,
            event.type,
            event.modality == "actual",
            frozenset(_filled(event, ("agent", "patient"), document.id, resolution)),
            frozenset(dates[a.span] for a in event.arguments if a.span in dates),
            frozenset(iri for _, iri in _filled(event, ("place",), document.id, resolution)),
            document.published.toordinal() if document.published else 0,
        )


def _filled(event: Event, roles: tuple[str, ...], document: str, resolution: Resolution) -> set[tuple[str, str]]:
    return {(a.role, resolution.iris[document, a.entity]) for a in event.arguments if a.entity and a.role in roles}


def events(found: Iterable[Told], identities: Identities) -> tuple[tuple[Happening, ...], tuple[tuple[str, str], ...]]:
    """Return one happening for each event over all articles, and IRIs replaced; new IRIs go to `identities`."""
    blocks: dict[tuple[str, bool, str], list[list[Told]]] = defaultdict(list)
    groups: list[list[Told]] = []
    for report in sorted(found, key=lambda t: (t.anchor, t.index)):
        keys = sorted((report.type, report.factual, iri) for _, iri in report.actors)
        group = next((g for k in keys for g in blocks[k] if all(same(report, other) for other in g)), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(report)
        for k in keys:
            if not any(g is group for g in blocks[k]):
                blocks[k].append(group)
    identities.begin("event")
    happenings, replaced = [], []
    for group in groups:
        iri, younger = identities.mint("event", group[0].type, (t.anchor for t in group))
        happenings.append(Happening(iri, group[0].type, tuple((t.anchor.document, t.index) for t in group)))
        replaced += [(old, iri) for old in younger]
    return tuple(sorted(happenings, key=lambda h: h.iri)), tuple(sorted(replaced))


def same(a: Told, b: Told) -> bool:
    """Return whether two reports can be of one happening."""
    if a.anchor.document == b.anchor.document or abs(a.published - b.published) > DAYS_APART:
        return False
    if a.dates and b.dates and not _dates_meet(a.dates, b.dates):
        return False
    agents = [frozenset(iri for role, iri in t.actors if role == "agent") for t in (a, b)]
    if a.type in MUTUAL:
        return len(agents[0] & agents[1]) > 1
    patients = [t.actors - {("agent", iri) for iri in who} for t, who in zip((a, b), agents, strict=True)]
    return bool(agents[0] & agents[1]) and bool(patients[0] & patients[1])


def _dates_meet(a: frozenset[str], b: frozenset[str]) -> bool:
    """A day lies in its month and its year: one ISO form begins the other."""
    return any(x.startswith(y) or y.startswith(x) for x in a for y in b)
