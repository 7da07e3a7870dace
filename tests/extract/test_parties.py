"""Who is no party of an event, by the wording of its sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extract.article import Article
from kg.extract.sense import sensible
from kg.model import Argument, Event, Quote, Role
from tests.extract.marked import article


def parties(given: Article, type_: str, trigger: str, *roles: tuple[str, str]) -> set[tuple[str, str | None]]:
    """Return who is left of the parties (role, name) that a classifier gave the event."""

    def found(part: str) -> tuple[int, int]:
        start = given.document.text.index(part)
        return start, start + len(part)

    span = given.document.span(*found(trigger))
    arguments = tuple(Argument(role, name, given.document.span(*found(name))) for role, name in roles)
    events = sensible(given, (Event(type_, span, given.sentence_at(span.start).number, arguments, span),))
    return {(a.role, a.entity) for event in events for a in event.arguments}


@pytest.mark.parametrize("accused", ["diadukan oleh", "dilaporkan oleh", "dituduh oleh seorang"])
def test_who_complains_of_a_crime_has_not_done_it(accused: str) -> None:
    given = article(f"[PER Joko Hapsari] {accused} [PER Wati] dengan dugaan suap.")
    left = parties(given, "Crime", "suap", ("agent", "Wati"), ("agent", "Joko Hapsari"))
    assert left == {("agent", "Joko Hapsari")}


def test_a_crime_of_nobody_but_who_complains_is_none() -> None:
    given = article("Pegawai itu dilaporkan oleh [PER Wati] dengan dugaan suap.")
    assert parties(given, "Crime", "suap", ("agent", "Wati")) == set()


def test_who_does_a_crime_is_left_alone() -> None:
    given = article("[PER Wati] menerima suap dari [PER Joko Hapsari].")
    assert parties(given, "Crime", "suap", ("agent", "Wati")) == {("agent", "Wati")}


@pytest.mark.parametrize(("cue", "left"), [("menyoroti", {"Toko Rimba"}), ("mengabarkan", {"Toko Rimba", "Wati"})])
def test_who_comments_on_an_accident_has_not_suffered_it(cue: str, left: set[str]) -> None:
    given = article(f"[PER Wati] {cue} kecelakaan di [ORG Toko Rimba] yang menewaskan dua orang.")
    start = given.document.text.index(cue)
    span = given.document.span(start, start + len(cue))
    given = replace(given, quotes=(Quote(1, "Wati", "indirect", span, span),))
    found = parties(given, "Accident", "kecelakaan", ("patient", "Wati"), ("patient", "Toko Rimba"))
    assert {name for _, name in found} == left


def test_the_country_of_an_office_is_not_where_it_happened() -> None:
    given = article("[PER Wati] bertemu Presiden [LOC Rimbania] [PER Joko Hapsari].")
    title = given.document.span(13, 21)
    given = replace(given, roles=(Role("Joko Hapsari", title, "Rimbania", "current", 1, title),))
    found = parties(given, "Meeting", "bertemu", ("agent", "Wati"), ("place", "Rimbania"))
    assert title.text == "Presiden"
    assert found == {("agent", "Wati")}
