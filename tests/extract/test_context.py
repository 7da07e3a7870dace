"""Rules on top of what is learned: mentions in context, founders, events told twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
import spacy

from kg.extract.article import Article, read
from kg.extract.closures import closures, reported
from kg.extract.founders import founders
from kg.extract.hedges import guarded
from kg.extract.mentions_context import mended
from kg.extract.retold import once
from kg.extract.sense import sensible
from kg.model import Argument, Event, Mention, Relation, Value
from tests.samples import document, extraction

BLANK = spacy.blank("id")


def article(sentence: str) -> Article:
    told = document("a", [sentence])
    return read(BLANK(sentence), told)


def names(sentence: str, *found: tuple[str, str]) -> dict[str, str]:
    here = article(sentence)
    mentions = [
        Mention(here.document.span(at := sentence.index(name), at + len(name)), type_, 1, 0.7) for name, type_ in found
    ]
    return {mention.span.text: mention.type for mention in mended(here, mentions)}


@pytest.mark.parametrize(("sentence", "found", "wanted"), [
    ("Ia tiba di Willis Tower kemarin.", [("Willis", "PER")], {"Willis Tower": "LOC"}),
    ("Ekspor ke Negeri Jiran naik.", [("Jiran", "LOC")], {"Negeri Jiran": "LOC"}),
    ("Siti Aminah Bos Melati Ditahan, Aminah diam, Siti Aminah pulang.",
     [("Siti Aminah Bos Melati", "PER"), ("Siti Aminah", "PER")], {"Siti Aminah": "PER"}),
    ("Merek, antara lain Kamboja, Teratai, dan Seruni, hadir.",
     [("Kamboja", "ORG"), ("Teratai", "ORG"), ("Seruni", "PER")],
     dict.fromkeys(("Kamboja", "Teratai", "Seruni"), "ORG")),
    ("Ia dirawat di RS Melati Jaya.", [("RS Melati Jaya", "LOC")], {"RS Melati Jaya": "ORG"}),
    ("Warga salat di Musala Al-Amin.", [("Musala Al-Amin", "PER")], {"Musala Al-Amin": "LOC"}),
    ("Festival Jalan Melati dibuka di Jalan.", [("Festival Jalan Melati", "EVT"), ("Jalan", "PRD")],
     {"Festival Jalan Melati": "EVT", "Jalan": "PRD"}),
    ("I Made Karya Negara hadir, Karya Negara bicara.", [("I Made Karya Negara", "PER"), ("Karya Negara", "ORG")],
     {"I Made Karya Negara": "PER", "Karya Negara": "PER"}),
    ("Melati Sun hadir, Sun bicara.", [("Melati Sun", "PER"), ("Sun", "ORG")], {"Melati Sun": "PER", "Sun": "PER"}),
    ("Melati Sun di Bank Sun, lalu Sun tutup.", [("Melati Sun", "PER"), ("Bank Sun", "ORG"), ("Sun", "ORG")],
     {"Melati Sun": "PER", "Bank Sun": "ORG", "Sun": "ORG"}),
    ("Siti (Pendiri dan Vice Chairman, Melati) hadir.",
     [("Siti", "PER"), ("Vice Chairman", "ORG"), ("Melati", "ORG")], {"Siti": "PER", "Melati": "ORG"}),
    ("Siti, Melati, dan Seruni datang.", [("Siti", "PER"), ("Melati", "ORG")], {"Siti": "PER", "Melati": "ORG"}),
])  # fmt: skip
def test_mended_reads_the_words_around_a_name(
    sentence: str, found: list[tuple[str, str]], wanted: dict[str, str]
) -> None:
    assert names(sentence, *found) == wanted


@pytest.mark.parametrize(("sentence", "says"), [
    ("Siti Aminah (Pendiri dan Direktur Utama, Melati Jaya) hadir.", True),
    ("Siti Aminah, pendiri Melati Jaya, hadir.", True),
    ("Pendiri Melati Jaya Siti Aminah hadir.", True),
    ("Siti Aminah mengunjungi Melati Jaya.", False),
])  # fmt: skip
def test_founders_reads_appositions(sentence: str, says: bool) -> None:
    entities = [["e1", "PER", "Siti Aminah", ["Siti Aminah"]], ["e2", "ORG", "Melati Jaya", ["Melati Jaya"]]]
    here = article(sentence)
    here = replace(here, clusters=extraction(here.document, {"entities": entities}).clusters)
    assert [(r.subject, r.object) for r in founders(here)] == ([("e1", "e2")] if says else [])


def meeting(start: int, day: str, *agents: str) -> tuple[Event, Value]:
    told = document("a", ["Siti bertemu Budi Senin. Siti bertemu Budi Rabu."])
    trigger = told.span(start, start + 7)
    at = told.text.index(day)
    time = told.span(at, at + len(day))
    arguments = (*(Argument("agent", agent, trigger) for agent in agents), Argument("time", None, time))
    value = Value(time, "date", {"Senin": "2025-01-06", "Rabu": "2025-01-08"}[day], "", 1)
    return Event("Meeting", trigger, 1, arguments, trigger), value


def test_once_joins_two_reports_of_a_meeting() -> None:
    (one, value), (other, _) = meeting(5, "Senin", "e1", "e2"), meeting(30, "Senin", "e1", "e2", "e3")
    (joined,) = once([one, other], [value])
    assert {a.entity for a in joined.arguments if a.role == "agent"} == {"e1", "e2", "e3"}


def test_once_keeps_meetings_on_two_days_apart() -> None:
    (one, monday), (other, wednesday) = meeting(5, "Senin", "e1", "e2"), meeting(30, "Rabu", "e1", "e2")
    assert len(once([one, other], [monday, wednesday])) == 2


@pytest.mark.parametrize(("sentence", "modality", "source"), [
    ("Kamboja menutup gerai utamanya di Melati.", "actual", None),
    ("Harian Ria melaporkan bahwa Kamboja menutup tokonya di Melati.", "claimed", "Harian Ria"),
    ("Kamboja menutup rapat di Melati.", None, None),
])  # fmt: skip
def test_closures_are_claims_of_the_outlet_that_reports_them(
    sentence: str, modality: str | None, source: str | None
) -> None:
    entities = [["e1", "ORG", "Kamboja", ["Kamboja"]], ["e2", "PRD", "Melati", ["Melati"]]]
    if source:
        entities.append(["e3", "ORG", source, [source]])
    here = article(sentence)
    here = replace(here, clusters=extraction(here.document, {"entities": entities}).clusters)
    found = [(e.modality, e.source and "e3") for e in reported(here, closures(here, ()))]
    assert found == ([(modality, "e3" if source else None)] if modality else [])


@pytest.mark.parametrize(("sentence", "found", "kept"), [
    ("JAKARTA, HARIAN RIA - Melati tutup.", [("JAKARTA", "LOC"), ("HARIAN RIA", "ORG"), ("Melati", "ORG")], {"Melati"}),
    ("Bandung, KabarKita.com – Melati tutup.", [("Bandung", "LOC"), ("Melati", "ORG")], {"Melati"}),
    ("Jakarta, kota besar, mengundang Melati.", [("Jakarta", "LOC"), ("Melati", "ORG")], {"Jakarta", "Melati"}),
])  # fmt: skip
def test_mended_leaves_out_the_dateline(sentence: str, found: list[tuple[str, str]], kept: set[str]) -> None:
    assert set(names(sentence, *found)) == kept


@pytest.mark.parametrize(("sentence", "predicate", "modality"), [
    ("Pesta Melati rencananya digelar di Bandung.", "heldIn", "planned"),
    ("Pesta Melati digelar di Bandung.", "heldIn", "actual"),
    ("Pesta Melati digelar di Bandung dan akan ramai.", "heldIn", "actual"),
    ("Warga akan tiba di Melati, Bandung.", "locatedIn", "actual"),
])  # fmt: skip
def test_what_is_put_into_the_future_is_a_plan(sentence: str, predicate: str, modality: str) -> None:
    here = article(sentence)
    end = sentence.index("Bandung") + len("Bandung")
    relation = Relation("e1", predicate, "e2", 1, here.document.span(0, end))
    assert [r.modality for r in guarded(here, [relation])] == [modality]


@pytest.mark.parametrize(("sentence", "name", "role", "kept"), [
    ("Bank Melati menahan suku bunga.", ("ORG", "Bank Melati"), "agent", False),
    ("Polres Melati menahan pelaku.", ("ORG", "Polres Melati"), "agent", True),
    ("Petugas menahan Siti Aminah.", ("PER", "Siti Aminah"), "patient", True),
])  # fmt: skip
def test_an_arrest_has_somebody_who_arrests_or_is_arrested(
    sentence: str, name: tuple[str, str], role: str, kept: bool
) -> None:
    here = article(sentence)
    entities = [["e1", name[0], name[1], [name[1]]]]
    here = replace(here, clusters=extraction(here.document, {"entities": entities}).clusters)
    at = sentence.index("menahan")
    trigger = here.document.span(at, at + len("menahan"))
    event = Event("Arrest", trigger, 1, (Argument(role, "e1", trigger),), trigger)
    assert bool(sensible(here, [event])) == kept


@pytest.mark.parametrize(("sentence", "kept"), [
    ("Budi Santoso menembak dari luar kotak; gol itu menutup laga, dan kiper lawan hanya melihat.", False),
    ("Budi Santoso menembak petugas di rumahnya.", True),
])  # fmt: skip
def test_who_shoots_in_a_match_is_not_accused(sentence: str, kept: bool) -> None:
    here = article(sentence)
    entities = [["e1", "PER", "Budi Santoso", ["Budi Santoso"]]]
    here = replace(here, clusters=extraction(here.document, {"entities": entities}).clusters)
    at = sentence.index("menembak")
    trigger = here.document.span(at, at + len("menembak"))
    event = Event("Crime", trigger, 1, (Argument("agent", "e1", here.document.span(0, 12)),), trigger)
    assert bool(sensible(here, [event])) == kept


@pytest.mark.parametrize(("sentence", "phrase", "kept"), [
    ("Presiden Melati tiba kemarin.", "Presiden", False),
    ("Warga Melati menolak nelayan asing.", "nelayan asing", True),
])  # fmt: skip
def test_the_beginning_of_a_name_s_phrase_does_not_act(sentence: str, phrase: str, kept: bool) -> None:
    here = article(sentence)
    here = replace(
        here, clusters=extraction(here.document, {"entities": [["e1", "LOC", "Melati", ["Melati"]]]}).clusters
    )
    name, at = sentence.index("Melati"), sentence.index(phrase)
    arguments = (
        Argument("agent", "e1", here.document.span(name, name + 6)),
        Argument("patient", None, here.document.span(at, at + len(phrase))),
    )
    event = Event("Visit", here.document.span(0, len(sentence.split()[0])), 1, arguments, here.document.span(0, 8))
    (left,) = sensible(here, [event])
    assert (len(left.arguments) == 2) == kept
