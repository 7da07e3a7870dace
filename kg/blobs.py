"""Values of declared types ↔ bytes, as SQLite keeps them between builds: MessagePack, in which nothing can be run."""

from __future__ import annotations

from typing import Any, TypeVar

from msgspec import MsgspecError
from msgspec.msgpack import Decoder, Encoder

__all__ = ["Decoder", "from_blob", "to_blob"]

T = TypeVar("T")
_encoder = Encoder(order="deterministic")


def to_blob(value: object) -> bytes:
    r"""Return a value as bytes, the same for the same value.

    >>> to_blob(frozenset("ba"))
    b'\x92\xa1a\xa1b'
    """
    return _encoder.encode(value)


def from_blob(blob: Any, decoder: Decoder[T]) -> T:
    r"""Return the value of the decoder's type from bytes.

    >>> from_blob(b"\x92\xa1a\xa1b", Decoder(frozenset[str])) == frozenset("ab")
    True

    Raises:
        ValueError: where the bytes are no such value.
    """
    try:
        return decoder.decode(blob)
    except (MsgspecError, TypeError) as error:  # a table may hold something else than bytes
        raise ValueError(f"{str(blob)[:60]} is no {decoder.type}: {error}") from error
