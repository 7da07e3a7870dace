"""A graph arrives whole at a real second server, also when that is killed on the way."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
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
    "endpoint",
    [
        *("localhost:7878", "ftp://localhost/", "http://", "http://[", "http://:80/store", "http://.../store"),
        *("http://localhost:x/", "http://localhost:0/", "http://localhost:65536/", "http://local host/"),
        *("http://localhost/a b", "http://localhost/a\nb", "http://localhost/é", "http://localhost/store#x"),
    ],
)
def test_what_is_no_address_is_named(graph: Graph, endpoint: str) -> None:
    with pytest.raises(InputError, match="no address"):
        push(graph, endpoint)


def test_a_password_in_the_endpoint_is_refused_and_not_shown(graph: Graph) -> None:
    with pytest.raises(InputError, match="--header 'Authorization") as refused:
        push(graph, "http://siti:rahasia@localhost/store")
    assert "rahasia" not in str(refused.value)


@pytest.mark.parametrize("value", ["a\nb", "中"])
def test_a_header_that_cannot_be_sent_is_named(graph: Graph, value: str) -> None:
    with pytest.raises(InputError, match="a header cannot be sent"):
        push(graph, "http://127.0.0.1:9/store", headers={"X-Name": value})


def test_a_server_that_speaks_no_http_is_named(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.push.PAUSES", ())
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_greet, args=(listener,), daemon=True).start()
        with pytest.raises(OutputError, match=r"did not take chunk 1 .*SSH-2\.0; run it again"):
            push(graph, f"http://127.0.0.1:{listener.getsockname()[1]}/store", at_once=1)


def _greet(listener: socket.socket) -> None:
    line = listener.accept()[0]
    with line, line.makefile("rb") as asked:
        while asked.readline().strip():  # the headers
            pass
        asked.readline()  # the one triple: what is left unread would reset the connection
        line.sendall(b"SSH-2.0\r\n\r\n")
