"""Events as claims: what kind of event, and who and what takes part."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox

from kg.model import LEAST, Event
from kg.rdf.events import claims, people
from tests.samples import meeting

NODES = {cluster.id: ox.NamedNode(f"https://example.org/{cluster.id}") for cluster in meeting().clusters}


def stated(event: Event) -> list[str]:
    made = claims(event, ox.NamedNode("https://example.org/event"), NODES, {}, "id")
    return [claim.modality for claim, _ in made]


def unsure(event: Event) -> Event:
    first, *others = event.arguments
    return replace(event, arguments=(replace(first, confidence=LEAST - 0.01), *others))


def test_who_likelier_takes_no_part_is_possible_in_an_event_that_is_a_fact() -> None:
    event, planned = meeting().events
    assert stated(event) == ["actual"] * 5
    assert stated(unsure(event)) == ["actual", "possible", "actual", "actual", "actual"]
    assert stated(unsure(planned)) == stated(planned) == ["planned"] * 4


def test_an_event_is_called_after_those_who_likely_take_part() -> None:
    called = {cluster.id: cluster.name for cluster in meeting().clusters}
    event = meeting().events[0]
    assert list(people(event, called)) == ["Jack Ma", "Donald Trump"]
    assert list(people(unsure(event), called)) == ["Donald Trump"]
