"""One process that loads what extracts while the sources are looked through: most builds find a few new documents."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

from kg.errors import KgError
from kg.extract.outcomes import Group, Work
from kg.extract.starting import begin
from kg.model import Extraction

__all__ = ["Standby", "standing_by"]


class Standby:
    """The process, as seen from the one that started it.

    `meanwhile` is what that one has to do while this one works, `begun` whether this one has ever answered.
    """

    def __init__(self, process: SpawnProcess, connection: Connection) -> None:
        """Take over a process and this end of its pipe."""
        self._process, self._connection = process, connection
        self.meanwhile: Callable[[], None] = lambda: None
        self.begun = False

    def work(self, work: Work, documents: Group) -> list[Extraction | str] | None:
        """Return what `work` makes of the documents there, None where the process is dead.

        Raises:
            KgError: where `work` does.
        """
        with suppress(OSError):
            self._connection.send((work, documents))
        self.meanwhile()
        if not self.begun:
            self.begun = self._answer() is not None
        done: list[Extraction | str] | KgError | None = self._answer()
        if isinstance(done, KgError):
            raise done
        return done

    def _answer(self) -> Any:
        try:
            return self._connection.recv()
        except (EOFError, OSError):
            return None

    def end(self) -> None:
        """Kill the process, whatever it does."""
        self._process.kill()
        self._process.join()


@contextmanager
def standing_by(pipeline: str) -> Iterator[Standby | None]:
    """Start the process, which loads the pipeline, and end it at the end; None where the system has none to give."""
    context = get_context("spawn")  # a fork copies the threads' locks of the libraries that are loaded
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there, pipeline, begin()), daemon=True)
    try:
        _start(process)
    except OSError:
        here.close()
        yield None
        return
    finally:
        there.close()
    standby = Standby(process, here)
    try:
        yield standby
    finally:
        standby.end()
        here.close()


def _start(process: SpawnProcess) -> None:
    """Start it deaf to Ctrl-C, which is for the process that starts it, and ends it; that one hears it a moment later.

    What a process blocks, those that it starts block too.
    """
    if sys.platform == "win32":
        process.start()
        return
    resource_tracker.ensure_running()  # or it is started with this one, and has Ctrl-C heard again
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)


def _serve(connection: Connection, pipeline: str, started: partial[None]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where that is not handed down
    started()
    connection.send(True)
    from kg.extract.attempts import warm

    warm(pipeline)
    with suppress(EOFError):
        while True:
            work, documents = connection.recv()
            try:
                connection.send(work(documents))
            except KgError as error:
                connection.send(error)
