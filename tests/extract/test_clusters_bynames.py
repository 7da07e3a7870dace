"""Persons by the end of a first name."""

from __future__ import annotations

import pytest

from kg.extract.clusters_bynames import shortened
from tests.extract.test_clusters_apart import form


@pytest.mark.parametrize(("names", "pairs"), [
    (("PER Suwandono", "PER Dono"), [(0, 1)]),
    (("PER Budi Suwandono", "PER Dono", "PER Budi"), [(0, 1)]),
    (("PER Suwandono", "PER Dono", "PER Hardono"), []),
    (("PER Suwandono", "PER Dono", "PER Dono Melati"), []),
    (("PER Suwandono", "ORG Dono"), []),
    (("PER Suwandono", "PER Ono"), []),
])  # fmt: skip
def test_the_end_of_a_first_name_is_the_person(names: tuple[str, ...], pairs: list[tuple[int, int]]) -> None:
    assert list(shortened([form(name) for name in names])) == pairs
