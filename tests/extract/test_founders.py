"""Who is no founder, though named beside the word."""

from __future__ import annotations

from dataclasses import replace

import pytest
import spacy

from kg.extract.article import read
from kg.extract.founders import founders
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
