"""How long graph.html takes to be made and drawn: `python -m benchmarks.pages [NODES …]`, by default 500 to 100,000.

A graph of people and companies with few hubs is written, then opened in Chromium with a fresh profile: `drawn` is the
time from asking for the file to the second frame after the page says that it is ready; `frame` the median time between
frames while the picture is moved about.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx

from kg.view import write

BASE = "https://kg.example/"
TYPES = ("Person", "Organization", "Place", "Product")
SIZES = (500, 5_000, 20_000, 100_000)
FRAMES = (
    """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"""
)
MOVING = """(count) => new Promise((done) => {
    const times = [];
    const canvas = document.querySelector("#network canvas");
    const step = (now) => {
        times.push(now);
        const deltaY = times.length % 2 ? 40 : -40;
        const where = { clientX: 500, clientY: 400, bubbles: true, cancelable: true };
        canvas.dispatchEvent(new WheelEvent("wheel", { deltaY, ...where }));
        times.length > count ? done(times) : requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
})"""


def main(sizes: list[int]) -> None:
    """Measure and print one line for each size."""
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    print(f"{'nodes':>8} {'edges':>8} {'made, s':>8} {'MB':>6} {'drawn, s':>9} {'frame, ms':>10}")
    with sync_playwright() as running, tempfile.TemporaryDirectory() as folder:
        browser = running.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for size in sizes:
            graph = crowd(size)
            path = Path(folder) / "graph.html"
            started = time.process_time()
            write(graph, path)
            made = time.process_time() - started
            drawn, frame = opened(browser, path)
            size_mb = path.stat().st_size / 1e6
            edges = graph.number_of_edges()
            print(f"{size:8} {edges:8} {made:8.1f} {size_mb:6.1f} {drawn:9.2f} {frame:10.0f}", flush=True)
        browser.close()


def opened(browser: Any, path: Path) -> tuple[float, float]:
    """Return seconds until the page is drawn and milliseconds between frames while it is moved."""
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    tab.set_default_timeout(600_000)
    tab.goto(path.as_uri())
    tab.wait_for_selector("html[data-ready]")
    drawn = tab.evaluate(FRAMES) / 1000
    times = tab.evaluate(MOVING, 20)
    tab.close()
    return drawn, statistics.median(later - sooner for sooner, later in pairwise(times))


def crowd(count: int) -> nx.MultiDiGraph[str]:
    """Return people and companies, few of them hubs, each statement with a sentence."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for i in range(count):
        name = {"label": f"Nama {i} Contoh", "type": TYPES[i % 4], "kind": "entity"}
        graph.add_node(f"{BASE}entity/n{i:06}", **name, aliases=(), documents=1 + i % 5)
    for i in range(1, count):
        other = int(i * (i * 2654435761 % 2**32 / 2**32) ** 2)
        _add(graph, i, other, "kg:knows", "mengenal", "actual")
        if i % 3 == 0:
            _add(graph, i, i * 7 % (i // 2 + 1), "kg:owns", "memiliki", "claimed")
    return graph


def _add(graph: nx.MultiDiGraph[str], one: int, other: int, predicate: str, label: str, modality: str) -> None:
    sentence = f"Nama {one} Contoh {label} Nama {other} Contoh."
    article = {"document": f"Artikel {one % 999}", "publisher": "Harian Contoh", "date": f"2024-0{1 + one % 9}-01"}
    evidence = ({**article, "url": "", "sentence": sentence, "start": 0, "end": len(sentence) - 1},)
    data = {"predicate": predicate, "label": label, "modality": modality, "source": "", "confidence": 0.9}
    ends = f"{BASE}entity/n{one:06}", f"{BASE}entity/n{other:06}"
    graph.add_edge(*ends, f"{BASE}statement/{one:06}{predicate[3:]}", **data, evidence=evidence)


if __name__ == "__main__":
    main([int(text.replace(",", "")) for text in sys.argv[1:]] or list(SIZES))
