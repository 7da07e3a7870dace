"""The report of a build: what it says, that it is closed, that it is the same each time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError, OutputError
from kg.view import Pair, report_page, write_report
from kg.view.charts import Bar, bars, columns, strip
from kg.view.sealed import check
from tests.graphs import built
from tests.samples import meeting, meeting_again
from tests.view.conftest import Opened
from tests.view.graphs import HOSTILE, hostile, story

REPORT: dict[str, Any] = {
    "documents": 2,
    "entities": {"PER": 2, "ORG": 1},
    "facts": 4,
    "claims": 1,
    "quotes": 1,
    "sources": [{"id": "a", "title": "Laba Samudra", "date": "2024-05-02"}, {"id": "b", "title": "", "date": None}],
    "failures": [{"source": "rusak.pdf", "reason": "PDF ini tidak terbaca"}],
    "decisions": {"made": 1, "idle": ["keputusan rename: 'X'"]},
}
PAIR = Pair("Ratna", "Ratna Wulandari", 0.71, "nama pendek")


def test_report_says_what_was_read_and_found() -> None:
    html = report_page(REPORT, story(), [PAIR])
    for text in (
        "Laba Samudra",
        "rusak.pdf",
        "PDF ini tidak terbaca",
        "Kami siap bersaing.",
        "0.71",
        "2024-05-01",
        "rename",
    ):
        assert text in html


def test_report_is_the_same_each_time() -> None:
    assert report_page(REPORT, story(), [PAIR]) == report_page(REPORT, story(), [PAIR])


def test_report_needs_known_words() -> None:
    with pytest.raises(InputError, match="available: en, id"):
        report_page(REPORT, story(), language="jv")


def test_report_cannot_be_written_where_a_folder_is(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot write"):
        write_report(REPORT, story(), tmp_path)


def test_report_of_attacks_is_closed() -> None:
    row = {"id": HOSTILE[0], "title": HOSTILE[0], "date": HOSTILE[1]}
    failures = [{"source": text, "reason": text} for text in HOSTILE]
    pairs = [Pair(text, text, 0.5, text) for text in HOSTILE]
    html = report_page({**REPORT, "sources": [row], "failures": failures}, hostile(), pairs)
    assert "<script" not in html
    assert 'href="javascript' not in html


@pytest.mark.parametrize("html", ['<a href="https://a.example/">', '<a href="graph.html#i=a" onclick="x()">', "<form>"])
def test_a_link_elsewhere_is_a_fault(html: str) -> None:
    policy = "<meta http-equiv=content-security-policy content=\"default-src 'none'\">"
    with pytest.raises(OutputError, match="not closed"):
        check(f"{policy}<style></style>{html}", (), "", links=("graph.html#",))


@pytest.mark.parametrize(
    ("drawn", "parts"),
    [
        (bars([Bar("A & B", 3), Bar("C", 1, "PER", "#c")]), ("A &amp; B", 'href="#c"', "<rect")),
        (columns([("2024-01", 2), ("2024-02", 0)]), ("2024-01: 2", "<rect")),
        (strip([("2024-01-01", "Meeting", "actual"), ("2025-01-01", "Plan", "planned")], {}), ('"fact"', '"doubt"')),
    ],
)
def test_charts_draw_counts(drawn: str, parts: tuple[str, ...]) -> None:
    assert all(part in drawn for part in parts)


@pytest.mark.parametrize("empty", [bars([]), columns([]), strip([], {})])
def test_charts_of_nothing_are_empty(empty: str) -> None:
    assert empty == ""


def test_build_writes_the_report(tmp_path: Path) -> None:
    graph = built(tmp_path / "out", meeting(), meeting_again())
    assert "Jack Ma" in (graph.folder / "report.html").read_text(encoding="utf-8")


@pytest.mark.browser
def test_report_opens_without_a_word_on_the_console(opened: Opened, tmp_path: Path) -> None:
    tab = opened(story())
    (tmp_path / "graf.html").rename(tmp_path / "graph.html")
    write_report(REPORT, story(), tmp_path / "report.html", [PAIR])
    tab.goto((tmp_path / "report.html").as_uri())
    assert tab.locator("svg").count() >= 5
    tab.get_by_role("link", name="Ratna Wulandari").last.click()
    tab.wait_for_selector("html[data-ready]")
    assert tab.text_content("#panel h2") == "Ratna Wulandari"
