"""Documents → Extractions in several processes, in the order given, whatever happens to a worker."""

from __future__ import annotations

import faulthandler
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from multiprocessing import connection, get_context, parent_process
from threading import Thread
from time import monotonic
from typing import TypeAlias

from kg.corpus.timing import OverTimeError, within
from kg.extract.pipeline import extract, loaded
from kg.model import Document, Extraction

__all__ = ["Outcome", "attempt", "extract_all"]

#: a document with its extraction, or with the reason why there is none
Outcome: TypeAlias = tuple[Document, Extraction | str]
Work: TypeAlias = Callable[[Document], Extraction | str]
Waiting = deque[tuple[Document, Future[Extraction | str]]]

#: Below this many documents the start of a process (a second, for its model) costs more than it saves.
WORTH_IT = 8
#: Documents under way for each worker: enough that none waits, few enough that memory does not grow.
AHEAD = 4
#: A worker that does not hear the alarm of its time limit is killed so many seconds later.
GRACE = 5.0


def extract_all(
    documents: Iterable[Document], *, pipeline: str | None = None, workers: int = 1, seconds: float = 0
) -> Iterator[Outcome]:
    """Yield each document with its extraction, in order; one that fails, or twice kills its worker, with the reason.

    Args:
        documents: read as they are needed, never all at once.
        pipeline: a language code or a spaCy pipeline in place of each document's own.
        workers: processes; 1 extracts in this one.
        seconds: how long one document may take; 0 for no limit.
    """
    rest = iter(documents)
    first = list(islice(rest, WORTH_IT if workers > 1 else 0))
    if workers > 1 and len(first) == WORTH_IT:
        yield from in_processes(
            chain(first, rest), partial(bounded, pipeline=pipeline, seconds=seconds), workers, seconds
        )
    else:
        yield from ((document, attempt(document, pipeline, seconds)) for document in chain(first, rest))


def attempt(document: Document, pipeline: str | None, seconds: float = 0) -> Extraction | str:
    """Return the extraction, or why there is none: a failing document costs that document."""
    try:
        loaded(pipeline or document.language)  # its seconds are not the document's
        with within(seconds):
            return extract(document, pipeline=pipeline)
    except OverTimeError:
        return f"takes more than {seconds:g} seconds: raise --max-seconds, or split it into articles"
    except MemoryError:
        return "needs more memory than there is: split it into articles"
    except (
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        return f"the extractor failed: {error!r}"


def bounded(document: Document, pipeline: str | None, seconds: float) -> Extraction | str:
    """Return what `attempt` does; where the document is deaf to its alarm too, this process ends."""
    loaded(pipeline or document.language)
    with killed_after(seconds + GRACE if seconds else 0):
        return attempt(document, pipeline, seconds)


@contextmanager
def killed_after(seconds: float) -> Iterator[None]:
    """End this process at once where the block takes longer; 0 for no limit.

    The watchdog is a thread in C, which needs neither the interpreter nor its lock.
    """
    if not seconds:
        yield
        return
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a device, for its file descriptor
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def in_processes(documents: Iterable[Document], work: Work, workers: int, seconds: float = 0) -> Iterator[Outcome]:
    """Yield each document with what `work` makes of it in one of the processes, in order."""
    pool, waiting = _pool(workers), Waiting()
    try:
        for document in documents:
            if (future := _submitted(pool, work, document)) is None:
                yield from _rescued(waiting, work, seconds)
                pool = _pool(workers)
                future = pool.submit(work, document)
            waiting.append((document, future))
            if len(waiting) < AHEAD * workers:
                continue
            if isinstance(waiting[0][1].exception(), BrokenProcessPool):
                yield from _rescued(waiting, work, seconds)
                pool = _pool(workers)
            else:
                done, future = waiting.popleft()
                yield done, future.result()
        yield from _rescued(waiting, work, seconds)
    finally:
        pool.shutdown(cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, work: Work, document: Document) -> Future[Extraction | str] | None:
    """Return the document's future, None where a worker has died."""
    try:
        return pool.submit(work, document)
    except BrokenProcessPool:
        return None


def _rescued(waiting: Waiting, work: Work, seconds: float) -> Iterator[Outcome]:
    """Yield what is waiting; what a dead worker left undone one by one, so that a second death names its document."""
    pool: ProcessPoolExecutor | None = None
    while waiting:
        document, future = waiting.popleft()
        if isinstance(future.exception(), BrokenProcessPool):
            pool = pool or _pool(1)
            started = monotonic()
            future = pool.submit(work, document)
            if isinstance(future.exception(), BrokenProcessPool):
                pool = None
                yield document, _death(monotonic() - started, seconds)
                continue
        yield document, future.result()
    if pool:
        pool.shutdown()


def _death(took: float, seconds: float) -> str:
    if seconds and took >= seconds:
        return f"takes more than {seconds:g} seconds, its worker was killed: split it into articles"
    return "the worker that read it died twice: is there memory enough?"


def _pool(workers: int) -> ProcessPoolExecutor:
    # spawned, not forked: a fork copies the threads' locks of the libraries that are loaded
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=follow)


def follow() -> None:
    """End this process when the one that started it is gone: killed, it can tell nobody."""
    parent = parent_process()
    if parent:
        Thread(target=lambda: (connection.wait([parent.sentinel]), os._exit(1)), daemon=True).start()
