"""The picture around an entity, measured in a real browser."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from kg.serve.drawn import around
from kg.serve.shown import Line, Ref

STYLE = (
    "<style>text { font: 13px sans-serif; text-anchor: middle } .said { font-size: 11px; font-style: italic }</style>"
)


def line(number: int, one: Ref, other: Ref) -> Line:
    parts = (("pelaku", (one,)), ("kunjungan", (other,)))
    return Line(f"s{number}", "", "", parts, "actual", None, 1.0, 1, ())


@pytest.mark.browser
@pytest.mark.parametrize("neighbours", [2, 6, 14, 20])
def test_no_word_on_an_edge_hides_another_or_a_name(browser: Any, neighbours: int) -> None:
    centre, *others = (Ref(f"Tokoh Ke-{n}", "Person", f"/{n}", f"entity/{n}") for n in range(neighbours + 1))
    told = [line(n, centre, other) for n, other in enumerate(others)]
    page = browser.new_page()
    page.set_content(STYLE + around(centre, [(other, 1) for other in others], told))
    page.evaluate(
        "for (const svg of document.querySelectorAll('svg')) svg.style.width = svg.viewBox.baseVal.width + 'px'"
    )
    words = [text.bounding_box() for text in page.locator(".said").all()]
    names = [text.bounding_box() for text in page.locator("a text, .centre text").all()]
    page.close()
    assert words
    assert len(names) == neighbours + 1
    pairs = [*combinations(words, 2), *((word, name) for word in words for name in names)]
    assert not [pair for pair in pairs if meet(*pair)]


def meet(a: dict[str, float], b: dict[str, float]) -> bool:
    """Return whether two boxes share more than the rim of their letters."""
    across = min(a["x"] + a["width"], b["x"] + b["width"]) - max(a["x"], b["x"])
    down = min(a["y"] + a["height"], b["y"] + b["height"]) - max(a["y"], b["y"])
    return across > 4 and down > 4
