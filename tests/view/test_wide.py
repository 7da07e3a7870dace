"""The view of more than 5,000 nodes: where nodes stand, what the page holds, how it behaves in a browser."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.view import page
from kg.view.forest import planted
from kg.view.page import ASSETS
from kg.view.wide import LARGE, wide_page
from tests.view.conftest import Opened
from tests.view.graphs import BASE, crowd, hostile, story

WORDS = json.loads((ASSETS / "words.json").read_text(encoding="utf-8"))


@given(st.integers(1, 40), st.lists(st.tuples(st.integers(0, 39), st.integers(0, 39)), max_size=60))
def test_every_node_has_a_place_of_its_own(count: int, pairs: list[tuple[int, int]]) -> None:
    edges = [(one, other) for one, other in pairs if one != other and max(one, other) < count]
    places = planted(count, edges)
    assert len(set(places)) == count
    assert places == planted(count, edges[::-1])


def test_leaves_lie_around_what_they_hang_on() -> None:
    places = planted(7, [(0, n) for n in range(1, 7)])
    assert all(7 < max(abs(x - places[0][0]), abs(y - places[0][1])) < 60 for x, y in places[1:])


def test_a_long_chain_stays_small() -> None:
    places = planted(2000, [(n, n + 1) for n in range(1999)])
    assert max(max(abs(x), abs(y)) for x, y in places) < 1500


def test_wide_page_holds_all_as_columns() -> None:
    html = wide_page(story(), WORDS, title="Berita", language="id")
    nodes, edges = (
        json.loads(re.findall(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.DOTALL)[0])
        for name in ("nodes", "edges")
    )
    assert len(nodes["id"]) == 5
    assert len(edges["id"]) == 8
    assert {edges["texts"][number] for number in edges["modality"]} == {"actual", "claimed", "denied", "planned"}


def test_large_graphs_get_the_wide_page() -> None:
    html = page(crowd(LARGE + 1))
    assert "ForceGraph" in html
    assert "vis.Network" not in html
    assert html == page(crowd(LARGE + 1))


@pytest.mark.browser
def test_wide_page_is_searched_filtered_and_read(opened: Opened) -> None:
    tab = opened(crowd(LARGE + 200))
    assert tab.text_content("#shown") == "5.200 dari 5.200"
    tab.fill("#search", "Nama 17 Contoh")
    tab.keyboard.press("Enter")
    assert tab.text_content("#panel h2") == "Nama 17 Contoh"
    assert "mengenal" in tab.text_content("#panel mark")
    tab.click("#panel button.node >> nth=0")
    assert tab.text_content("#panel h2") != "Nama 17 Contoh"
    tab.click("#legend button:has-text('klaim')")
    assert all("owns" not in edge for edge in tab.evaluate("kgView.edges()"))
    before = len(tab.evaluate("kgView.nodes()"))
    tab.click("#legend button:has-text('Tempat')")
    assert len(tab.evaluate("kgView.nodes()")) < before


@pytest.mark.browser
def test_a_dot_of_the_wide_page_can_be_clicked(opened: Opened) -> None:
    tab = opened(crowd(LARGE + 200), f"#i={BASE}entity/n00017")
    tab.keyboard.press("Escape")
    at = tab.evaluate("(id) => kgView.at(id)", f"{BASE}entity/n00017")
    tab.mouse.move(at["x"] - 2, at["y"])
    tab.mouse.move(at["x"], at["y"])
    tab.wait_for_timeout(900)  # force-graph looks for what is pointed at a few times a second
    tab.mouse.click(at["x"], at["y"])
    tab.wait_for_function("document.querySelector('#panel h2.name') !== null")


@pytest.mark.browser
def test_attacks_do_nothing_on_the_wide_page(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "graf.html"
    path.write_text(wide_page(hostile(), WORDS, title="</title><script>1</script>", language="id"), encoding="utf-8")
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    tab = context.new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.goto(path.as_uri(), timeout=240_000)
    tab.wait_for_selector("html[data-ready]", timeout=240_000)
    tab.evaluate("location.hash = 'i=' + encodeURIComponent(kgView.nodes()[0])")
    tab.wait_for_selector("#panel h2.name", timeout=240_000)
    assert tab.evaluate("window.hacked") is None
    assert said == []
    context.close()
