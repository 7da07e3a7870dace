"""An application → a listening server."""

from __future__ import annotations

import socket

import uvicorn
from starlette.applications import Starlette

from kg.errors import InputError

__all__ = ["Running"]

CONNECTIONS = 512  # more are told to come back
IDLE = 15  # seconds after which a connection that asks nothing is closed


class Running:
    """A server with its socket bound: `address` is where it is asked, `run` answers until it is stopped."""

    def __init__(self, app: Starlette, host: str, port: int) -> None:
        """Bind the socket.

        Raises:
            InputError: where the port is taken or the host is not this machine's.
        """
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.socket = socket.socket(family, socket.SOCK_STREAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self.socket.bind((host, port))
            self.socket.listen()  # who reads the address may ask at once, and waits until the server is up
        except OSError as error:
            self.socket.close()
            raise InputError(f"cannot listen at {host}:{port}: {error.strerror}; give another --port") from error
        name = f"[{host}]" if ":" in host else host
        self.address = f"http://{name}:{self.socket.getsockname()[1]}"
        self.server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_level="warning",
                access_log=False,
                server_header=False,
                timeout_keep_alive=IDLE,
                limit_concurrency=CONNECTIONS,
                timeout_graceful_shutdown=3,
                proxy_headers=False,
                ws="none",
            )
        )  # fmt: skip

    def run(self) -> None:
        """Answer until interrupted."""
        self.server.run(sockets=[self.socket])

    def stop(self) -> None:
        """Ask the server to end."""
        self.server.should_exit = True
