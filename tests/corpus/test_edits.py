import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.corpus.edits import Cleaned, Edit, apply

Cut = tuple[int, int, str]
CUTS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), st.text("xyz", max_size=3)), max_size=6)


def edits_of(text: str, cuts: list[Cut]) -> list[Edit]:
    edits: list[Edit] = []
    for start, length, new in sorted(cuts):
        if start <= len(text) and (not edits or start >= edits[-1].end):
            edits.append(Edit(start, min(start + length, len(text)), new, "test"))
    return edits


@given(st.text("abc", max_size=30), CUTS, CUTS)
def test_every_kept_character_leads_back_to_itself(source: str, first: list[Cut], second: list[Cut]) -> None:
    once = apply(Cleaned.of(source), edits_of(source, first))
    twice = apply(once, edits_of(once.text, second))
    assert len(twice.begins) == len(twice.ends) == len(twice.text)
    kept = [(char, twice.origin(i, i + 1)) for i, char in enumerate(twice.text) if char in "abc"]
    assert all(source[begin:end] == char for char, (begin, end) in kept)
    assert list(twice.begins) == sorted(twice.begins)


def test_change_tells_what_stood_in_the_source() -> None:
    cleaned = apply(Cleaned.of("satu  dua"), [Edit(4, 6, " ", "spaces")])
    change = cleaned.changes[0]
    assert (cleaned.text, change.start, change.before, change.after) == ("satu dua", 4, "  ", " ")


def test_inserted_character_stands_for_nothing_in_the_source() -> None:
    cleaned = apply(Cleaned.of("2025.Sejak"), [Edit(5, 5, " ", "glued")])
    assert cleaned.text == "2025. Sejak"
    assert cleaned.origin(5, 6) == (5, 5)
    assert cleaned.origin(6, 11) == (5, 10)


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="reaches back"):
        apply(Cleaned.of("abcdef"), [Edit(0, 3, "", "a"), Edit(2, 4, "", "b")])


@pytest.mark.parametrize("bounds", [(0, 0), (2, 1), (0, 9), (-1, 1)])
def test_origin_outside_the_text_is_refused(bounds: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="outside"):
        Cleaned.of("abc").origin(*bounds)
