"""A whole file → its bytes, or what a parser makes of them: what the readers of binary files begin with."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO, TypeVar

from kg.corpus.readers.foreign import BrokenError
from kg.corpus.record import Failure, Limits, Place

__all__ = ["parsed", "take_bytes"]

Parsed = TypeVar("Parsed")


def take_bytes(stream: BinaryIO, place: Place, limits: Limits) -> bytes | Failure:
    """Return the bytes of a whole file, or why not."""
    raw = stream.read(limits.document_bytes + 1)
    if len(raw) > limits.document_bytes:
        return Failure(place.source, f"is longer than {limits.document_bytes} bytes: raise --max-document-bytes")
    return raw if raw.strip() else Failure(place.source, "is empty")


def parsed(stream: BinaryIO, place: Place, limits: Limits, parse: Callable[[bytes], Parsed]) -> Parsed | Failure:
    """Return what `parse` makes of a whole file, or why it cannot: a `BrokenError` of it is the reason."""
    raw = take_bytes(stream, place, limits)
    try:
        return raw if isinstance(raw, Failure) else parse(raw)
    except BrokenError as error:
        return Failure(place.source, str(error))
