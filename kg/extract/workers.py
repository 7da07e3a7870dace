"""Documents → Extractions in several processes, in the order given, whatever happens to a worker."""

from __future__ import annotations

import faulthandler
import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache, partial
from itertools import chain, islice
from multiprocessing import get_context
from time import monotonic
from typing import TypeAlias

from spacy.tokens import Doc

from kg.corpus.timing import OverTimeError, within
from kg.extract.pipeline import extract, extract_doc, loaded
from kg.extract.starting import begin
from kg.language import PIPELINES, parse_together
from kg.model import Document, Extraction

__all__ = ["Outcome", "attempt", "attempt_all", "extract_all"]

#: a document with its extraction, or with the reason why there is none
Outcome: TypeAlias = tuple[Document, Extraction | str]
#: documents that are parsed together
Group: TypeAlias = tuple[Document, ...]
Work: TypeAlias = Callable[[Group], list[Extraction | str]]
Waiting = deque[tuple[Group, Future[list[Extraction | str]]]]

#: Below this many documents the start of a process (a second, for its model) costs more than it saves.
WORTH_IT = 8
#: Documents parsed together: twice as fast as one by one, and hardly faster with more (benchmarks/README.md).
TOGETHER = 8
#: Longer documents, in characters, are parsed alone: they gain nothing by company.
LONG = 20_000
#: Groups under way for each worker: enough that none waits, few enough that memory does not grow.
AHEAD = 3
#: What a document may make the extractors raise.
FAILURES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
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
        yield from attempt_all(chain(first, rest), pipeline, seconds)


def attempt_all(documents: Iterable[Document], pipeline: str | None, seconds: float = 0) -> Iterator[Outcome]:
    """Yield each document with its extraction, or why there is none; some are parsed together, which takes half."""
    rest = iter(documents)
    while group := tuple(islice(rest, TOGETHER)):
        yield from zip(group, attempt_together(group, pipeline, seconds), strict=True)


def attempt_together(
    documents: Sequence[Document], pipeline: str | None, seconds: float = 0, *, killed: float = 0
) -> list[Extraction | str]:
    """Return what `attempt` does for each document; one that takes `killed` seconds, 0 for any, ends this process."""
    with killed_after(killed):
        docs = _parsed([document for document in documents if len(document.text) <= LONG], pipeline, seconds)
    found = []
    for document in documents:
        with killed_after(killed):
            found.append(attempt(document, pipeline, seconds, docs.get(document)))
    return found


def attempt(document: Document, pipeline: str | None, seconds: float = 0, doc: Doc | None = None) -> Extraction | str:
    """Return the extraction, or why there is none: a failing document costs that document.

    `doc` is the parsed document where somebody has parsed it.
    """
    try:
        loaded(pipeline or document.language)  # its seconds are not the document's
        with within(seconds):
            return extract_doc(doc, document) if doc else extract(document, pipeline=pipeline)
    except OverTimeError:
        return f"takes more than {seconds:g} seconds: raise --max-seconds, or split it into articles"
    except MemoryError:
        return "needs more memory than there is: split it into articles"
    except FAILURES as error:
        return f"the extractor failed: {error!r}"


def _parsed(documents: Sequence[Document], pipeline: str | None, seconds: float) -> dict[Document, Doc]:
    """Return the Docs of the documents that a pipeline of ours reads; none where one fails, so that each is tried."""
    docs: dict[Document, Doc] = {}
    for name in dict.fromkeys(pipeline or document.language for document in documents):
        ours = [document for document in documents if (pipeline or document.language) == name]
        if name not in PIPELINES or len(ours) < 2:
            continue
        nlp = loaded(name)
        try:
            with within(seconds):
                docs.update(zip(ours, parse_together(nlp, ours), strict=True))
        except (OverTimeError, MemoryError, *FAILURES):
            return {}
    return docs


def bounded(documents: Sequence[Document], pipeline: str | None, seconds: float) -> list[Extraction | str]:
    """Return what `attempt_together` does; where a document is deaf to its alarm too, this process ends."""
    for document in documents:
        _settled(pipeline or document.language)
    return attempt_together(documents, pipeline, seconds, killed=seconds + GRACE if seconds else 0)


@cache
def _settled(name: str) -> None:
    """Load a pipeline, and leave what is in memory then out of every search for garbage: 4 % of the time."""
    loaded(name)
    gc.collect()
    gc.freeze()


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


def _death(took: float, seconds: float) -> str:
    if seconds and took >= seconds:
        return f"takes more than {seconds:g} seconds, its worker was killed: split it into articles"
    return "the worker that read it died twice: is there memory enough?"


def _pool(workers: int) -> ProcessPoolExecutor:
    # spawned, not forked: a fork copies the threads' locks of the libraries that are loaded
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=begin())
