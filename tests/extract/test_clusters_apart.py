"""Groups that a name may not join, however alike."""

from __future__ import annotations

import pytest

from kg.extract.clusters_apart import apart
from kg.extract.clusters_mentions import Form
from kg.model import Mention, Span


def form(entry: str) -> Form:
    """Return the spelling of "TYPE name"."""
    type_, _, name = entry.partition(" ")
    return Form(name, type_, (Mention(Span(0, len(name), name), type_, 1),))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ORG Polda Sulsel", "ORG Polda Sumsel"),
        ("ORG Kodam Papua", "ORG Kodam Papua Barat"),
        ("ORG Kodam Papua Barat", "ORG Kodam Papua Barat Daya"),
        ("LOC Jakarta Utara", "LOC Jakarta Timur"),
        ("PER Rini Hapsari", "PER Budi Hapsari"),
        ("LAW KUHP", "LAW Pasal 7 KUHP"),
        ("ORG BMKG", "ORG BMKG Kudus"),
        ("ORG BI", "ORG BI Sumsel"),
        ("ORG Pertamina", "ORG Pertamina Patra Niaga"),
        ("ORG Roti", "ORG rotikita"),
    ],
)
def test_alike_names_stay_apart(one: str, other: str) -> None:
    assert apart(form(one), [form(other)])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ORG Polda Prastyo", "ORG Polda Prasetyo"),
        ("ORG Polda Jabar", "ORG Polda Jawa Barat"),
        ("PER Wijaya", "PER Timur Wijaya"),
        ("PER M Hapsari", "PER Muhammad Hapsari"),
        ("PER Rini Hapsari", "PER Rini Ayu Hapsari"),
        ("LAW KUHP", "LAW Kitab Undang-Undang Hukum Pidana"),
        ("ORG Bawaslu", "ORG Bawaslu RI"),
        ("ORG BPBD", "ORG BPBD Kudus"),
        ("ORG Roti", "ORG Rotikita"),
    ],
)
def test_names_that_may_be_one_are_left_to_the_ranker(one: str, other: str) -> None:
    assert not apart(form(one), [form(other)])


@pytest.mark.parametrize(
    ("longer", "alone"),
    [
        (("Dinas Kudus", "Dinas Solo"), True),
        (("Dinas Kudus", "Rapat Dinas"), False),
        (("Melati Group", "Melati Kudus"), False),
        (("Melati Jaya", "Melati Jaya Kudus"), False),
    ],
)
def test_a_body_that_two_others_go_on_from_is_neither(longer: tuple[str, ...], alone: bool) -> None:
    groups = [[form(f"ORG {name}")] for name in longer]
    assert apart(form(f"ORG {longer[0].split()[0]}"), groups[0], groups) is alone
