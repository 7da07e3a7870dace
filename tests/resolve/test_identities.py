"""The file of identities reads back whatever names articles hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.resolve.identities import Anchor, Identities, read, write


@pytest.mark.parametrize(
    "name", ["Budi Santoso", "Budi\nSantoso", "Budi\tSantoso", "Budi\u2028Santoso", "Budi\x85Santoso", ""]
)
def test_any_name_is_written_on_one_line(tmp_path: Path, name: str) -> None:
    known = Identities()
    known.add("entity/a-1", Anchor("d", 0, 4), name)
    write(known, tmp_path / "identities.tsv")
    again = read(tmp_path / "identities.tsv")
    assert again.rows["entity/a-1"] == (Anchor("d", 0, 4), " ".join(name.split()))
