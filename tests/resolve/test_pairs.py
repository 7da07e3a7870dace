"""Hard pairs of Indonesian names, each in an article of its own: are they one thing?"""

from pathlib import Path

import pytest

from tests.resolve.articles import naming, resolved

PAIRS = Path(__file__).with_name("pairs.tsv").read_text(encoding="utf-8").splitlines()[1:]


@pytest.mark.parametrize("row", PAIRS)
def test_pair_is_judged_as_a_reader_would(row: str) -> None:
    verdict, types, one, other = row.split("\t")
    first, second = (types.split() * 2)[:2]
    found = resolved([naming("a", first, one), naming("b", second, other)])
    assert (len(found.entities) == 1) == (verdict == "same")


def test_table_is_large_enough() -> None:
    assert len(PAIRS) >= 150
