"""Every document comes out once, in order, in one process or several."""

from __future__ import annotations

import pytest

from kg.extract.workers import extract_all
from tests.samples import document

COUNT = 11


@pytest.mark.parametrize("workers", [1, 2])
def test_extract_all_yields_every_document_in_order(workers: int) -> None:
    given = [document(f"d{n:02}", [f"Wali Kota Bandung tiba di Jakarta {n}."]) for n in range(COUNT)]
    done = list(extract_all(given, workers=workers))
    assert [d.id for d, _ in done] == [d.id for d in given]
    assert not [outcome for _, outcome in done if isinstance(outcome, str)]
