"""What looks like a value and is none, and how far a unit goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.extract.values import read_date, values
from kg.extract.values.candidate import Candidate
from kg.extract.values.features import scene
from kg.extract.values.quantities import unit_words
from kg.extract.values.tokens import tokens
from kg.extract.values.vetoes import trimmed, vetoed
from tests.extract.marked import article
from tests.extract.test_values import rows


def is_vetoed(marked: str, part: str, kind: str = "quantity", value: str = "5", unit: str = "") -> bool:
    given = article(marked)
    view = scene(given, tokens(given.document.text))
    start = given.document.text.index(part)
    end = start + len(part)
    inside = [place for place, token in enumerate(view.tokens) if start <= token.start < end]
    return vetoed(view, Candidate(start, end, inside[0], inside[-1] + 1, kind, value, unit, "digits"))


@pytest.mark.parametrize(
    ("marked", "part"),
    [
        ("Judul\nKiper Jan Wirawan menang.", "Jan"),
        ("Judul\nPertemuan di Palais des Fleurs selesai.", "des"),
        ("Judul\nKemarin Raja Juli Wirawan datang.", "Juli"),
        ("Judul\nMereka tampil di [EVT Piala Rimba 2026].", "2026"),
    ],
)
def test_values_of_a_name_are_no_dates(marked: str, part: str) -> None:
    assert is_vetoed(marked, part, "date")


@pytest.mark.parametrize(
    ("marked", "part"),
    [
        ("Judul\nRapat itu 5 Jan 2026.", "5 Jan 2026"),
        ("Judul\nPada Juli Wati datang.", "Pada Juli"),
        ("Judul\nPanen bulan Juli naik.", "Juli"),
        ("Inflasi Juli Naik", "Juli"),
        ("Judul\nPada 2026 [EVT Piala Rimba 2026] dimulai.", "2026"),
    ],
)
def test_values_beside_a_name_are_dates(marked: str, part: str) -> None:
    assert not is_vetoed(marked, part, "date")


@pytest.mark.parametrize(
    ("marked", "part", "unit"),
    [
        ("Perempuan berumur 63 tahun itu selamat.", "63 tahun", "tahun"),
        ("Wati berusia sekitar 30 tahun.", "30 tahun", "tahun"),
        ("Perempuan 43 tahun itu selamat.", "43 tahun", "tahun"),
        ("Dalam 48 tahun usia saya, ini baru.", "48 tahun", "tahun"),
        ("Kendaraan roda empat dilarang.", "empat", "orang"),
        ("Belum ada satu pun kontrak.", "satu", "kontrak"),
        ("Skor rata-rata 3,07.", "3,07", ""),
    ],
)
def test_values_of_age_words_and_bare_numbers_are_none(marked: str, part: str, unit: str) -> None:
    assert is_vetoed(marked, part, unit=unit)


@pytest.mark.parametrize(
    ("marked", "part", "unit"),
    [
        ("Ia dihukum 43 tahun penjara.", "43 tahun", "tahun"),
        ("Perempuan 43 orang itu selamat.", "43 orang", "orang"),
        ("Ada satu kontrak.", "satu kontrak", "kontrak"),
    ],
)
def test_values_that_count_are_kept(marked: str, part: str, unit: str) -> None:
    assert not is_vetoed(marked, part, unit=unit)


def test_values_veto_what_the_classifier_keeps() -> None:
    assert rows("Pelaku adalah perempuan berumur 63 tahun.") == []


def test_values_of_a_small_number_take_no_unit_from_another_sentence() -> None:
    found = rows("Sembilan desa tergenang, dua di antaranya masih terisolasi. Petugas membawa dua alat berat.")
    assert [unit for text, _, value, unit in found if value == "2" and text == "dua"] == ["desa"]


def test_values_keep_compounds_whole() -> None:
    assert ("300 sepeda motor", "quantity", "300", "sepeda motor") in rows("Polisi menyita 300 sepeda motor di sana.")


@pytest.mark.parametrize(("text", "unit"), [("sekolah lebih", ["sekolah"]), ("orang lagi saja", ["orang"])])
def test_unit_does_not_end_with_what_goes_on_from_it(text: str, unit: list[str]) -> None:
    assert [word.text for word in trimmed(unit_words(tokens(f"9 {text}"), 1))] == unit


@pytest.mark.parametrize("text", ["awal 1970-an", "akhir dekade 1970-an", "1970-an"])
def test_date_of_a_part_of_a_decade_is_the_decade(text: str) -> None:
    assert read_date(text, date(2025, 1, 1)) == "1970/1979"


def test_values_of_the_part_of_a_decade_stand_whole() -> None:
    given = article("Kota itu tumbuh pesat pada akhir 1960-an.")
    given = replace(given, document=replace(given.document, published=date(2025, 1, 1)))
    assert {v.span.text for v in values(given) if v.kind == "date"} <= {"akhir 1960-an"}
