"""The recogniser of names is read once, and so are the words of an article, for all who look at them."""

import pytest

from kg.language import load
from kg.language.id.ner import Recogniser, trained
from kg.language.id.ner_network import FEW, LONG

TEXT = "Budi Santoso bertemu Tito di Jakarta."


@pytest.fixture(scope="module")
def ours() -> Recogniser:
    return trained()


def test_the_recogniser_of_the_pipeline_serves_all() -> None:
    # one that is read here, so that none which other tests have read is the last
    assert load("id").get_pipe("kg_entities") is trained() is trained()


def test_the_words_of_a_text_are_at_hand_until_others_came(ours: Recogniser) -> None:
    words = ours.words(TEXT, [0])
    assert ours.words(TEXT, [0]) is words
    for number in range(FEW):
        ours.words(f"{TEXT} {number}")
    again = ours.words(TEXT, [0])
    assert again is not words
    assert again == words


def test_sentences_that_begin_elsewhere_make_other_words(ours: Recogniser) -> None:
    assert ours.words(TEXT, [0]).sentences != ours.words(TEXT, [0, 21]).sentences


def test_a_long_text_is_not_kept(ours: Recogniser) -> None:
    text = f"{TEXT} " * LONG
    assert ours.words(text) is not ours.words(text)


def test_what_is_known_of_the_places_of_words_is_at_hand(ours: Recogniser) -> None:
    assert ours.network is not None
    words = ours.words(TEXT)
    assert ours.network.places(words) is ours.network.places(words)
