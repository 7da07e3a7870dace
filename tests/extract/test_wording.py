"""What the words beside a trigger make of an event: none, a denial, a possibility, a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.extract.article import Article
from kg.extract.hedges import guarded
from kg.extract.sense import sensible
from kg.model import Argument, Event, Quote, Relation
from tests.extract.marked import article


def told(given: Article, trigger: str, type_: str, *arguments: Argument) -> tuple[Event, ...]:
    """Return what is left of an event that a classifier took for a fact."""
    start = given.document.text.index(trigger)
    span = given.document.span(start, start + len(trigger))
    return sensible(given, (Event(type_, span, given.sentence_at(start).number, arguments, span),))


@pytest.mark.parametrize(
    ("text", "trigger", "type_", "modality"),
    [
        ("[ORG Toko Rimba] kini dapat menjual kopinya ke luar negeri.", "menjual", "Transaction", "possible"),
        ("[ORG Toko Rimba] bisa membeli kapal itu.", "membeli", "Transaction", "possible"),
        ("[ORG Toko Rimba] belum mengumumkan harga baru.", "mengumumkan", "Policy", "denied"),
        ("[ORG Toko Rimba] tidak mengunjungi pasar.", "mengunjungi", "Visit", "denied"),
        ("[ORG Toko Rimba] tak akan menaikkan harga.", "menaikkan", "Policy", "denied"),
        ("[ORG Toko Rimba] tidak melanjutkan usahanya.", "melanjutkan", "Closure", "actual"),
        ("[ORG Toko Rimba] menjual kopi yang tidak pahit.", "menjual", "Transaction", "actual"),
    ],
)
def test_wording_denies_and_allows(text: str, trigger: str, type_: str, modality: str) -> None:
    assert [e.modality for e in told(article(text), trigger, type_)] == [modality]


def test_wording_gives_a_denial_to_who_speaks() -> None:
    given = article("[ORG Toko Rimba] belum membeli kapal, kata [PER Wati].", speakers={1: ("Wati", "indirect")})
    assert [(e.modality, e.source) for e in told(given, "membeli", "Transaction")] == [("denied", "Wati")]


@pytest.mark.parametrize(
    ("type_", "value", "modality"),
    [
        ("Appointment", "2017-01-20", "planned"),
        ("Appointment", "2018", "planned"),
        ("Appointment", "2017-01-05", "actual"),
        ("Appointment", "2017", "actual"),
        ("Policy", "2017-01-20", "actual"),
    ],
)
def test_wording_of_what_happens_after_publication_is_a_plan(type_: str, value: str, modality: str) -> None:
    given = article("[PER Wati] dilantik pada hari Jumat.", dates=("hari Jumat",))
    given = replace(
        given,
        document=replace(given.document, published=date(2017, 1, 10)),
        values=(replace(given.values[0], value=value),),
    )
    time = Argument("time", None, given.values[0].span)
    assert [e.modality for e in told(given, "dilantik", type_, time)] == [modality]


@pytest.mark.parametrize(
    ("values", "modality"),
    [
        (("2017-01-20", "2017-01-25"), "planned"),
        (("2017-01-05", "2017-01-25"), "actual"),
        (("", ""), "actual"),
    ],
)
def test_wording_takes_no_fact_from_a_sentence_of_days_to_come(values: tuple[str, str], modality: str) -> None:
    given = article(
        "[ORG Tim Melati] bertandang hari Jumat, lalu menjamu [ORG Tim Rimba] hari Rabu.",
        dates=("hari Jumat", "hari Rabu"),
    )
    given = replace(
        given,
        document=replace(given.document, published=date(2017, 1, 10)),
        values=tuple(replace(v, value=value) for v, value in zip(given.values, values, strict=True)),
    )
    assert [e.modality for e in told(given, "menjamu", "Competition")] == [modality]


@pytest.mark.parametrize(
    ("text", "trigger", "type_"),
    [
        ("[ORG Toko Rimba] Belum Ada Rencana Tambah Cabang", "Rencana", "Plan"),
        ("[ORG Toko Rimba] tidak akan merekrut pegawai.", "merekrut", "Plan"),
        ("[ORG Toko Rimba] belum berencana tutup.", "berencana", "Plan"),
        ("Mereka berkumpul di ruang rapat [ORG Toko Rimba].", "rapat", "Meeting"),
        ("Gudang itu kebutuhan mendesak [ORG Toko Rimba].", "mendesak", "Policy"),
        ("Saham [ORG Toko Rimba] ditutup naik tipis.", "ditutup", "Closure"),
        ("Saham [ORG Toko Rimba] ditutup di zona merah.", "ditutup", "Closure"),
    ],
)
def test_wording_leaves_out_what_is_no_event(text: str, trigger: str, type_: str) -> None:
    assert told(article(text), trigger, type_) == ()


@pytest.mark.parametrize(
    ("text", "trigger", "type_"),
    [
        ("[ORG Toko Rimba] berencana tidak tutup.", "berencana", "Plan"),
        ("[ORG Toko Rimba] menggelar rapat.", "rapat", "Meeting"),
        ("Cabang [ORG Toko Rimba] ditutup di Rimbo.", "ditutup", "Closure"),
    ],
)
def test_wording_keeps_events(text: str, trigger: str, type_: str) -> None:
    assert len(told(article(text), trigger, type_)) == 1


@pytest.mark.parametrize(("cue", "kept"), [("menegaskan", 0), ("melaporkan", 0), ("meminta", 1), ("bertekad", 1)])
def test_wording_keeps_of_the_words_of_speech_those_that_are_deeds(cue: str, kept: int) -> None:
    given = article(f"[PER Wati] {cue} bahwa jembatan itu aman.")
    start = given.document.text.index(cue)
    span = given.document.span(start, start + len(cue))
    given = replace(given, quotes=(Quote(1, "Wati", "indirect", span, span),))
    assert len(told(given, cue, "Policy")) == kept


def test_hedges_make_a_successor_to_come_a_plan() -> None:
    given = article("[PER Wati] akan menggantikan [PER Joko Hapsari].")
    whole = given.document.span(0, len(given.document.text))
    found = guarded(given, (Relation("Wati", "successorOf", "Joko Hapsari", 1, whole),))
    assert [r.modality for r in found] == ["planned"]
