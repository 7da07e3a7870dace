"""The explorer as a person uses it, in a real browser that reaches nothing but it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.graphs import built
from tests.samples import document, extraction, meeting
from tests.serve.conftest import TOKEN, Served, serving
from tests.view.graphs import HOSTILE

pytestmark = pytest.mark.browser

#: what a browser itself says of an answer of 400, which the endpoint owes to a query that cannot be read
WRONG_QUERY = "the server responded with a status of 400"
Visited = Callable[[Served, str], Any]


@pytest.fixture
def visited(browser: Any) -> Iterator[Visited]:
    """A function that opens a page; at the end nothing may have failed or gone elsewhere."""
    contexts: list[Any] = []
    faults: list[str] = []

    def visit(server: Served, path: str) -> Any:
        context = browser.new_context(
            viewport={"width": 1280, "height": 900}, reduced_motion="reduce", accept_downloads=True
        )
        context.set_default_timeout(90_000)
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda message: faults.extend([] if WRONG_QUERY in message.text else [message.text]))
        tab.on("pageerror", lambda error: faults.append(str(error)))
        tab.on("dialog", lambda dialog: faults.append(dialog.message))
        ours = (server.address, "blob:", "data:")
        tab.on("request", lambda request: faults.extend([] if request.url.startswith(ours) else [request.url]))
        tab.goto(server.address + path)
        return tab

    yield visit
    for context in contexts:
        context.close()
    assert faults == []


def test_search_suggests_and_opens_the_entity(visited: Visited, served: Served) -> None:
    tab = visited(served, "/")
    tab.keyboard.press("/")
    tab.keyboard.type("donald")
    tab.wait_for_selector("#suggestions [role=option]")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/entity/**")
    assert tab.text_content("h1") == "Donald Trump"


def test_a_fact_leads_to_its_sentence_and_a_name_back(visited: Visited, served: Served) -> None:
    tab = visited(served, served.page("Jack Ma"))
    tab.locator("#facts figcaption a").first.click()
    tab.wait_for_selector("#story .lit")
    lit = "".join(tab.locator("#story .lit").all_text_contents())
    assert "Ma" in lit
    tab.locator("#story a.name", has_text="New York").first.click()
    tab.wait_for_url("**/entity/**")
    assert tab.text_content("h1") == "New York"


def test_the_picture_around_an_entity_leads_on(visited: Visited, served: Served) -> None:
    tab = visited(served, served.page("Jack Ma"))
    tab.locator("svg.near a", has_text="Donald Trump").click()
    tab.wait_for_function("document.querySelector('h1').textContent === 'Donald Trump'")


def test_a_question_of_the_cookbook_is_asked_and_changed(visited: Visited, served: Served) -> None:
    tab = visited(served, "/query")
    tab.click("#questions a >> nth=0")
    tab.wait_for_selector("#answer td")
    assert "Donald Trump" in tab.text_content("#answer")
    assert tab.url.endswith("#q=01-who-met-whom")
    tab.click(".cm-content")
    tab.keyboard.press("Control+A")
    tab.keyboard.type("SELECT ?m ?day WHERE ?m a kg:Meeting ")
    tab.keyboard.press("Control+Enter")
    tab.wait_for_selector("#error:not([hidden])")
    assert "line 1" in tab.text_content("#error")
    tab.click(".cm-content")
    tab.keyboard.press("Control+A")
    tab.keyboard.insert_text("SELECT ?m ?day { ?m a kg:Meeting ; kg:time/kg:iso ?day }")
    tab.click("#run")
    tab.wait_for_selector("#answer td a")
    with tab.expect_download() as download:
        tab.click("#save-csv")
    assert Path(download.value.path()).read_text(encoding="utf-8").splitlines()[1].endswith('"2017-01-09"')
    tab.click("#answer td a")
    assert "Pertemuan" in tab.text_content("h1")


def test_a_person_renames_undoes_and_rejects(visited: Visited, editable: Served) -> None:
    page = editable.page("Jack Ma")
    tab = visited(editable, "/edit")
    tab.fill("[name=token]", TOKEN)
    tab.click("main button")
    tab.wait_for_url("**/doubts")
    tab.goto(editable.address + page)
    tab.click("details.correct summary")
    tab.fill("form:has([value=rename]) [name=value]", "Ma Yun")
    tab.click("form:has([value=rename]) button")
    tab.wait_for_selector(".editing strong")
    assert tab.text_content("h1") == "Ma Yun"
    tab.click(".editing button:has-text('Batalkan')")
    tab.wait_for_function("document.querySelector('h1').textContent === 'Jack Ma'")
    before = tab.locator("#facts li").count()
    tab.locator("#facts li:has(.predicate)", has_text="pendiri").locator("button:has-text('Tolak')").first.click()
    tab.wait_for_selector(".editing strong")
    assert tab.locator("#facts li").count() < before
    tab.goto(editable.address + "/doubts")
    assert tab.locator(".decisions li").count() == 1


def test_hostile_titles_do_nothing(visited: Visited, tmp_path: Path) -> None:
    rows = [text for text in HOSTILE if "\x00" not in text]
    bad = [
        extraction(document(f"x{n}", [f"{text} Budi", "Budi bertemu Ani."], text, "2024-01-02"), {
            "entities": [["e1", "PER", f"Budi {text}", ["Budi"]], ["e2", "PER", "Ani", ["Ani"]]],
            "quotes": [[1, "e1", "direct", None]],
        })
        for n, text in enumerate(rows)
    ]  # fmt: skip
    built(tmp_path / "out", *bad, meeting())
    with serving(tmp_path / "out") as server:
        tab = visited(server, "/search?q=budi")
        for path in (
            "/entities",
            "/articles",
            "/",
            "/document/x0",
            "/document/x3",
            "/document/x7",
            "/doubts",
            "/report.html",
        ):
            tab.goto(server.address + path)
            assert tab.evaluate("window.hacked") is None
        tab.goto(server.address + server.page("Budi"))
        with tab.expect_response("**/api/search?**"):
            tab.fill("#search", "<script>")
        assert tab.evaluate("window.hacked") is None


@pytest.mark.parametrize("path", ["/", "/document/a1", "/query", "/entities", "/graph.html", "/report.html"])
def test_pages_fit_a_phone(visited: Visited, served: Served, path: str) -> None:
    tab = visited(served, "/ontology")
    tab.set_viewport_size({"width": 390, "height": 800})
    tab.goto(served.address + path)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
