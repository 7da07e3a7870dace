"""Documents → Extractions in several processes, in the order given, whatever happens to a worker."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context
from typing import TypeAlias

from kg.extract.pipeline import extract
from kg.model import Document, Extraction

__all__ = ["Outcome", "extract_all"]

#: a document with its extraction, or with the reason why there is none
Outcome: TypeAlias = tuple[Document, Extraction | str]

#: Below this many documents the start of a process (a second, for its model) costs more than it saves.
WORTH_IT = 8
#: Documents under way for each worker: enough that none waits, few enough that memory does not grow.
AHEAD = 4


def extract_all(documents: Iterable[Document], *, pipeline: str | None = None, workers: int = 1) -> Iterator[Outcome]:
    """Yield each document with its extraction, in order; one that fails, or twice kills its worker, with the reason.

    Args:
        documents: read as they are needed, never all at once.
        pipeline: a language code or a spaCy pipeline in place of each document's own.
        workers: processes; 1 extracts in this one.
    """
    rest = iter(documents)
    first = list(islice(rest, WORTH_IT if workers > 1 else 0))
    if workers > 1 and len(first) == WORTH_IT:
        yield from _in_processes(chain(first, rest), pipeline, workers)
    else:
        yield from ((document, attempt(document, pipeline)) for document in chain(first, rest))


def attempt(document: Document, pipeline: str | None) -> Extraction | str:
    """Return the extraction, or why there is none: a failing document costs that document."""
    try:
        return extract(document, pipeline=pipeline)
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


def _in_processes(documents: Iterator[Document], pipeline: str | None, workers: int) -> Iterator[Outcome]:
    pool, waiting = _pool(workers), deque[tuple[Document, Future[Extraction | str]]]()
    try:
        for document in documents:
            waiting.append((document, pool.submit(attempt, document, pipeline)))
            if len(waiting) >= AHEAD * workers:
                done = waiting.popleft()
                try:
                    yield done[0], done[1].result()
                except BrokenProcessPool:
                    broken = [done[0], *(document for document, _ in waiting)]
                    waiting.clear()
                    pool = _pool(workers)
                    yield from ((document, _alone(document, pipeline)) for document in broken)
        while waiting:
            document, future = waiting.popleft()
            try:
                yield document, future.result()
            except BrokenProcessPool:
                yield document, _alone(document, pipeline)
    finally:
        pool.shutdown(cancel_futures=True)


def _alone(document: Document, pipeline: str | None) -> Extraction | str:
    """Return a document's extraction from a process of its own, so that a death names the document that caused it."""
    with _pool(1) as pool:
        try:
            return pool.submit(attempt, document, pipeline).result()
        except BrokenProcessPool:
            return "the worker that read it died twice"


def _pool(workers: int) -> ProcessPoolExecutor:
    # spawned, not forked: a fork copies the threads' locks of the libraries that are loaded
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
