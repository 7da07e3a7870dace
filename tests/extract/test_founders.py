"""Who is no founder, though named beside the word."""

from __future__ import annotations

from dataclasses import replace

import pytest
import spacy

from kg.extract.article import read
from kg.extract.founders import founders, personal
from kg.model import Relation
from tests.samples import document, extraction

BLANK = spacy.blank("id")


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("Penjualnya adalah Aminah, pendiri Melati Jaya.", True),
        ("Penjualnya adalah keluarga Aminah, pendiri Melati Jaya.", False),
        ("Keluarga besar Aminah, pendiri Melati Jaya, hadir.", False),
        ("Pendiri Melati Jaya Aminah hadir bersama keluarga.", True),
    ],
)
def test_a_family_is_no_founder(sentence: str, says: bool) -> None:
    told = document("a", [sentence])
    entities = [["e1", "PER", "Aminah", ["Aminah"]], ["e2", "ORG", "Melati Jaya", ["Melati Jaya"]]]
    here = read(BLANK.make_doc(told.text), told)
    here = replace(here, clusters=extraction(told, {"entities": entities}).clusters)
    assert bool(founders(here)) is says


@pytest.mark.parametrize(
    ("sentence", "predicate", "kept"),
    [
        ("Keluarga Aminah, pendiri Melati Jaya, hadir.", "founderOf", False),
        ("Keluarga besar Aminah memiliki Melati Jaya.", "owns", False),
        ("Bersama keluarga, Aminah memiliki Melati Jaya.", "owns", True),
        ("Keluarga Aminah memuji Melati Jaya.", "praises", True),
    ],
)
def test_what_a_family_founded_or_owns_is_not_one_person_s(sentence: str, predicate: str, kept: bool) -> None:
    told = document("a", [sentence])
    entities = [["e1", "PER", "Aminah", ["Aminah"]], ["e2", "ORG", "Melati Jaya", ["Melati Jaya"]]]
    here = replace(read(BLANK.make_doc(told.text), told), clusters=extraction(told, {"entities": entities}).clusters)
    span = told.span(sentence.index("Aminah"), sentence.index("Jaya") + 4)
    found = Relation("e1", predicate, "e2", 1, span, "actual", None, 0.7, "learned")
    assert personal(here, [found]) == ((found,) if kept else ())
