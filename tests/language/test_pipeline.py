import socket
from datetime import date

import pytest
from spacy.language import Language

from kg.errors import ModelError
from kg.language import PIPELINES, load, parse
from kg.model import Document

TEXT = (
    "Prabowo Bertemu Anwar di Jakarta\n\n"
    '"Kita mampu. Ini kerja kita," ujar Presiden Prabowo Subianto di Jakarta, Senin (9/1). Ia lalu bertemu warga.'
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load("id")


def test_pipeline_loads_and_runs_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    assert load("id")("Ia pergi.")[0].pos_ == "PRON"


def test_any_other_pipeline_is_named_by_path() -> None:
    assert "parser" in load(str(PIPELINES["id"])).pipe_names


def test_missing_pipeline_is_named_with_what_there_is() -> None:
    with pytest.raises(ModelError, match=r"'xx_none'.*id"):
        load("xx_none")


def test_text_is_read_with_tags_lemmas_and_dependencies(nlp: Language) -> None:
    doc = nlp(TEXT)
    verb = next(token for token in doc if token.text == "bertemu")
    assert (verb.pos_, verb.lemma_, verb.dep_, verb.morph.get("Voice", [])) == ("VERB", "temu", "ROOT", ["Act"])
    assert {child.dep_ for child in verb.children} >= {"nsubj", "obj"}
    assert doc.text == TEXT


def test_sentences_of_a_quotation_and_a_headline_are_apart(nlp: Language) -> None:
    assert [sent.text.split()[0] for sent in nlp(TEXT).sents] == ["Prabowo", '"Kita', "Ini", "Ia"]


def test_given_sentences_are_kept(nlp: Language) -> None:
    bounds = ((0, 20), (21, 32), (33, 40))
    document = Document("a", "Ia pergi. Dia pulang\nlalu, makan\nBersama", published=date(2025, 1, 1), sentences=bounds)
    assert [sent.text.strip() for sent in parse(nlp, document).sents] == [document.text[a:b] for a, b in bounds]


@pytest.mark.parametrize("text", ["", "\n", " ", "x", "\n\n \n", "...", "a" * 5000])
def test_odd_texts_are_read(nlp: Language, text: str) -> None:
    assert nlp(text).text == text


def test_whitespace_is_tagged_as_such_and_leads_nothing(nlp: Language) -> None:
    spaces = [token for token in nlp(TEXT) if token.is_space]
    assert [(token.pos_, token.dep_, token.n_lefts + token.n_rights) for token in spaces] == [("SPACE", "dep", 0)]
