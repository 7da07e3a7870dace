import pytest

from kg.extract.article import Article
from kg.extract.corefs import corefs
from kg.extract.corefs_anaphors import anaphors
from kg.extract.speech import Words
from kg.model import Coref
from tests.extract.test_quotes import named
from tests.extract.test_speech import article


def found(made: Article) -> list[tuple[int, str, str]]:
    return [(c.sentence, c.span.text, c.entity) for c in corefs(made)]


@pytest.mark.parametrize(
    ("sentences", "names", "expected"),
    [
        (("Budi Santoso tiba.", "Ia mengatakan hujan turun."), ("PER Budi Santoso",), (2, "Ia", "e1")),
        (("Budi Santoso tiba.", '"Hujan turun," ujarnya.'), ("PER Budi Santoso",), (2, "ujarnya", "e1")),
        (("Budi Santoso tiba.", "Menurutnya, hujan turun."), ("PER Budi Santoso",), (2, "Menurutnya", "e1")),
        (("Budi Santoso tiba.", '"Hujan turun," kata dia.'), ("PER Budi Santoso",), (2, "dia", "e1")),
        (
            ("Direktur PT Sinar Jaya Budi Santoso mengatakan pihaknya siap.",),
            ("ORG PT Sinar Jaya", "PER Budi Santoso"),
            (1, "pihaknya", "e1"),
        ),
    ],
)
def test_word_stands_for_the_one_named(
    sentences: tuple[str, ...], names: tuple[str, ...], expected: tuple[int, str, str]
) -> None:
    assert expected in found(named(article(*sentences), *names))


@pytest.mark.parametrize("word", ["sebelumnya", "misalnya", "akhirnya", "biasanya", "hanya"])
def test_adverbs_stand_for_nobody(word: str) -> None:
    made = named(article("Budi Santoso tiba.", f"Hujan {word} turun."), "PER Budi Santoso")
    assert found(made) == []


def test_nobody_named_leaves_pronouns_alone() -> None:
    assert found(article("Warga tiba.", "Ia mengatakan hujan turun.")) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Ia pulang.", [("Ia", "pronoun")]),
        ("perusahaan tersebut rugi", [("perusahaan tersebut", "pointed")]),
        ("presiden terpilih itu pulang", [("presiden terpilih itu", "pointed")]),
        ("hal itu benar", []),
        ("kata Pak Presiden lagi", [("Pak Presiden", "noun")]),
        ("mobilnya rusak, katanya", [("mobilnya", "nya"), ("katanya", "cue")]),
    ],
)
def test_anaphors_are_proposed(text: str, kinds: list[tuple[str, str]]) -> None:
    made = article(text)
    assert [(text[a.start : a.end], a.kind) for a in anaphors(made, Words.of(text))] == kinds


def test_confidence_and_span_are_sound() -> None:
    made = named(article("Budi Santoso tiba.", "Ia mengatakan hujan turun."), "PER Budi Santoso")
    (coref,) = corefs(made)
    assert isinstance(coref, Coref)
    assert 0.3 < coref.confidence <= 1
    assert made.document.text[coref.span.start : coref.span.end] == "Ia"


@pytest.mark.parametrize(
    ("text", "names", "described"),
    [
        ("Wakil Ketua Partai Melati ini pulang", ("ORG Partai Melati",), "Wakil Ketua Partai Melati ini"),
        ("Eks Direktur PT Suka (Persero) itu pulang", ("ORG PT Suka",), "Eks Direktur PT Suka (Persero) itu"),
        ("bintang film Senja Merah itu pulang", ("PRD Senja Merah",), "bintang film Senja Merah itu"),
        ("akademisi dari Universitas Kenanga itu pulang", ("ORG Universitas Kenanga",),
         "akademisi dari Universitas Kenanga itu"),
        ("Aktris yang kini tinggal di Kota Wangi itu pulang", ("LOC Kota Wangi",),
         "Aktris yang kini tinggal di Kota Wangi itu"),
        # the body itself, where no office stands before it or something else is said between
        ("warga memilih Partai Melati ini", ("ORG Partai Melati",), "Partai Melati ini"),
        ("Ketua meninggalkan Partai Melati itu", ("ORG Partai Melati",), "Partai Melati itu"),
        ("Ketua lembaga tersebut pulang", (), "lembaga tersebut"),
    ],
)  # fmt: skip
def test_an_office_and_its_names_are_one_description(text: str, names: tuple[str, ...], described: str) -> None:
    made = named(article(text), *names)
    assert described in [text[a.start : a.end] for a in anaphors(made, Words.of(text)) if a.kind == "pointed"]


def test_whom_a_description_names_is_found() -> None:
    made = named(
        article("Budi Santoso tiba di Kota Wangi.", "Wakil Ketua Partai Melati itu mengatakan hujan turun."),
        "PER Budi Santoso", "ORG Partai Melati", "LOC Kota Wangi",
    )  # fmt: skip
    assert (2, "Wakil Ketua Partai Melati itu", "e1") in found(made)


def test_a_headline_may_mean_a_person_whom_the_text_names() -> None:
    text = "Penyanyi tiba di kota\nBudi Santoso adalah penyanyi."
    made = named(article(*text.split("\n")), "PER Budi Santoso")
    assert [(text[a.start : a.end], a.kind) for a in anaphors(made, Words.of(text))] == [("Penyanyi", "noun")]


def test_nobody_is_the_speaker_of_a_quotation_that_names_him() -> None:
    said = '"Saya tidak pernah menerima uang dari Ani," kata dia.'
    made = named(article("Budi Santoso tiba.", "Ani Wijaya pulang.", said), "PER Budi Santoso", "PER Ani Wijaya|Ani")
    assert found(made) == [(3, "dia", "e1")]


@pytest.mark.parametrize(
    ("headline", "told", "office"),
    [
        ("Mensos Buka Sekolah", "Menteri Sosial Budi Santoso membuka sekolah.", "Mensos"),
        ("Bupati Melati Buka Sekolah", "Bupati Melati, Budi Santoso, membuka sekolah.", "Bupati"),
        ("Sekolah Dibuka Ketua DPRD", "Ketua Dewan Perwakilan Rakyat Daerah (DPRD) Budi Santoso hadir.", "Ketua"),
    ],
)
def test_an_office_in_a_headline_means_who_bears_it_in_the_text(headline: str, told: str, office: str) -> None:
    dprd = "ORG Dewan Perwakilan Rakyat Daerah|DPRD"
    assert (1, office, "e1") in found(named(article(headline, told), "PER Budi Santoso", dprd))


@pytest.mark.parametrize(
    ("headline", "told"),
    [
        ("Bupati Melati Buka Sekolah", "Bupati Kenanga, Budi Santoso, hadir."),  # of another place
        ("Bupati Melati Sakit", "Bupati Melati sakit, kata Kepala Dinas Budi Santoso."),  # he speaks of the office
        ("Budi Jadi Bupati Melati", "Bupati Melati, Budi Santoso, hadir."),  # named beside it
        ("Mensos Buka Sekolah", "Menteri Sosial Budi Santoso tiba. Menteri Sosial Ani Wijaya pulang."),  # two of them
    ],
)
def test_an_office_in_a_headline_means_nobody_where_that_is_not_plain(headline: str, told: str) -> None:
    sentences = [headline, *(f"{s.rstrip('.')}." for s in told.split(". "))]
    made = named(article(*sentences), "PER Budi Santoso|Budi", "PER Ani Wijaya")
    assert [text for _, text, _ in found(made) if text in ("Bupati", "Mensos")] == []


def test_a_headline_and_the_first_sentence_are_two() -> None:
    text = "Hujan Turun, Pria\nIni tiba"
    assert [a for a in anaphors(article(*text.split("\n")), Words.of(text)) if a.kind == "pointed"] == []
