"""A graph arrives whole at a real second server, also when that is killed on the way."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pyoxigraph as ox
import pytest

from kg.errors import InputError, OutputError
from kg.graph import Graph
from kg.push import Chunk, push
from tests.graphs import built
from tests.samples import meeting, meeting_again

BINARY = Path(sys.executable).parent / "oxigraph"


class Server:
    """Oxigraph's server, started, killed and started again on one port with one folder."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.bind = f"127.0.0.1:{free.getsockname()[1]}"
        self.endpoint = f"http://{self.bind}/store"
        self.folder = folder

    def start(self) -> None:
        binary = str(BINARY) if BINARY.exists() else shutil.which("oxigraph") or ""
        command = [binary, "serve", "--location", str(self.folder), "--bind", self.bind]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(300):
            try:
                urlopen(self.endpoint + "?default").close()
            except URLError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def quads(self) -> set[ox.Quad]:
        request = urlopen(self.endpoint)
        with request:
            return set(ox.parse(request.read(), format=ox.RdfFormat.from_media_type(request.headers["Content-Type"])))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    if not BINARY.exists() and shutil.which("oxigraph") is None:
        pytest.skip("needs the server's binary (PyPI: oxigraph)")
    found = Server(tmp_path / "server")
    found.start()
    yield found
    found.kill()


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    return built(tmp_path / "out", meeting(), meeting_again())


def test_a_killed_server_gets_the_rest_when_it_is_back(server: Server, graph: Graph) -> None:
    arrived: list[int] = []

    def kill_after_two(chunk: Chunk) -> None:
        arrived.append(chunk.number)
        if len(arrived) == 2:
            server.kill()

    with pytest.raises(OutputError, match="did not take chunk 3"):
        push(graph, server.endpoint, at_once=40, progress=kill_after_two)
    server.start()
    push(graph, server.endpoint, at_once=40, progress=lambda chunk: arrived.append(chunk.number))
    assert arrived == list(range(len(arrived)))
    assert server.quads() == set(graph.store)


def test_a_push_replaces_what_the_server_had(server: Server, graph: Graph) -> None:
    push(graph, server.endpoint)
    smaller = built(graph.folder, meeting())
    push(smaller, server.endpoint)
    assert server.quads() == set(smaller.store)


def test_a_server_that_is_not_there_is_named(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.push.PAUSES", (0.0,))
    with pytest.raises(OutputError, match="run it again"):
        push(graph, "http://127.0.0.1:9/store")


@pytest.mark.parametrize(
    "endpoint", ["localhost:7878", "ftp://localhost/", "http://", "http://[", "http://localhost:x/"]
)
def test_what_is_no_address_is_named(graph: Graph, endpoint: str) -> None:
    with pytest.raises(InputError, match="no address"):
        push(graph, endpoint)
