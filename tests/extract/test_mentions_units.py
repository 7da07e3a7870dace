"""Units before the bodies that they belong to, places joined in one name, words that name nothing."""

from __future__ import annotations

import pytest
import spacy

from kg.extract.article import read
from kg.extract.mentions_units import kept_whole
from kg.model import Mention
from tests.samples import document

BLANK = spacy.blank("id")


def names(sentence: str, *found: tuple[str, str]) -> dict[str, str]:
    told = document("a", [sentence])
    here = read(BLANK(sentence), told)
    mentions = [Mention(told.span(at := sentence.index(name), at + len(name)), type_, 1, 0.7) for name, type_ in found]
    kept = kept_whole(here, mentions)
    assert all(sentence[m.span.start : m.span.end] == m.span.text for m in kept)
    return {mention.span.text: mention.type for mention in kept}


@pytest.mark.parametrize(("sentence", "found", "wanted"), [
    ("Ketua DPP Partai Melati hadir.", [("Partai Melati", "ORG")],
     {"Partai Melati": "ORG", "DPP Partai Melati": "ORG"}),
    ("Anggota Paminal Bidpropam Polda Sumut diperiksa.", [("Polda Sumut", "ORG")],
     {"Polda Sumut": "ORG", "Paminal Bidpropam Polda Sumut": "ORG"}),
    ("Kepala Departemen Kajian Strategis BEM UI bicara.", [("BEM UI", "ORG")],
     {"BEM UI": "ORG", "Departemen Kajian Strategis BEM UI": "ORG"}),
    ("Kadis PUPR Madina ditangkap.", [("Madina", "LOC")], {"Madina": "LOC", "PUPR Madina": "ORG"}),
])  # fmt: skip
def test_a_unit_before_its_body_is_a_name(sentence: str, found: list[tuple[str, str]], wanted: dict[str, str]) -> None:
    assert names(sentence, *found) == wanted


@pytest.mark.parametrize(("sentence", "found"), [
    ("Ketua Partai Melati hadir.", [("Partai Melati", "ORG")]),
    ("Fraksi itu menolak Partai Melati.", [("Partai Melati", "ORG")]),
    ("Ia memimpin DPP di Madina.", [("Madina", "LOC")]),
    ("Propam Madina dipanggil.", [("Madina", "LOC")]),
    ("Dewan Komisioner Bank Melati rapat.", [("Bank Melati", "ORG")]),
    ("Rapat Fraksi Karya Utama.", [("Fraksi Karya", "ORG"), ("Utama", "ORG")]),
])  # fmt: skip
def test_other_words_before_a_body_are_none_of_its_name(sentence: str, found: list[tuple[str, str]]) -> None:
    assert names(sentence, *found) == dict(found)


@pytest.mark.parametrize(("sentence", "name", "wanted"), [
    ("Kepala Seksi Intelijen bicara.", "Seksi Intelijen", set()),
    ("Kepala Seksi Datun Kejari Madina bicara.", "Seksi Datun Kejari Madina", {"Kejari Madina"}),
    ("Ketua Dewan Komisioner Otoritas Melati hadir.", "Dewan Komisioner Otoritas Melati", {"Otoritas Melati"}),
    ("Rapat Dewan Komisioner Otoritas Melati.", "Dewan Komisioner Otoritas Melati",
     {"Dewan Komisioner Otoritas Melati"}),
])  # fmt: skip
def test_what_somebody_leads_belongs_to_the_title(sentence: str, name: str, wanted: set[str]) -> None:
    assert set(names(sentence, (name, "ORG"))) == wanted


@pytest.mark.parametrize(("name", "wanted"), [
    ("Prambanan Klaten", {"Prambanan", "Klaten"}),
    ("Kudus Jawa Tengah", {"Kudus", "Jawa Tengah"}),
    ("Bandar Lampung", {"Bandar Lampung"}),
    ("Indonesia Timur", {"Indonesia Timur"}),
    ("DKI Jakarta", {"DKI Jakarta"}),
    ("Kota Serang", {"Kota Serang"}),
    ("Istana Negara", {"Istana Negara"}),
])  # fmt: skip
def test_a_place_behind_another_is_a_name_of_its_own(name: str, wanted: set[str]) -> None:
    assert set(names(f"Warga {name} dan Prambanan mengungsi.", (name, "LOC"), ("Prambanan", "LOC"))) == {
        *wanted,
        "Prambanan",
    }


def test_kinds_of_bodies_and_papers_and_forms_in_brackets_are_no_names() -> None:
    sentence = "Lho, PT Bank Melati (Persero) Tbk dan LSM itu mengurus STNK."
    found = names(sentence, ("Lho", "PER"), ("PT Bank Melati (Persero) Tbk", "ORG"), ("LSM", "ORG"), ("STNK", "PRD"))
    assert found == {"PT Bank Melati": "ORG"}
