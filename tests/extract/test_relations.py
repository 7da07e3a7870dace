"""Relations of small articles whose names are given."""

from __future__ import annotations

import pytest

from kg.extract.places import contained
from kg.extract.relations import relations
from kg.model import PREDICATES
from tests.extract.marked import article


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kebakaran terjadi di [LOC Kudus], [LOC Jawa Tengah].", ("Kudus", "locatedIn", "Jawa Tengah")),
        ("[ORG Bareskrim] [ORG Polri] menggelar perkara itu.", ("Bareskrim", "subOrganizationOf", "Polri")),
        ("[EVT Pesta Rakyat] digelar di [LOC Istana Negara].", ("Pesta Rakyat", "heldIn", "Istana Negara")),
        ("[PER Prabowo] menghadiri [EVT KTT ASEAN] di [LOC Sanur].", ("Prabowo", "participatesIn", "KTT ASEAN")),
    ],
)  # fmt: skip
def test_relations_names_subject_predicate_object(text: str, expected: tuple[str, str, str]) -> None:
    read = article(text)
    assert expected in {(r.subject, r.predicate, r.object) for r in (*relations(read), *contained(read))}


TEXT = (
    "[PER Budi Hartono] dari [ORG PT Maju Jaya] hadir dalam [EVT KTT ASEAN] di [LOC Sanur], [LOC Denpasar].\n"
    "[ORG PT Maju Jaya] bekerja sama dengan [ORG Bank Mandiri] di [LOC Denpasar], [LOC Bali].\n"
    "[LOC Sanur], [LOC Denpasar] ramai."
)


def test_relations_fit_the_types_and_stand_once() -> None:
    given = article(TEXT)
    types = {c.id: c.type for c in given.clusters}
    found = relations(given)
    assert found
    assert len({(r.subject, r.predicate, r.object) for r in found}) == len(found)
    for r in found:
        subjects, objects = PREDICATES[r.predicate]
        assert types[r.subject] in subjects
        assert types[r.object] in objects


def test_relations_give_exact_evidence() -> None:
    given = article(TEXT)
    for r in relations(given):
        s = given.sentences[r.sentence - 1]
        assert given.document.text[r.span.start : r.span.end] == r.span.text
        assert s.start <= r.span.start < r.span.end <= s.end


def test_relations_of_one_name_are_none() -> None:
    assert relations(article("[PER Budi Hartono] datang.")) == ()
