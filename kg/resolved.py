"""Extractions and what their articles together decide → the graph as N-Quads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.model import Extraction
from kg.rdf import quads
from kg.rdf.claims import Copies
from kg.rdf.iris import Iris
from kg.rdf.nquads import nquads
from kg.resolve import events
from kg.resolve.entities import Resolution
from kg.resolve.identities import Identities

__all__ = ["Resolved", "resolved", "shared", "written"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What the articles together decide: entities and events, the modalities that are accepted, who copied whom.

    `documents` is how many articles there are; `replaced` are IRIs, of entities and of events, with what replaced them.
    """

    base: str
    entities: Resolution
    event_iris: Mapping[tuple[str, int], str]
    documents: int
    replaced: tuple[tuple[str, str], ...] = ()
    accepted: tuple[str, ...] = ()
    copies: Copies = field(default_factory=dict)


def resolved(
    found: Iterable[Extraction],
    entities: Resolution,
    known: Identities,
    base: str,
    accepted: Iterable[str] = (),
    copies: Copies = quads.NO_COPIES,
) -> Resolved:
    """Return what is decided once the entities are, and the events beside; new IRIs go to `known`."""
    ids = set[str]()
    happenings, replaced = events.events(_told(found, entities, ids), known)
    event_iris = {member: happening.iri for happening in happenings for member in happening.members}
    return Resolved(base, entities, event_iris, len(ids), (*entities.replaced, *replaced), tuple(accepted), copies)


def _told(found: Iterable[Extraction], entities: Resolution, ids: set[str]) -> Iterator[events.Told]:
    """Yield what the articles tell of events, their ids noted on the way."""
    for extraction in found:
        ids.add(extraction.document.id)
        yield from events.told(extraction, entities)


def shared(found: Resolved) -> Iterator[ox.Quad]:
    """Yield what no one article states: the entities, the doubts, and the IRIs that were replaced."""
    iris = Iris(found.base)
    doubts = ((doubt.one, doubt.other, doubt.score, doubt.reason) for doubt in found.entities.doubts)
    yield from quads.entities(found.entities.entities, iris)
    yield from quads.doubts(doubts, iris)
    yield from quads.replaced(found.replaced, iris)


def written(extractions: Iterable[Extraction], found: Resolved) -> Iterator[bytes]:
    """Yield the graph as N-Quads, some at a time."""
    iris = Iris(found.base)
    yield from nquads(shared(found))
    yield from quads.written(extractions, found.entities.iris, found.event_iris, iris, found.accepted, found.copies)
