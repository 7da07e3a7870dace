"""Make the pictures of the pages in docs/: `python docs/pictures.py [OUT]` serves OUT (default out/)."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent
TOKEN = "hanya-untuk-gambar"
#: name of the picture → (path on the server, height of the window)
PAGES: dict[str, tuple[str, int]] = {
    "graph": ("/graph.html", 800),
    "report": ("/report.html", 1100),
    "home": ("/", 860),
    "entity": ("/entity/{Jack Ma}", 900),
    "article": ("/document/2017-01-10-alibaba-trump#char=98,200", 900),
    "query": ("/query#q=08-accusations", 700),
    "search": ("/search?q=pertemuan", 800),
    "doubts": ("/doubts", 700),
}


def main(out: Path) -> None:
    """Serve the graph, open each page, keep what is seen."""
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    command = [sys.executable, "-m", "kg.cli", "serve", str(out), "--port", "0", "--edit", "--token", TOKEN]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server, sync_playwright() as running:
        try:
            assert server.stderr is not None
            found = re.search(r"at (http://\S+)", server.stderr.readline())
            assert found, "the server did not start"
            browser = running.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            context = browser.new_context(locale="id-ID", reduced_motion="reduce")
            context.set_default_timeout(600_000)
            tab = context.new_page()
            for name, (path, height) in PAGES.items():
                picture(tab, found[1], name, path, height)
            tab.goto(f"{found[1]}/edit?token={TOKEN}")
            picture(tab, found[1], "edit", "/entity/{Jack Ma}", 700, "details.correct summary")
            browser.close()
        finally:
            server.terminate()


def picture(tab: Any, address: str, name: str, path: str, height: int, click: str = "") -> None:
    """Keep one page as docs/<name>.png."""
    if named := re.search(r"{(.*)}", path):
        hit = tab.request.get(f"{address}/api/search", params={"q": named[1], "kind": "entity"}).json()["hits"][0]
        path = hit["href"]
    tab.set_viewport_size({"width": 1280, "height": height})
    tab.goto("about:blank")
    tab.goto(address + path)
    tab.wait_for_load_state("networkidle")
    if click:
        tab.click(click)
    tab.wait_for_timeout(1200)
    tab.screenshot(path=str(DOCS / f"{name}.png"))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out"))
