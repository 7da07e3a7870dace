"""Fields of a JSON record or a table's row → a `Record`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.corpus.identifiers import digest
from kg.corpus.metadata import FieldError, from_fields
from kg.corpus.record import Failure, Place, Record

__all__ = ["from_row"]


def from_row(fields: Mapping[str, Any], place: Place, number: int, what: str) -> Record | Failure:
    """Return the record of fields under our names; `number` 0 says that it is the only one of its file.

    Without an id of its own a record is known by its address, else by its words: not by its line, which moves.
    """
    source = f"{place.source}:{number}" if number else place.source
    try:
        metadata = from_fields(fields)
        text, sentences = _text(fields), _sentences(fields)
    except FieldError as error:
        return Failure(source, f"{what}: {error}")
    if not text and not sentences and not metadata.title:
        return Failure(source, f"{what} has neither text nor sentences")
    words = metadata.url or "\n".join([metadata.title, str(metadata.published), text, *(sentences or ())])
    slug = f"{place.slug}-{digest(words)}" if number else place.slug
    return Record(source, slug, text, sentences, metadata)


def _text(fields: Mapping[str, Any]) -> str:
    text = fields.get("text", "")
    if not isinstance(text, str):
        raise FieldError(f"text must be text, not {type(text).__name__}")
    return _sound("text", text)


def _sentences(fields: Mapping[str, Any]) -> tuple[str, ...] | None:
    sentences = fields.get("sentences")
    if sentences is None:
        return None
    if not isinstance(sentences, list) or not all(isinstance(sentence, str) for sentence in sentences):
        raise FieldError("sentences must be a list of texts")
    if not any(sentence.strip() for sentence in sentences):
        raise FieldError("sentences are empty")
    return tuple(_sound(f"sentence {number}", sentence) for number, sentence in enumerate(sentences, 1))


def _sound(what: str, text: str) -> str:
    """Return the text if UTF-8 can write it: JSON can spell lone surrogates, text cannot hold them."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise FieldError(f"{what} holds a lone surrogate (character {error.start})") from error
    if what != "text" and "\0" in text:
        raise FieldError(f"{what} holds a zero character")
    return text
