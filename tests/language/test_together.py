"""Documents parsed together, with remembered vectors, come out as each does alone, to the last bit."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.language import PIPELINES, load, parse, parse_together
from tests.samples import document

TEXTS: tuple[list[str], ...] = (
    ["Wali Kota Bandung Budi Santoso bertemu Siti Aminah di Jakarta.", "Ia menyerahkan bantuan Rp 2,5 miliar."],
    ["Air naik."],
    [""],
    ["Menteri Keuangan Sri Mulyani mengatakan, “Anggaran pendidikan naik 20 persen.”", "Hal itu disampaikannya Senin."],
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load("id")


def told(doc: Doc) -> object:
    columns = doc.to_array(["ORTH", "LEMMA", "POS", "MORPH", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE"])
    return columns.tolist(), doc.tensor.tobytes(), doc.user_data["names"]


def test_parse_together_gives_what_parse_gives(nlp: Language) -> None:
    documents = [document(f"d{n}", sentences) for n, sentences in enumerate(TEXTS)]
    alone = [told(parse(nlp, each)) for each in documents]
    for group in (range(4), *combinations(range(4), 2)):
        docs = parse_together(nlp, [documents[n] for n in group])
        assert [told(doc) for doc in docs] == [alone[n] for n in group], group


def test_remembered_vectors_are_those_of_spacy(nlp: Language) -> None:
    words = ["mengatakan", "Rp", "Santoso", "mengatakan", "–", "x" * 50]
    given = spacy.load(PIPELINES["id"]).vocab.vectors
    for part in (words[:2], words):
        assert np.array_equal(nlp.vocab.vectors.get_batch(part), given.get_batch(part))
