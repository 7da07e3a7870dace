"""The page as a person uses it, in a real browser."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

from kg.view import neighbourhood
from tests.view.conftest import Opened
from tests.view.graphs import BASE, crowd, hostile, story

pytestmark = pytest.mark.browser

RATNA, SAMUDRA = f"{BASE}entity/ratna", f"{BASE}entity/samudra"


def shown(tab: Any, kind: str = "nodes") -> set[str]:
    return set(tab.evaluate(f"kgView.{kind}()"))


def point_at(tab: Any, iri: str, *, click: bool = True) -> None:
    at = tab.evaluate("(id) => kgView.at(id)", iri)
    tab.mouse.move(at["x"] - 3, at["y"])
    tab.mouse.move(at["x"], at["y"])
    if click:
        tab.mouse.click(at["x"], at["y"])
        tab.wait_for_timeout(350)  # vis-network waits for a second click before it tells of the first


def test_page_draws_something(opened: Opened) -> None:
    tab = opened(story())
    dots = tab.evaluate("""() => {
        const canvas = document.querySelector('canvas');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(data.buffer)).size;
    }""")
    assert dots > 50
    assert tab.text_content("#counts") == "4 entitas · 1 kejadian · 8 hubungan · 2 artikel"


def test_search_finds_an_alias_and_opens_the_card(opened: Opened) -> None:
    tab = opened(story())
    tab.keyboard.press("/")
    tab.keyboard.type("bagus ek")
    assert tab.locator("#suggestions [role=option]").count() == 1
    tab.keyboard.press("Enter")
    assert tab.text_content("#panel h2") == "Bagus Éka"
    assert "bantahan" in tab.text_content("#panel").lower()


def test_click_on_a_node_shows_facts_claims_and_quotes(opened: Opened) -> None:
    tab = opened(story())
    point_at(tab, RATNA)
    panel = tab.inner_text("#panel")
    assert tab.text_content("#panel h2") == "Ratna Wulandari"
    assert all(text in panel for text in ("FAKTA", "KLAIM", "KUTIPAN", "menurut Bagus Éka", "Kami siap bersaing."))


def test_evidence_is_marked_where_it_stands(opened: Opened) -> None:
    tab = opened(story())
    point_at(tab, RATNA)
    first = tab.locator("#panel li", has_text="direktur")
    assert first.locator("blockquote").first.text_content() == "Ratna 💡 memimpin PT Samudra Niaga sejak Mei."
    assert first.locator("mark").first.text_content() == "memimpin PT Samudra Niaga"
    first.get_by_text("+ 1 bukti").click()
    assert first.locator("mark").all_text_contents() == ["memimpin PT Samudra Niaga", "dipimpin Ratna"]


def test_article_link_opens_apart(opened: Opened) -> None:
    tab = opened(story())
    point_at(tab, RATNA)
    link = tab.locator("#panel figcaption a").first
    assert link.get_attribute("href") == "https://contoh.example/ratna"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_click_on_an_edge_shows_the_statement(opened: Opened) -> None:
    tab = opened(story())
    point_at(tab, f"{BASE}statement/000003")
    assert "berpusat di" in tab.inner_text("#panel h2")
    assert tab.locator("#panel .badge").text_content() == "fakta"


def test_pointing_shows_a_tooltip_with_evidence(opened: Opened) -> None:
    tab = opened(story())
    point_at(tab, RATNA, click=False)
    tab.wait_for_selector("#tooltip:not([hidden])")
    assert "klaim: memiliki" in tab.inner_text("#tooltip")
    assert tab.locator("#tooltip mark").count() == 1


def test_slider_shows_more(opened: Opened) -> None:
    tab = opened(crowd(150))
    before = shown(tab)
    tab.focus("#amount")
    tab.keyboard.press("End")
    assert len(before) == 40
    assert len(shown(tab)) == 150
    assert tab.text_content("#shown") == "150 dari 150"


def test_click_opens_hidden_neighbours(opened: Opened) -> None:
    tab = opened(crowd(150))
    before = shown(tab)
    point_at(tab, f"{BASE}entity/n00000")
    more = shown(tab)
    assert before < more
    tab.click("#back")
    assert shown(tab) == before


def test_legend_hides_a_type(opened: Opened) -> None:
    tab = opened(story())
    tab.click("#legend button:has-text('Tempat')")
    assert f"{BASE}entity/tegal" not in shown(tab)
    tab.click("#legend button:has-text('Tempat')")
    assert f"{BASE}entity/tegal" in shown(tab)


@pytest.mark.parametrize(
    ("choice", "gone", "kept"),
    [("klaim", "000001", "000000"), ("berpusat di", "000003", "000000"), ("Harian Contoh", "000003", "000000")],
)
def test_filters_hide_statements(opened: Opened, choice: str, gone: str, kept: str) -> None:
    tab = opened(story())
    tab.click("#tab-filters")
    tab.locator("#filters").get_by_label(choice, exact=False).uncheck()
    edges = shown(tab, "edges")
    assert f"{BASE}statement/{gone}" not in edges
    assert f"{BASE}statement/{kept}" in edges


def test_time_filter_keeps_what_was_reported_then(opened: Opened) -> None:
    tab = opened(story())
    tab.fill("#date-from", "2024-06-01")
    assert shown(tab, "edges") == {f"{BASE}statement/000000"}
    assert shown(tab) == {RATNA, SAMUDRA}


def test_address_brings_the_view_back(opened: Opened) -> None:
    tab = opened(story())
    tab.click("#legend button:has-text('klaim')")
    point_at(tab, SAMUDRA)
    again = opened(story(), "#" + tab.url.split("#")[1])
    assert again.text_content("#panel h2") == "PT Samudra Niaga"
    assert shown(again, "edges") == shown(tab, "edges")


def test_back_button_goes_back(opened: Opened) -> None:
    tab = opened(story())
    point_at(tab, RATNA)
    tab.click("#panel button.node:has-text('PT Samudra Niaga')")
    tab.go_back()
    assert tab.text_content("#panel h2") == "Ratna Wulandari"


def test_keyboard_reaches_nodes_and_card(opened: Opened) -> None:
    tab = opened(story())
    tab.focus("#network")
    tab.keyboard.press("ArrowRight")
    name = tab.text_content("#panel h2")
    assert name in tab.text_content("#said")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "panel"
    tab.keyboard.press("Escape")
    assert tab.text_content("#panel h2") == "Paling banyak hubungan"


def test_keyboard_stays_on_the_control_it_used(opened: Opened) -> None:
    tab = opened(story())
    tab.focus("#legend button:has-text('klaim')")
    tab.keyboard.press("Enter")
    assert "klaim" in tab.evaluate("document.activeElement.textContent")
    tab.keyboard.press("Enter")
    assert f"{BASE}statement/000001" in shown(tab, "edges")


def test_dragged_node_stays_where_it_was_put(opened: Opened) -> None:
    tab = opened(story())
    at = tab.evaluate("(id) => kgView.at(id)", RATNA)
    tab.mouse.move(at["x"], at["y"])
    tab.mouse.down()
    tab.mouse.move(at["x"] + 60, at["y"] + 40, steps=5)
    tab.mouse.up()
    tab.click("#legend button:has-text('klaim')")
    now = tab.evaluate("(id) => kgView.at(id)", RATNA)
    assert (round(now["x"] - at["x"]), round(now["y"] - at["y"])) == pytest.approx((60, 40), abs=3)


def test_free_motion_moves_and_comes_back(opened: Opened) -> None:
    tab = opened(story())
    before = tab.evaluate("(id) => kgView.at(id)", RATNA)
    tab.check("#physics")
    tab.wait_for_timeout(400)
    assert tab.evaluate("(id) => kgView.at(id)", RATNA) != before
    tab.uncheck("#physics")
    assert tab.evaluate("(id) => kgView.at(id)", RATNA) == pytest.approx(before, abs=2)


def test_part_opens_on_its_node(opened: Opened) -> None:
    tab = opened(neighbourhood(story(), f"{BASE}entity/tegal", depth=2))
    assert tab.text_content("#panel h2") == "Tegal"


def test_language_can_be_changed(opened: Opened) -> None:
    tab = opened(story())
    tab.click("#language")
    assert tab.inner_text("#tab-filters") == "Filters"
    assert tab.get_attribute("html", "lang") == "en"


def test_hostile_texts_do_nothing(opened: Opened) -> None:
    tab = opened(hostile(), color_scheme="dark")
    for iri in sorted(shown(tab))[::3]:
        point_at(tab, iri)
    tab.click("#tab-filters")
    tab.fill("#search", "script")
    assert tab.evaluate("window.hacked") is None
    assert tab.locator("#panel script, #panel img, #suggestions img, #filters img").count() == 0
    assert not tab.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_phone_shows_picture_and_card(opened: Opened) -> None:
    tab = opened(story(), viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    at = tab.evaluate("(id) => kgView.at(id)", RATNA)
    tab.touchscreen.tap(at["x"], at["y"])
    tab.wait_for_selector("#panel h2.name")
    assert tab.text_content("#panel h2") == "Ratna Wulandari"
    assert not tab.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_empty_graph_says_so(opened: Opened) -> None:
    tab = opened(nx.MultiDiGraph())
    assert tab.is_visible("#nothing")


def test_every_control_has_a_name(opened: Opened) -> None:
    tab = opened(story())
    nameless = """[...document.querySelectorAll('button, input, a')].filter((e) => e.checkVisibility() &&
        !(e.ariaLabel || e.textContent.trim() || e.labels?.length)).map((e) => e.outerHTML)"""
    assert tab.evaluate(nameless) == []
