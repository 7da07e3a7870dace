"""Documents to spaCy Docs: one pipeline per language; `id/` is ours, any installed spaCy pipeline serves by name."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from importlib import import_module
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from threadpoolctl import ThreadpoolController

from kg.errors import ModelError
from kg.model import Document

__all__ = ["load", "parse"]

#: language code → folder of the pipeline that kg ships; its pack `kg.language.<code>` registers the parts
PIPELINES = {"id": Path(__file__).parent / "id" / "model"}


def load(name: str = "id") -> Language:
    """Return the pipeline of a language code, or any spaCy pipeline by package name or path.

    Raises:
        ModelError: where no such pipeline is installed.
    """
    for code in PIPELINES:
        import_module(f"{__name__}.{code}")
    try:
        return spacy.load(PIPELINES.get(name, name))
    except OSError as error:
        known = ", ".join(sorted(PIPELINES))
        raise ModelError(
            f"no pipeline {name!r}: give one of {known}, or the name of an installed spaCy pipeline"
        ) from error


def parse(nlp: Language, document: Document) -> Doc:
    """Return the parsed Doc of a document; sentence bounds that the document gives are kept."""
    with _threads().limit(limits=1, user_api="blas"):
        return _parsed(nlp, document)


@cache
def _threads() -> ThreadpoolController:
    """Return what holds the matrix library to one thread: more wait for each other (7 times slower on 2 busy cores)."""
    return ThreadpoolController()


def _parsed(nlp: Language, document: Document) -> Doc:
    doc = nlp.make_doc(document.text)
    if document.sentences and len(doc):
        given = {_token_at(doc, start) for start, _ in document.sentences}
        for token in doc:
            token.is_sent_start = token.i in given
    return nlp(doc)


def _token_at(doc: Doc, offset: int) -> int:
    """Return the number of the first token that starts at `offset` or behind it."""
    return bisect_left(doc, offset, key=lambda token: token.idx)
