"""Events of small articles whose names are given."""

from __future__ import annotations

import pytest

from kg.extract.clauses_stem import stem
from kg.extract.events import events
from tests.extract.marked import article


@pytest.mark.parametrize(
    ("text", "type_", "who"),
    [
        ("[PER Prabowo] bertemu Presiden [PER Donald Trump] di [LOC Washington].", "Meeting", "Prabowo"),
        ("[ORG KPK] menangkap Bupati [PER Abdul Azis] di [LOC Makassar].", "Arrest", "KPK"),
        ("[ORG KPK] memeriksa [PER Budi Santoso] sebagai saksi kasus korupsi.", "LegalProceeding", "KPK"),
        ("[PER Prabowo] meminta [ORG Kementerian Keuangan] memangkas anggaran.", "Policy", "Prabowo"),
        ("[ORG Pertamina] menargetkan produksi minyak naik tahun depan.", "Plan", "Pertamina"),
        ("[ORG Bank Mandiri] meluncurkan [PRD Livin] di [LOC Jakarta].", "Launch", "Bank Mandiri"),
    ],
)  # fmt: skip
def test_events_names_type_and_agent(text: str, type_: str, who: str) -> None:
    found = [e for e in events(article(text)) if e.type == type_]
    assert who in {a.entity for e in found for a in e.arguments if a.role == "agent"}


def test_events_takes_the_time_as_spelled() -> None:
    text = "[PER Prabowo Subianto] bertemu [PER Donald Trump] di [LOC Washington], Senin (9/1)."
    arguments = [a for e in events(article(text, dates=("Senin (9/1)",))) for a in e.arguments]
    assert ("time", "Senin (9/1)") in {(a.role, a.span.text) for a in arguments}


def test_events_gives_exact_evidence_inside_the_sentence() -> None:
    given = article("Judul berita\n[ORG KPK] menangkap [PER Abdul Azis] di [LOC Makassar], kata jubir.")
    for event in events(given):
        for span in (event.span, event.trigger, *(a.span for a in event.arguments)):
            assert given.document.text[span.start : span.end] == span.text
        assert event.span.start <= event.trigger.start < event.trigger.end <= event.span.end


def test_events_without_names_are_none() -> None:
    assert events(article("Polisi menangkap seorang pria di rumahnya.")) == ()


def test_events_gives_each_once_with_an_entity() -> None:
    line = "[ORG KPK] menangkap [PER Abdul Azis] di [LOC Makassar]."
    found = [e for e in events(article(f"{line}\n{line}")) if e.type == "Arrest"]
    assert len(found) == 1
    assert any(a.entity for a in found[0].arguments)


@pytest.mark.parametrize(
    "forms",
    [
        ("menangkap", "ditangkap", "penangkapan", "tertangkap"),
        ("meminta", "minta", "permintaan", "diminta"),
        ("menandatangani", "ditandatangani", "penandatanganan"),
        ("kunjungan", "berkunjung", "mengunjungi", "dikunjungi"),
        ("memberikan", "diberikan", "pemberian", "beri"),
    ],
)
def test_stem_files_the_forms_of_a_verb_together(forms: tuple[str, ...]) -> None:
    assert len({stem(form)[1] for form in forms}) == 1
