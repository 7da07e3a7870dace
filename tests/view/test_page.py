from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kg.errors import InputError, NotFoundError, OutputError
from kg.view import neighbourhood, page, write
from kg.view.sealed import check
from tests.view.graphs import crowd, hostile, story


def block(html: str, name: str) -> Any:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])


def shuffled(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    other: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    other.add_nodes_from(reversed(list(graph.nodes(data=True))))
    for start, end, key, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3], reverse=True):
        other.add_edge(start, end, key, **data)
    return other


@pytest.mark.parametrize(
    "graph", [story(), crowd(90), hostile(), nx.MultiDiGraph()], ids=["story", "crowd", "hostile", "empty"]
)
def test_page_is_the_same_for_any_order(graph: nx.MultiDiGraph[str]) -> None:
    assert page(graph) == page(shuffled(graph))


def test_page_holds_nodes_edges_and_evidence() -> None:
    html = page(story())
    nodes, edges, extra = (block(html, name) for name in ("nodes", "edges", "extra"))
    first = next(edge for edge in edges if edge["predicate"] == "schema:worksFor")
    sentence, start, end = first["evidence"][0]
    origin, text = extra["sentences"][sentence]
    assert nodes[first["from"]]["label"] == "Ratna Wulandari"
    assert text[start:end] == "memimpin PT Samudra Niaga"
    assert extra["documents"][origin]["publisher"] == "Harian Contoh"


def test_parallel_edges_are_all_there_and_bent_apart() -> None:
    edges = block(page(story()), "edges")
    between = [edge for edge in edges if edge["label"] in ("direktur", "memiliki", "memuji")]
    bends = [edge.get("curve", 0) * (1 if edge["label"] != "memuji" else -1) for edge in between]
    assert len(set(bends)) == 3


@pytest.mark.parametrize("graph", [story(), hostile()], ids=["story", "hostile"])
def test_page_names_no_other_host(graph: nx.MultiDiGraph[str]) -> None:
    html = page(graph, title="</title><script>jahat</script>")
    outside = re.sub(r"<script.*?</script>|<style.*?</style>", "", html, flags=re.DOTALL)
    assert "default-src 'none'" in html
    assert not re.search(r"<(link|img|iframe|base)|\ssrc=|\shref=|https?://|<script", outside)


def test_links_that_are_not_of_the_web_are_dropped() -> None:
    assert {row["url"] for row in block(page(hostile()), "extra")["documents"]} == {""}


def test_texts_lose_control_and_direction_marks() -> None:
    labels = [row["label"] for row in block(page(hostile()), "nodes")]
    assert "terbalik baris" in labels
    assert max(map(len, labels)) <= 120


def test_page_leaves_the_graph_as_it_is() -> None:
    graph, same = story(), story()
    page(graph)
    assert nx.utils.graphs_equal(graph, same)


def test_write_makes_one_file_in_utf8(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(story(), tmp_path / "graf.html", title="Éka")
    assert [path.name for path in tmp_path.iterdir()] == ["graf.html"]
    assert '<h1 dir="auto">Éka</h1>' in (tmp_path / "graf.html").read_text(encoding="utf-8")


def test_write_says_what_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"cannot write the page .*tidak-ada"):
        write(story(), tmp_path / "tidak-ada" / "graf.html")


def test_page_refuses_a_language_it_has_no_words_in() -> None:
    with pytest.raises(InputError, match="available: en, id"):
        page(story(), language="fr")


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("<body>", '<body><link rel="stylesheet">', "a <link>"),
        ("<body>", '<body><p onclick="x()">', "onclick on <p>"),
        ("<body>", "<body><script>1</script>", "not the page's own"),
        ("<body>", '<body><script src="https://x.example/"></script>', "src on <script>"),
        ("default-src 'none'", "default-src *", "no Content-Security-Policy"),
    ],
)
def test_check_finds_what_is_not_ours(before: str, after: str, fault: str) -> None:
    html = page(story())
    scripts = [text for kind, text in re.findall(r"<script( type=[^>]*)?>(.*?)</script>", html, re.DOTALL) if not kind]
    style = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)[0]
    check(html, scripts, style)
    with pytest.raises(OutputError, match=re.escape(fault)):
        check(html.replace(before, after, 1), scripts, style)


@pytest.mark.parametrize(("depth", "count"), [(0, 1), (1, 2), (2, 4), (3, 5)])
def test_neighbourhood_reaches_as_far_as_asked(depth: int, count: int) -> None:
    assert len(neighbourhood(story(), "https://kg.example/entity/tegal", depth=depth)) == count


def test_neighbourhood_opens_on_its_node() -> None:
    part = neighbourhood(story(), "https://kg.example/entity/tegal", depth=2)
    html = page(part)
    assert block(html, "nodes")[block(html, "extra")["focus"]]["label"] == "Tegal"


def test_neighbourhood_of_nobody_is_an_error() -> None:
    with pytest.raises(NotFoundError, match="tidak-ada"):
        neighbourhood(story(), "tidak-ada", depth=1)


def test_page_of_five_hundred_is_quick() -> None:
    graph = crowd(500)
    began = time.process_time()
    page(graph)
    assert time.process_time() - began < 5  # 0.8 s measured on an idle core
