"""Plain text: one article per file, its headline in the first line if that looks like one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from kg.corpus.decoding import NotTextError, decode
from kg.corpus.record import Failure, Limits, Place, Record

__all__ = ["read", "take"]


def read(stream: BinaryIO, place: Place, limits: Limits) -> Iterator[Record | Failure]:
    """Yield the one record of a text file."""
    text = take(stream, place, limits)
    yield text if isinstance(text, Failure) else Record(place.source, place.slug, text)


def take(stream: BinaryIO, place: Place, limits: Limits) -> str | Failure:
    """Return the text of a whole file, or why it is none."""
    raw = stream.read(limits.document_bytes + 1)
    if len(raw) > limits.document_bytes:
        return Failure(place.source, f"is longer than {limits.document_bytes} bytes: raise --max-document-bytes")
    if not raw.strip():
        return Failure(place.source, "is empty")
    try:
        return decode(raw)[0]
    except NotTextError as error:
        return Failure(place.source, str(error))
