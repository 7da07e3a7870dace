"""Clauses that are no open relations."""

from __future__ import annotations

import pytest

from kg.extract.clauses import frame
from kg.extract.open_relations import open_relations
from kg.extract.open_vetoes import is_legible, is_linked
from tests.extract.marked import article


@pytest.mark.parametrize(
    "text",
    [
        "[PER Wati Hapsari] mengatakan hal itu kepada [PER Joko Santoso].",
        "[PER Wati Hapsari] menyebut [PER Joko Santoso].",
        "[PER Wati Hapsari] menjadi [PER Joko Santoso].",
        "[PER Wati Hapsari] ada di [LOC Bandung].",
        "[PER Wati Hapsari] tinggal di [PER Joko Santoso].",
        "[PER Wati Hapsari] menemui [PER Joko Santoso]" + " dan warga desa yang datang" * 24 + ".",
        "[PER Wati Hapsari] menemui [PER Joko Santoso]; - Rp 5 miliar; - Toko Rimba; - Toko Laut.",
    ],
)
def test_open_relations_leave_out_clauses_that_link_nothing(text: str) -> None:
    assert open_relations(article(text)) == ()


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("[PER Wati Hapsari] menemui [PER Joko Santoso].", "temu"),
        ("[PER Wati Hapsari] mengkritik [PER Joko Santoso].", "kritik"),
        ("[PER Wati Hapsari] tinggal di [LOC Bandung].", "tinggal"),
    ],
)
def test_open_relations_keep_deeds(text: str, verb: str) -> None:
    assert {r.verb for r in open_relations(article(text))} == {verb}


@pytest.mark.parametrize(
    ("dep", "preposition", "linked"),
    [
        ("obj", "", True),
        ("obl", "", False),
        ("obl:tmod", "", False),
        ("obl", "dengan", True),
        ("obl", "di", False),
        ("obl", "setelah", False),
        ("obl", "sejak", False),
    ],
)
def test_open_relations_need_an_object_or_a_preposition(dep: str, preposition: str, linked: bool) -> None:
    place = frame(article("[PER Wati Hapsari] datang.")).places[1][0]
    assert is_linked(place, dep, preposition) is linked


@pytest.mark.parametrize(("text", "legible"), [("1. Toko A. 2. Toko B. 3. Toko C", False), ("Toko A, Toko B", True)])
def test_open_relations_read_no_lists(text: str, legible: bool) -> None:
    assert is_legible(frame(article(text)), 1) is legible
