"""One process that loads what extracts while the sources are looked through: most builds find a few new documents."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeAlias

from kg.errors import KgError
from kg.extract.starting import begin
from kg.model import Document, Extraction

__all__ = ["Group", "Standby", "Work", "standing_by"]

#: documents that are parsed together
Group: TypeAlias = tuple[Document, ...]
Work: TypeAlias = Callable[[Group], list[Extraction | str]]


class Standby:
    """The process, as seen from the one that started it; `meanwhile` is what that has to do while this one works."""

    def __init__(self, connection: Connection) -> None:
        """Take over this end of the pipe."""
        self._connection = connection
        self.meanwhile: Callable[[], None] = lambda: None

    def work(self, work: Work, documents: Group) -> list[Extraction | str] | None:
        """Return what `work` makes of the documents there, None where the process is dead.

        Raises:
            KgError: where `work` does.
        """
        try:
            self._connection.send((work, documents))
            self.meanwhile()
            done: list[Extraction | str] | KgError = self._connection.recv()
        except (EOFError, OSError):
            return None
        if isinstance(done, KgError):
            raise done
        return done


@contextmanager
def standing_by(pipeline: str) -> Iterator[Standby]:
    """Start the process, which loads the pipeline; at the end it is killed, whatever it does."""
    context = get_context("spawn")  # a fork copies the threads' locks of the libraries that are loaded
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there, pipeline, begin()), daemon=True)
    process.start()
    there.close()
    try:
        yield Standby(here)
    finally:
        process.kill()
        process.join()
        here.close()


def _serve(connection: Connection, pipeline: str, started: partial[None]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one, and ends it
    started()
    from kg.extract.attempts import warm

    with suppress(KgError):  # said where a document needs it
        warm(pipeline)
    with suppress(EOFError):
        while True:
            work, documents = connection.recv()
            try:
                connection.send(work(documents))
            except KgError as error:
                connection.send(error)
