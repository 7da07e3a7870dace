"""Texts with what was found in them, in colour."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.view.marked import Mark, marked
from tests.samples import document, extraction, meeting
from tests.view.graphs import HOSTILE


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


@given(st.text("ab<&\"' ", max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8))
def test_marks_keep_every_character_of_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(min(span), max(span), "x", '"><b>') for span in spans if min(span) < max(span) <= len(text)]
    assert plain(marked(text, marks)) == text


def test_overlapping_marks_share_their_pieces() -> None:
    html = marked("abcd", [Mark(0, 3, "one"), Mark(2, 4, "two", href="/x")])
    assert 'class="two one" href="/x" data-from="2" data-to="3">c</a>' in html
    assert 'class="one" data-from="0" data-to="2">ab</span>' in html


def test_extraction_shows_itself_in_colour() -> None:
    html = meeting()._repr_html_()
    for part in (
        'class="PER told" title="Jack Ma (PER)"',
        "US$15 miliar",
        "founderOf",
        "planned (Jack Ma)",
        'class="quote"',
    ):
        assert part in html


@pytest.mark.parametrize("text", [text for text in HOSTILE if "\n" not in text and "\x00" not in text])
def test_extraction_of_an_attack_is_text(text: str) -> None:
    shown = extraction(document("x", [f"Tulisan {text} selesai."]), {"entities": [["e1", "PER", text, ["Tulisan"]]]})
    html = shown._repr_html_()
    assert "<script" not in html
    assert "onerror='" not in html
    assert "<a href" not in html
