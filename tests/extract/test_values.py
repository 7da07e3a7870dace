"""Which values an article has: cases as a table of what news writes."""

import time
from datetime import date

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.article import Article, read
from kg.extract.values import distinct, values
from kg.language import parse
from kg.model import Document

NLP = spacy.blank("id")
PUBLISHED = date(2025, 10, 22)


def article(text: str, published: date | None = PUBLISHED) -> Article:
    document = Document("a", text, published=published, sentences=((0, len(text)),))
    return read(parse(NLP, document), document)


def rows(text: str) -> list[tuple[str, str, str, str]]:
    return [(v.span.text, v.kind, v.value, v.unit) for v in values(article(text))]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Nilainya Rp 1,5 miliar.", ("Rp 1,5 miliar", "money", "1500000000", "IDR")),
        ("Nilainya Rp2.500.000,00.", ("Rp2.500.000,00", "money", "2500000", "IDR")),
        ("Harganya Rp 3.000/kg.", ("Rp 3.000", "money", "3000", "IDR")),
        ("Anggaran Rp 52 T disetujui.", ("Rp 52 T", "money", "52000000000000", "IDR")),
        ("Nilainya Rp 800-an juta.", ("Rp 800-an juta", "money", "800000000", "IDR")),
        ("Investasi $ 15 miliar masuk.", ("$ 15 miliar", "money", "15000000000", "USD")),
        ("Investasi US$15 miliar masuk.", ("US$15 miliar", "money", "15000000000", "USD")),
        ("Bantuan 1 juta dolar AS cair.", ("1 juta dolar AS", "money", "1000000", "USD")),
        ("Bantuan 5 juta dolar Singapura cair.", ("5 juta dolar Singapura", "money", "5000000", "SGD")),
        ("Denda setengah triliun rupiah.", ("setengah triliun rupiah", "money", "500000000000", "IDR")),
        ("Inflasi naik 2,65% bulan lalu.", ("2,65%", "percent", "2.65", "%")),
        ("Inflasi naik lima persen.", ("lima persen", "percent", "5", "%")),
        ("Saham turun (-2,22%) kemarin.", ("-2,22%", "percent", "-2.22", "%")),
        ("Suhu turun minus 2,5 persen.", ("minus 2,5 persen", "percent", "-2.5", "%")),
        ("Ada 7.000 merek yang dijual.", ("7.000 merek", "quantity", "7000", "merek")),
        ("Ia memimpin selama 32 tahun.", ("32 tahun", "quantity", "32", "tahun")),
        ("Total 14,5 juta wajib pajak melapor.", ("14,5 juta wajib pajak", "quantity", "14500000", "wajib pajak")),
        ("Polisi menetapkan 1 (satu) orang sebagai tersangka.", ("1 (satu) orang", "quantity", "1", "orang")),
        ("Rapat di 514 kabupaten/kota itu.", ("514 kabupaten/kota", "quantity", "514", "kabupaten/kota")),
        ("Ia dihukum 1 tahun 6 bulan penjara.", ("1 tahun 6 bulan", "quantity", "18", "bulan")),
        ("Bulog membeli 2,2 juta ton beras.", ("2,2 juta ton", "quantity", "2200000", "ton")),
        ("Ia tiba di Jakarta, Senin (20/10/2025).", ("Senin (20/10/2025)", "date", "2025-10-20", "")),
    ],
)
def test_values_reads(text: str, row: tuple[str, str, str, str]) -> None:
    assert row in rows(text)


@pytest.mark.parametrize(
    "text",
    [
        "Belasan orang dan puluhan warga datang.",
        "Acara mulai pukul 10.00 WIB.",
        "Timnas menang dengan skor 0-3.",
        "Jaringan 5G dan virus COVID-19 dibahas.",
        "Hubungi nomor 081234567890123456789012345678901.",
        "Biayanya Rp 200-400 ribu.",
        "Simak juga Video 'Menteri Usul Rp 52 T di 2026'",
        "",
    ],
)
def test_values_leaves_out(text: str) -> None:
    assert text == "" or rows(text) == []


def test_values_gives_every_place_and_distinct_one_row() -> None:
    found = values(article("Tahun 2025 naik 5%, dan tahun 2025 naik 5% lagi."))
    assert [v.span.text for v in found] == ["2025", "5%", "2025", "5%"]
    assert [v.span.text for v in distinct(found)] == ["2025", "5%"]


def test_values_borrow_the_unit_of_the_sentence() -> None:
    assert ("37", "quantity", "37", "provinsi") in rows("Dari 38 provinsi, 37 di antaranya tercatat inflasi.")


def test_values_without_publication_keep_the_text() -> None:
    found = values(article("Ia datang kemarin, Kamis, 3 Juli 2025.", None))
    assert [(v.span.text, v.value) for v in found if v.kind == "date"] == [
        ("kemarin", ""),
        ("Kamis, 3 Juli 2025", "2025-07-03"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1" * 100_000,
        "1." * 50_000,
        "Rp 1" + ".000" * 20_000,
        "(" * 5_000 + "Senin (9/1)" + ")" * 5_000,
        "satu " + "ribu " * 5_000,
        "Senin" + " " * 50_000 + "(9/1)",
        "kabupaten/" * 5_000,
    ],
    ids=["digits", "separators", "groups", "brackets", "scales", "blanks", "slashes"],
)
def test_values_of_hostile_text_stay_fast(text: str) -> None:
    document = Document("a", text, published=PUBLISHED, sentences=((0, len(text)),))
    view = read(NLP.make_doc("."), document)
    start = time.process_time()
    values(view)
    assert time.process_time() - start < 3


@given(st.text(alphabet=" 0123456789.,%()/-RpUS$satuduajtibnSeloktr\n²٣", max_size=60))
def test_values_never_fail_and_their_spans_are_the_text(text: str) -> None:
    if text:
        assert all(text[v.span.start : v.span.end] == v.span.text for v in values(article(text)))
