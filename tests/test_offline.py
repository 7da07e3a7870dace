"""The test suite itself cannot reach the network, in this process or in a child."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from contextlib import closing

import pyoxigraph as ox
import pytest

from tests.conftest import ISOLATED

CONNECT = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "kg.example"])
def test_an_address_outside_is_refused(host: str) -> None:
    with pytest.raises(PermissionError, match="no network"):
        socket.create_connection((host, 80), timeout=1)


def test_a_child_is_refused_too() -> None:
    process = subprocess.run([sys.executable, "-c", CONNECT], capture_output=True, text=True, check=False)
    assert "the tests use no network" in process.stderr


def test_this_machine_may_be_reached() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        socket.create_connection(server.getsockname()).close()


@pytest.mark.skipif(not ISOLATED, reason="this system gives the tests no network of their own (root on Linux may)")
def test_what_is_no_python_is_refused_too() -> None:
    started = time.monotonic()
    with pytest.raises(OSError, match="unreachable"):
        list(ox.Store().query("SELECT * { SERVICE <http://192.0.2.1/> { ?a ?b ?c } }"))  # type: ignore[arg-type]
    assert time.monotonic() - started < 20
    assert [name for _, name in socket.if_nameindex()] == ["lo"]
