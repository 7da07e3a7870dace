import time
from dataclasses import replace

import pytest

from kg.extract.article import Article
from kg.extract.corefs import corefs
from kg.extract.quotes import quotes
from kg.extract.quotes_spans import clause
from kg.model import Cluster, Mention
from tests.extract.test_speech import article


def named(made: Article, *names: str) -> Article:
    """Return the article with a cluster for each "TYPE name|other name", in that order, wherever they stand."""
    clusters = []
    for n, entry in enumerate(names, 1):
        type_, _, listed = entry.partition(" ")
        mentions = []
        text = made.document.text
        for form in listed.split("|"):
            start = text.find(form)
            while start >= 0:
                span = made.document.span(start, start + len(form))
                mentions.append(Mention(span, type_, made.sentence_at(start).number))
                start = text.find(form, start + len(form))
        clusters.append(Cluster(f"e{n}", type_, listed.split("|")[0], tuple(sorted(mentions, key=lambda m: m.span))))
    return replace(made, clusters=tuple(clusters))


def found(sentences: tuple[str, ...], *names: str) -> list[tuple[int, str, str, str]]:
    made = named(article(*sentences), *names)
    made = replace(made, corefs=corefs(made))
    return [(q.sentence, q.speaker, q.kind, q.cue.text if q.cue else "") for q in quotes(made)]


BUDI = "PER Budi Santoso|Budi"


@pytest.mark.parametrize(
    ("sentences", "rows"),
    [
        (('"Kami siap bekerja besok pagi," kata Budi Santoso.',), [(1, "e1", "direct", "kata")]),
        (("“Kami siap bekerja besok pagi,” kata Budi Santoso.",), [(1, "e1", "direct", "kata")]),
        (('Budi Santoso mengatakan, "Kami siap bekerja besok pagi."',), [(1, "e1", "direct", "mengatakan")]),
        (("Budi Santoso mengatakan bahwa hujan turun.",), [(1, "e1", "indirect", "mengatakan")]),
        (("Menurut Budi Santoso, hujan turun di kota itu.",), [(1, "e1", "indirect", "Menurut")]),
        (
            ('"Kami siap bekerja.', 'Kami kuat," kata Budi Santoso.'),
            [(1, "e1", "direct", ""), (2, "e1", "direct", "kata")],
        ),
        (
            ("Budi Santoso menilai hujan akan turun.", '"Kami siap bekerja," ujarnya.'),
            [(1, "e1", "indirect", "menilai"), (2, "e1", "direct", "ujarnya")],
        ),
        (
            ("Budi Santoso menilai hujan akan turun.", '"Kami siap bekerja keras setiap hari."'),
            [(1, "e1", "indirect", "menilai"), (2, "e1", "direct", "")],
        ),
        (('"Kami siap," kata Budi Santoso, "dan kami kuat sekali."',), [(1, "e1", "direct", "kata")]),
    ],
)
def test_sentence_reports_speech(sentences: tuple[str, ...], rows: list[tuple[int, str, str, str]]) -> None:
    assert found(sentences, BUDI) == rows


@pytest.mark.parametrize(
    "sentences",
    [
        ("Budi Santoso pergi ke pasar.",),
        ("Budi Santoso tiba.", "Hujan turun di kota itu."),
        ('Budi Santoso memakai aplikasi "Sinar Jaya" itu.',),
        ("Baca juga: Budi Santoso mengatakan hujan turun",),
    ],
)
def test_sentence_reports_no_speech(sentences: tuple[str, ...]) -> None:
    assert found(sentences, BUDI) == []


def test_a_speaker_without_a_name_gets_no_quote() -> None:
    sentences = ("Budi Santoso tiba di pasar.", '"Harga cabai naik terus," kata seorang pedagang.')
    assert found(sentences, BUDI) == []


def test_a_name_behind_a_relational_noun_does_not_speak() -> None:
    sentences = ("Budi Santoso mengatakan hujan turun.", '"Dia tidak bersalah sama sekali," ujar kuasa hukum Budi.')
    assert [row[0] for row in found(sentences, BUDI)] == [1]
    assert found(("Pengacara Budi mengatakan bahwa hujan deras akan turun.",), BUDI) == []


def test_a_lawyer_with_a_name_speaks() -> None:
    sentences = ('"Dia tidak bersalah sama sekali," kata pengacara Budi, Ani Wijaya.',)
    assert found(sentences, BUDI, "PER Ani Wijaya") == [(1, "e2", "direct", "kata")]


@pytest.mark.parametrize("who", ["jaksa", "seorang sumber di kota itu"])
def test_an_unnamed_person_behind_the_cue_speaks_for_nobody_else(who: str) -> None:
    sentences = ("Budi Santoso mengatakan hujan turun.", f'"Kami siap bekerja besok pagi," ujar {who}.')
    assert [row[0] for row in found(sentences, BUDI)] == [1]


def test_a_speaker_goes_on_in_a_sentence_all_in_quotation_marks() -> None:
    sentences = (
        "Budi tiba.",
        "Ani pulang.",
        '"Kami membahas usaha kecil di desa," ujar Budi.',
        '"Petani di sana bisa berjualan lewat warung kami."',
        "'Simak juga video: Petani di sana berjualan lewat warung'",
    )
    rows = found(sentences, BUDI, "PER Ani Wijaya|Ani")
    assert [(row[0], row[1], row[3]) for row in rows] == [(3, "e1", "ujar"), (4, "e1", "")]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Menurut data perusahaan, ratusan warung berjualan di sana, antara lain Sinar Jaya.", ("ORG Sinar Jaya",)),
        ("Badan cuaca di kota itu, seperti dilansir Melati, mengatakan hujan akan turun.", ("ORG Melati",)),
        ("Budi meminta uang kepada Ani.", (BUDI, "PER Ani")),
        ("PT Sinar Jaya mencatat laba Rp 10 miliar.", ("ORG PT Sinar Jaya",)),
        ("Budi mengucapkan sumpah jabatan.", (BUDI,)),
        ("Budi menjawab 41 dari 50 pertanyaan.", (BUDI,)),
    ],
)
def test_who_is_named_behind_a_source_or_acts_does_not_speak(sentence: str, names: tuple[str, ...]) -> None:
    assert found((sentence,), *names) == []


@pytest.mark.parametrize(
    "sentence",
    [
        '"Hujan turun setiap hari di kota itu," laporan tersebut menyatakan.',
        "'Simak juga video: Petani di sana berjualan lewat warung'",
    ],
)
def test_reports_and_links_are_not_the_words_of_who_spoke_before(sentence: str) -> None:
    assert [row[0] for row in found(("Budi mengatakan hujan turun.", sentence), BUDI)] == [1]


def test_the_source_of_menurut_may_be_named_behind_its_office() -> None:
    sentences = ("Menurut pengamat cuaca di kota itu, Budi Santoso, hujan deras akan turun.",)
    assert found(sentences, BUDI) == [(1, "e1", "indirect", "Menurut")]


def test_two_speakers_keep_their_words() -> None:
    sentences = ('"Kami siap bekerja," kata Budi Santoso.', '"Kami tidak siap bekerja," kata Ani Wijaya.')
    rows = found(sentences, BUDI, "PER Ani Wijaya|Ani")
    assert [(row[0], row[1]) for row in rows] == [(1, "e1"), (2, "e2")]


def test_span_is_the_speech() -> None:
    made = named(
        article('"Kami siap bekerja," kata Budi Santoso.', "Budi mengatakan bahwa hujan deras akan turun besok."), BUDI
    )
    assert [q.span.text for q in quotes(made)] == ["Kami siap bekerja,", "hujan deras akan turun besok."]


@pytest.mark.parametrize(
    ("sentence", "cue", "span"),
    [
        ("Menurut Budi, hujan akan turun besok.", "Menurut", "hujan akan turun besok."),
        ("Menurut Budi, pengamat cuaca, hujan akan turun.", "Menurut", "hujan akan turun."),
        ("Hujan akan turun besok, menurut Budi Santoso.", "menurut", "Hujan akan turun besok"),
        ("Hujan akan turun besok, kata Budi.", "kata", "Hujan akan turun besok"),
        ("Hujan akan turun besok, tambahnya.", "tambahnya", "Hujan akan turun besok"),
        ("Kata Budi, hujan akan turun besok.", "Kata", "hujan akan turun besok."),
        ("Budi Sebut Hujan Akan Turun", "Sebut", "Hujan Akan Turun"),
        ("Budi mengatakan kepada Ani bahwa hujan turun.", "mengatakan", "hujan turun."),
        ("Budi meyakini bahwa itu benar.", "meyakini", "itu benar."),
        ("Hujan, kata Budi, akan turun.", "kata", "Hujan, kata Budi, akan turun."),
        ("Hujan turun di kota itu berdasarkan data Budi.", "berdasarkan",
         "Hujan turun di kota itu berdasarkan data Budi."),
    ],
)  # fmt: skip
def test_span_leaves_the_cue_and_its_speaker_out(sentence: str, cue: str, span: str) -> None:
    made = article(sentence)
    start = sentence.index(cue)
    assert clause(made, made.sentences[0], made.document.span(start, start + len(cue))).text == span


def test_many_quotations_take_linear_time() -> None:
    text = '"Kami siap," kata Budi. ' * 2_000
    made = named(article(text, tokens=False), BUDI)
    started = time.process_time()
    quotes(made)
    assert time.process_time() - started < 5


def test_a_body_in_the_description_of_a_person_does_not_speak() -> None:
    told = "Direktur PT Sinar Jaya itu mengatakan hujan turun."
    assert found(("Hujan turun.", told), "ORG PT Sinar Jaya") == []
    spoken = found(("Hujan turun.", "PT Sinar Jaya mengatakan hujan turun."), "ORG PT Sinar Jaya")
    assert [(sentence, speaker) for sentence, speaker, _, _ in spoken] == [(2, "e1")]
