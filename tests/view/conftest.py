"""Pages opened from files in a browser that reaches nothing outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kg.view import write

Opened = Callable[..., Any]


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Opened]:
    """A function that writes a graph's page and opens it; at the end nothing may have failed or gone outside."""
    contexts: list[Any] = []
    faults: list[str] = []

    def open_page(graph: nx.MultiDiGraph[str], address: str = "", **options: Any) -> Any:
        path = tmp_path / "graf.html"
        write(graph, path, title="Berita contoh")
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"} | options
        )
        context.set_default_timeout(240_000)
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda message: faults.append(message.text))
        tab.on("pageerror", lambda error: faults.append(str(error)))
        tab.on("request", lambda request: faults.extend([] if request.url.startswith("file:") else [request.url]))
        tab.on("dialog", lambda dialog: faults.append(dialog.message))
        tab.goto(path.as_uri() + address)
        tab.wait_for_selector("html[data-ready]", timeout=20_000)
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
