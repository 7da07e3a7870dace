"""Documents → Extractions in this process, some parsed together: a document that fails costs that document."""

from __future__ import annotations

import faulthandler
import gc
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from itertools import islice

from spacy.tokens import Doc

from kg.corpus.timing import OverTimeError, within
from kg.errors import KgError
from kg.extract.outcomes import TOGETHER, Outcome
from kg.extract.pipeline import extract, extract_doc, loaded
from kg.language import PIPELINES, parse_together
from kg.model import Document, Extraction

__all__ = ["attempt", "attempt_all", "attempt_together", "bounded", "killed_after", "warm"]

#: Longer documents, in characters, are parsed alone: they gain nothing by company.
LONG = 20_000
#: A process that does not hear the alarm of its time limit is killed so many seconds later.
GRACE = 5.0
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
        with suppress(MemoryError, *FAILURES):  # said where the document is read
            _settled(pipeline or document.language)
    return attempt_together(documents, pipeline, seconds, killed=seconds + GRACE if seconds else 0)


@cache
def _settled(name: str) -> None:
    """Load a pipeline, and leave what is in memory then out of every search for garbage: 4 % of the time."""
    loaded(name)
    gc.collect()
    gc.freeze()


def warm(name: str) -> None:
    """Load all that a pipeline and the extractors read when they are first used."""
    with suppress(KgError, MemoryError, *FAILURES):  # said where a document needs it
        _settled(name)
        attempt(Document("", "Budi tiba."), name)


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
