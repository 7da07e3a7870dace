import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.corpus.identifiers import identifier, slug


@pytest.mark.parametrize("text", ["n0010", "a.b_c-D", "2025"])
def test_safe_id_is_kept(text: str) -> None:
    assert identifier(text) == text


@pytest.mark.parametrize(
    "text", ["a b", "../etc/passwd", "berita/1", "<script>", "CON", "nul.txt", ".x", "a..b", "é", "x" * 500, "a\nb"]
)
def test_unsafe_id_becomes_a_slug_with_a_hash(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]*-[0-9a-f]{8}", identifier(text))


@given(st.text(min_size=1), st.text(min_size=1))
def test_ids_are_safe_and_as_different_as_what_they_stand_for(a: str, b: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", identifier(a))
    assert (identifier(a) == identifier(b)) == (a == b)


@pytest.mark.parametrize(
    ("text", "slugged"), [("sub/Harga Naik!", "sub-harga-naik"), ("Café", "cafe"), ("???", "doc"), ("con", "doc-con")]
)
def test_slug_is_readable(text: str, slugged: str) -> None:
    assert slug(text).strip("-") == slugged
