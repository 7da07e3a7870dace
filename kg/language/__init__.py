"""Documents to spaCy Docs: one pipeline per language; `id/` is ours, any installed spaCy pipeline serves by name."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ModelError
from kg.model import Document

__all__ = ["load", "parse"]

#: language code → folder of the pipeline that kg ships
PIPELINES = {"id": Path(__file__).parent / "id" / "model"}


def load(name: str = "id") -> Language:
    """Return the pipeline of a language code, or any spaCy pipeline by package name or path.

    Raises:
        ModelError: where no such pipeline is installed.
    """
    try:
        return spacy.load(PIPELINES.get(name, name))
    except OSError as error:
        known = ", ".join(sorted(PIPELINES))
        raise ModelError(
            f"no pipeline {name!r}: give one of {known}, or the name of an installed spaCy pipeline"
        ) from error


def parse(nlp: Language, document: Document) -> Doc:
    """Return the parsed Doc of a document; sentence bounds that the document gives are kept."""
    doc = nlp.make_doc(document.text)
    if document.sentences:
        starts = {start for start, _ in document.sentences}
        for token in doc:
            token.is_sent_start = token.idx in starts
    return nlp(doc)
