import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.corpus.cleaning import clean_characters, markdown
from kg.corpus.edits import Cleaned

DIRTY = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from(list(" \n\r\t\u00ad\u200b\ufb01â€œÂ.”A1́"))))


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("satu\r\ndua\rtiga\u2028empat", "satu\ndua\ntiga\nempat"),
        ("peme\u00adrintah", "pemerintah"),
        ("Ja\u200bkar\u200dta\ufeff", "Jakarta"),
        ("Rp\u00a015\u2009miliar\tper  tahun", "Rp 15 miliar per tahun"),
        ("\ufb01nal o\ufb03cial", "final official"),
        ("cafe\u0301", "café"),
        ("\u202eterbalik\u202c\x1b[31m\x07", "terbalik[31m"),
        ("kata â€œyaâ€\x9d", "kata “ya”"),
        ("suhu Â±30Â°C", "suhu ±30°C"),
        ("kafÃ© di Levi’s", "kafé di Levi’s"),
        ("tahun 2025.Sejak itu", "tahun 2025. Sejak itu"),
        ("“Naik,”ujar Budi", "“Naik,” ujar Budi"),
        ("a\n\n\n\nb\n\n", "a\n\nb"),
        ("  a  \n   \n b ", "a\n\nb"),
        ("Levi’s, P&G, US$15 – “ya” €5 naïve", "Levi’s, P&G, US$15 – “ya” €5 naïve"),
        ("situs detik.com dan 7.000 merek, R.O. Kbarek", "situs detik.com dan 7.000 merek, R.O. Kbarek"),
    ],
)
def test_text_is_cleaned(raw: str, clean: str) -> None:
    assert clean_characters(Cleaned.of(raw)).text == clean


@given(DIRTY)
def test_clean_text_is_nfc_with_lf_and_leads_back(raw: str) -> None:
    cleaned = clean_characters(Cleaned.of(raw))
    assert unicodedata.is_normalized("NFC", cleaned.text)
    assert not set(cleaned.text) & set("\r\x00\u2028\u00ad\ufeff\t")
    assert len(cleaned.begins) == len(cleaned.text)
    assert list(cleaned.begins) == sorted(cleaned.begins)
    assert all(0 <= begin <= end <= len(raw) for begin, end in zip(cleaned.begins, cleaned.ends, strict=True))


@given(st.text("abcdefg ABC.,\n", max_size=80))
def test_plain_characters_lead_back_to_themselves(raw: str) -> None:
    cleaned = clean_characters(Cleaned.of(raw))
    pairs = ((char, cleaned.origin(i, i + 1)) for i, char in enumerate(cleaned.text) if char.isalpha())
    assert all(raw[begin:end] == char for char, (begin, end) in pairs)


def test_mojibake_leads_back_to_its_own_characters() -> None:
    raw = "Ia berkata â€œyaâ€\x9d kemarin"
    cleaned = clean_characters(Cleaned.of(raw))
    begin, end = cleaned.origin(cleaned.text.index("ya"), cleaned.text.index("ya") + 2)
    assert raw[begin:end] == "ya"


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("## Saling Memuji", "Saling Memuji"),
        ("**Budi** dan *Ani*", "Budi dan Ani"),
        ("[Antara](https://a.example/b_c) menulis", "Antara menulis"),
        ("![Foto](a.jpg)Teks", "Teks"),
        ("> kutipan", "kutipan"),
        ("3 * 4 * 5 dan nama_berkas_satu", "3 * 4 * 5 dan nama_berkas_satu"),
        ("“[Jack Ma] adalah (seorang) wirausahawan”", "“[Jack Ma] adalah (seorang) wirausahawan”"),
    ],
)
def test_markdown_becomes_plain(raw: str, plain: str) -> None:
    assert markdown(Cleaned.of(raw)).text == plain


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "raw",
    [
        "a" * 3 * 10**5,
        " " * 3 * 10**5 + "a",
        "-" * 3 * 10**5,
        "é" * 3 * 10**5,
        "\n" * 3 * 10**5,
        "“" * 10**5,
        "a.B" * 10**5,
    ],
)
def test_long_input_takes_no_long_time(raw: str) -> None:
    assert len(clean_characters(Cleaned.of(raw)).text) <= 2 * len(raw)
