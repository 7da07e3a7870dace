"""Servers as a user starts them, each a process of its own; their graphs are made by hand."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.graphs import built
from tests.samples import meeting, meeting_again

TOKEN = "rahasia-untuk-uji"


@dataclass
class Served:
    """A running server."""

    address: str
    folder: Path
    process: subprocess.Popen[str]
    client: httpx.Client

    def get(self, path: str, accept: str = "text/html", **options: Any) -> httpx.Response:
        headers = {"Accept": accept, **options.pop("headers", {})}
        return self.client.get(self.address + path, headers=headers, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self.client.post(self.address + path, **options)

    def ask(self, query: str, **options: Any) -> httpx.Response:
        accept = options.pop("accept", "application/sparql-results+json")
        return self.get("/sparql", accept, params={"query": query, **options})

    def iri(self, name: str) -> str:
        hits = self.get("/api/search", params={"q": name, "kind": "entity"}).json()["hits"]
        return str(hits[0]["iri"])

    def page(self, name: str) -> str:
        return "/" + self.iri(name).removeprefix("https://kg.example/")


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Served]:
    """Start `kg serve` on a free port and stop it."""
    command = [sys.executable, "-m", "kg.cli", "serve", str(folder), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            line = process.stderr.readline()
            found = re.search(r"at (http://\S+)", line)
            assert found, line
            with httpx.Client(timeout=240) as client:  # a decision rebuilds the graph, on whatever machine
                yield Served(found[1], folder, process, client)
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Two articles on one meeting, to be read only."""
    folder = tmp_path_factory.mktemp("served") / "out"
    built(folder, meeting(), meeting_again())
    with serving(folder, "--seconds", "4", "--rows", "2000", "--memory", "200") as running:
        yield running


@pytest.fixture
def editable(tmp_path: Path) -> Iterator[Served]:
    """The same, where decisions can be made."""
    built(tmp_path / "out", meeting(), meeting_again())
    with serving(tmp_path / "out", "--edit", "--token", TOKEN) as running:
        yield running
