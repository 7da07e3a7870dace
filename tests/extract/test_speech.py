import pytest
import spacy
from spacy.tokens import Doc

from kg.extract.article import Article, read
from kg.extract.speech import quotations, units
from kg.extract.speech_scene import voice
from kg.model import Document

NLP = spacy.blank("id")


def article(*sentences: str, tokens: bool = True) -> Article:
    text, bounds = "\n".join(sentences), []
    start = 0
    for sentence in sentences:
        bounds.append((start, start + len(sentence)))
        start += len(sentence) + 1
    return read(NLP.make_doc(text) if tokens else Doc(NLP.vocab), Document("d", text, sentences=tuple(bounds)))


@pytest.mark.parametrize(
    ("sentences", "speech"),
    [
        (('"Kami siap bekerja," kata Budi.',), ["Kami siap bekerja,"]),
        (("“Kami siap bekerja,” kata Budi.",), ["Kami siap bekerja,"]),
        (("”Kami siap bekerja,” kata Budi.",), ["Kami siap bekerja,"]),
        (("'Kami siap bekerja,' kata Budi.",), ["Kami siap bekerja,"]),
        (('"Kami siap.', 'Kami kuat," kata Budi.'), ["Kami siap.\nKami kuat,"]),
        (('"Kami [Budi] siap bekerja," katanya.',), ["Kami [Budi] siap bekerja,"]),
        (('Kata Budi: "Kami siap bekerja, bukan?"',), ["Kami siap bekerja, bukan?"]),
        (('Aplikasi "Sinar Jaya" dipakai.',), ["Sinar Jaya"]),
        (("Jum'at ini Qur'an dibaca.",), []),
        (('Budi pergi."Kami siap bekerja," katanya.',), ["Kami siap bekerja,"]),
        (('Kami siap bekerja," kata Budi.',), ["Kami siap bekerja,"]),
        (('"Kami siap, kata Budi.', "Hujan turun."), ["Kami siap, kata Budi."]),
    ],
)
def test_quotations_stand_between_marks(sentences: tuple[str, ...], speech: list[str]) -> None:
    made = article(*sentences)
    assert [made.document.text[s:e] for s, e in quotations(made)] == speech


def test_a_quotation_over_sentences_is_one_unit() -> None:
    made = article("Hujan.", '"Kami siap.', 'Kami kuat," kata Budi.', "Ia pergi.")
    assert [(u.first, u.last, bool(u.speech)) for u in units(made)] == [(0, 0, False), (1, 2, True), (3, 3, False)]


@pytest.mark.parametrize(
    "sentence", ['Ia memakai aplikasi "Sinar Jaya" lagi.', 'Sebuah "langkah maju" terjadi di sana.']
)
def test_names_in_marks_are_no_speech(sentence: str) -> None:
    assert units(article(sentence))[0].speech == ()


@pytest.mark.parametrize(
    ("cue", "how"),
    [
        ("mengatakan", "me"),
        ("berharap", "me"),
        ("ujar", "root"),
        ("ujarnya", "nya"),
        ("disampaikan", "di"),
        ("menurut", "menurut"),
    ],
)
def test_voice_tells_where_the_speaker_stands(cue: str, how: str) -> None:
    assert voice(cue) == how


@pytest.mark.parametrize("text", ['"' * 30_000, '"a ' * 30_000, '"a" ' * 30_000, "“" * 30_000, "'a " * 30_000])
def test_many_marks_take_no_quadratic_time(text: str) -> None:
    assert len(units(article(text, tokens=False))) == 1


def test_no_sentences_make_no_units() -> None:
    assert units(read(NLP.make_doc(""), Document("d", "", sentences=()))) == []
