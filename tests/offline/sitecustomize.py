"""Every Python of the test suite, children too, reaches this machine only: any other address is an error."""

from __future__ import annotations

import sys
from typing import Any

__all__ = ["block"]

NAMES = {"localhost", "127.0.0.1", "::1", "0.0.0.0", "::", ""}
EVENTS = {"socket.connect": 1, "socket.sendto": 1, "socket.getaddrinfo": 0, "socket.gethostbyname": 0}


def block() -> None:
    """Install the hook, once and for good: a process cannot take it out again."""
    if not getattr(sys, "_kg_offline", False):
        sys._kg_offline = True  # type: ignore[attr-defined]
        sys.addaudithook(_hook)


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in EVENTS:
        return
    address = arguments[EVENTS[event]]
    host = address[0] if isinstance(address, tuple) else address
    if event != "socket.getaddrinfo" and not isinstance(address, tuple):
        return  # a socket of this machine's own kind, named by a path
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host is not None and host not in NAMES and not str(host).startswith("127."):
        raise PermissionError(f"the tests use no network, and {event} named {host!r}")


block()
