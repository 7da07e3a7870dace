"""Documents → Extractions in several processes, in the order given, whatever happens to a worker."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import chain, islice
from multiprocessing import get_context
from time import monotonic

from kg.extract.outcomes import TOGETHER, Group, Outcome, Work
from kg.extract.standby import Standby
from kg.extract.starting import begin, settle
from kg.model import Document, Extraction

__all__ = ["attempt_here", "extract_all", "in_processes"]

Waiting = deque[tuple[Group, Future[list[Extraction | str]]]]

#: Below this many documents the start of processes (a second, for their model) costs more than it saves.
WORTH_IT = 8
#: Groups under way for each worker: enough that none waits, few enough that memory does not grow.
AHEAD = 3


def extract_all(
    documents: Iterable[Document],
    *,
    pipeline: str | None = None,
    workers: int = 1,
    seconds: float = 0,
    standby: Standby | None = None,
) -> Iterator[Outcome]:
    """Yield each document with its extraction, in order; one that fails, or twice kills its worker, with the reason.

    Args:
        documents: read as they are needed, never all at once.
        pipeline: a language code or a spaCy pipeline in place of each document's own.
        workers: processes; 1 extracts in this one.
        seconds: how long one document may take; 0 for no limit.
        standby: the process that takes documents too few for several, where there is one.
    """
    rest, work = iter(documents), partial(_bounded, pipeline=pipeline, seconds=seconds)
    first = tuple(islice(rest, WORTH_IT if workers > 1 else 0))
    if workers > 1 and len(first) == WORTH_IT:
        if standby:
            standby.end()
        yield from in_processes(chain(first, rest), work, workers, seconds)
    elif first and standby and (done := standby.work(work, first)):
        yield from zip(first, done, strict=True)
    elif standby and standby.begun:  # and dead
        yield from _rescued(Waiting([(first, _broken())]), work, seconds)
    else:
        yield from attempt_here(chain(first, rest), pipeline, seconds)


def attempt_here(documents: Iterable[Document], pipeline: str | None, seconds: float = 0) -> Iterator[Outcome]:
    """Yield each document with its extraction, or why there is none, worked out in this process."""
    rest = iter(documents)
    for document in rest:
        settle()  # spaCy and all that reads with it, which a build in which nothing is new does without
        from kg.extract.attempts import attempt_all

        yield from attempt_all(chain([document], rest), pipeline, seconds)


def _bounded(documents: Group, pipeline: str | None, seconds: float) -> list[Extraction | str]:
    from kg.extract.attempts import bounded

    return bounded(documents, pipeline, seconds)


def in_processes(documents: Iterable[Document], work: Work, workers: int, seconds: float = 0) -> Iterator[Outcome]:
    """Yield each document with what `work` makes of it, some together, in one of the processes, in order."""
    pool, waiting, rest = _pool(workers), Waiting(), iter(documents)
    try:
        while group := tuple(islice(rest, TOGETHER)):
            if (future := _submitted(pool, work, group)) is None:
                yield from _rescued(waiting, work, seconds)
                pool = _pool(workers)
                future = pool.submit(work, group)
            waiting.append((group, future))
            if len(waiting) < AHEAD * workers:
                continue
            if isinstance(waiting[0][1].exception(), BrokenProcessPool):
                yield from _rescued(waiting, work, seconds)
                pool = _pool(workers)
            else:
                done, future = waiting.popleft()
                yield from zip(done, future.result(), strict=True)
        yield from _rescued(waiting, work, seconds)
    finally:
        pool.shutdown(cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, work: Work, group: Group) -> Future[list[Extraction | str]] | None:
    """Return the future of a group, None where a worker has died."""
    try:
        return pool.submit(work, group)
    except BrokenProcessPool:
        return None


def _rescued(waiting: Waiting, work: Work, seconds: float) -> Iterator[Outcome]:
    """Yield what is waiting; what a dead worker left undone one by one, so that a second death names its document."""
    pool: ProcessPoolExecutor | None = None
    while waiting:
        group, future = waiting.popleft()
        if not isinstance(future.exception(), BrokenProcessPool):
            yield from zip(group, future.result(), strict=True)
            continue
        for document in group:
            pool = pool or _pool(1)
            started = monotonic()
            alone = pool.submit(work, (document,))
            if isinstance(alone.exception(), BrokenProcessPool):
                pool = None
                yield document, _death(monotonic() - started, seconds)
            else:
                yield document, alone.result()[0]
    if pool:
        pool.shutdown()


def _broken() -> Future[list[Extraction | str]]:
    """Return the future of a group whose worker died."""
    future: Future[list[Extraction | str]] = Future()
    future.set_exception(BrokenProcessPool())
    return future


def _death(took: float, seconds: float) -> str:
    if seconds and took >= seconds:
        return f"takes more than {seconds:g} seconds, its worker was killed: split it into articles"
    return "the worker that read it died twice: is there memory enough?"


def _pool(workers: int) -> ProcessPoolExecutor:
    # spawned, not forked: a fork copies the threads' locks of the libraries that are loaded
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=begin())
