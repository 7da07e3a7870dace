"""Every Python of the test suite, children too, reaches this machine only: any other address is an error.

Programs that are no Python, and libraries with sockets of their own, are held by the system where it lets us: the tests
then run in a network of their own with nothing in it but a loopback.
"""

from __future__ import annotations

import ctypes
import socket
import struct
import sys
from typing import Any

__all__ = ["block", "isolate"]

CLONE_NEWNET, SIOCSIFFLAGS, IFF_UP = 0x40000000, 0x8914, 1

NAMES = {"localhost", "127.0.0.1", "::1", "0.0.0.0", "::", ""}
EVENTS = {"socket.connect": 1, "socket.sendto": 1, "socket.getaddrinfo": 0, "socket.gethostbyname": 0}


def block() -> None:
    """Install the hook, once and for good: a process cannot take it out again."""
    if not getattr(sys, "_kg_offline", False):
        sys._kg_offline = True  # type: ignore[attr-defined]
        sys.addaudithook(_hook)


def isolate() -> bool:
    """Move this process and its children to come into a network of their own; return whether that was allowed."""
    if sys.platform != "linux" or ctypes.CDLL(None).unshare(CLONE_NEWNET):
        return False
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP))
    return True


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
