"""Bodies with and without the level of their region, with parts in short and in full."""

from __future__ import annotations

import pytest

from kg.extract.clusters_regions import regional
from tests.extract.test_clusters_apart import form


@pytest.mark.parametrize(
    ("names", "pairs"),
    [
        (("Dinas Provinsi Sumatera Utara", "Dinas Sumut"), [(0, 1)]),
        (("Dinas Kota Bogor", "Dinas Bogor"), [(0, 1)]),
        (("Dinas Kota Bogor", "Dinas Bogor", "Dinas Kabupaten Bogor"), []),
        (("Pemerintah Kota", "Pemerintah Provinsi"), []),
        (("Dinas Bogor", "Dinas Kudus"), []),
        (("MA", "Mahkamah Agung RI"), [(0, 1)]),
        (("DPP PDIP", "DPP PDI Perjuangan", "DPD PDIP"), [(0, 1)]),
        (("Pemerintah Kota Solo", "Pemkot Solo", "Pemkot Kudus"), [(0, 1)]),
        (("Melati", "Melati RI"), []),
    ],
)
def test_a_regional_body_may_leave_out_the_level(names: tuple[str, ...], pairs: list[tuple[int, int]]) -> None:
    assert list(regional([form(f"ORG {name}") for name in names])) == pairs
