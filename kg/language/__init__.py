"""Documents to spaCy Docs: one pipeline per language; `id/` is ours, any installed spaCy pipeline serves by name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from threadpoolctl import ThreadpoolController

from kg.errors import ModelError
from kg.model import Document

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["load", "one_thread", "parse", "parse_together"]

#: language code → folder of the pipeline that kg ships; its pack `kg.language.<code>` registers the parts
PIPELINES = {"id": Path(__file__).parent / "id" / "model"}


def load(name: str = "id") -> Language:
    """Return the pipeline of a language code, or any spaCy pipeline by package name or path.

    Raises:
        ModelError: where no such pipeline is installed.
    """
    import spacy  # a build in which nothing is new does without

    from kg.language.vectors import remember

    for code in PIPELINES:
        import_module(f"{__name__}.{code}")
    try:
        nlp = spacy.load(PIPELINES.get(name, name))
    except OSError as error:
        known = ", ".join(sorted(PIPELINES))
        raise ModelError(
            f"no pipeline {name!r}: give one of {known}, or the name of an installed spaCy pipeline"
        ) from error
    remember(nlp.vocab)
    return nlp


def parse(nlp: Language, document: Document) -> Doc:
    """Return the parsed Doc of a document; sentence bounds that the document gives are kept."""
    with one_thread():
        return nlp(_tokens(nlp, document))


def parse_together(nlp: Language, documents: Sequence[Document]) -> list[Doc]:
    """Return the parsed Docs of several documents: what `parse` gives of each, in half the time.

    Only for pipelines whose result for a Doc does not depend on those beside it, as is so of the ones that kg ships.
    """
    with one_thread():
        return list(nlp.pipe([_tokens(nlp, document) for document in documents], batch_size=len(documents)))


@contextmanager
def one_thread() -> Iterator[None]:
    """Hold the matrix library to one thread: more wait for each other (7 times slower on 2 busy cores)."""
    with _threads().limit(limits=1, user_api="blas"):
        yield


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


def _tokens(nlp: Language, document: Document) -> Doc:
    doc = nlp.make_doc(document.text)
    if document.sentences and len(doc):
        given = {_token_at(doc, start) for start, _ in document.sentences}
        for token in doc:
            token.is_sent_start = token.i in given
    return doc


def _token_at(doc: Doc, offset: int) -> int:
    """Return the number of the first token that starts at `offset` or behind it."""
    return bisect_left(doc, offset, key=lambda token: token.idx)
