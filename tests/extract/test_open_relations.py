"""Open relations: subject, verb, preposition, object of clauses that link two names."""

from __future__ import annotations

import pytest

from kg.extract.open_relations import open_relations
from tests.extract.marked import article


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[PER Jack Ma] menemui [PER Donald Trump].", ("Jack Ma", "temu", "", "Donald Trump")),
        ("[PER Abdul Azis] ditangkap oleh [ORG KPK].", ("KPK", "tangkap", "", "Abdul Azis")),
        ("[PER Abdul Azis] ditangkap [ORG KPK].", ("KPK", "tangkap", "", "Abdul Azis")),
        ("[PER Jack Ma] tinggal di [LOC Hangzhou].", ("Jack Ma", "tinggal", "di", "Hangzhou")),
    ],
)
def test_open_relations_turns_the_passive_round(text: str, expected: tuple[str, str, str, str]) -> None:
    assert expected in {(r.subject, r.verb, r.preposition, r.object) for r in open_relations(article(text))}


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("[PER Jack Ma] menemui [PER Donald Trump].", "actual"),
        ("[PER Jack Ma] tidak menemui [PER Donald Trump].", "denied"),
        ("[PER Jack Ma] akan menemui [PER Donald Trump].", "planned"),
    ],
)
def test_open_relations_keeps_negation_and_plans(text: str, modality: str) -> None:
    assert {r.modality for r in open_relations(article(text))} == {modality}


def test_open_relations_inside_a_quotation_are_claims_of_the_speaker() -> None:
    given = article('"[PER Jack Ma] menemui [PER Donald Trump]," kata [PER Sean].', speakers={1: ("Sean", "direct")})
    found = [(r.modality, r.source) for r in open_relations(given) if r.object == "Donald Trump"]
    assert found == [("claimed", "Sean")]


def test_who_says_it_is_no_part_of_the_clause() -> None:
    given = article("Menurut [PER Dewi], [PER Budi Hapsari] tinggal di [LOC Denpasar].")
    assert {(r.subject, r.preposition, r.object) for r in open_relations(given)} == {("Budi Hapsari", "di", "Denpasar")}
