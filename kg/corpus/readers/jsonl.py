"""JSON Lines: one article per line, with `text` or a list of `sentences`; and JSON with one article or a list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, NoReturn

from kg.corpus.metadata import FieldError, fields_of
from kg.corpus.readers.row import from_row
from kg.corpus.readers.text import take
from kg.corpus.record import Failure, Limits, Place, Record

__all__ = ["read", "read_array"]

CHUNK = 1 << 20
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read(stream: BinaryIO, place: Place, limits: Limits) -> Iterator[Record | Failure]:
    """Yield a record per line; a broken line is named and costs only itself."""
    number = 0
    for number, line in enumerate(_lines(stream, limits.document_bytes), 1):
        at = f"{place.source}:{number}"
        if line is None:
            yield Failure(at, f"line {number} is longer than {limits.document_bytes} bytes: raise --max-document-bytes")
        elif number == 1 and line.startswith(_UTF16):
            yield Failure(place.source, "is UTF-16: JSON Lines are UTF-8, convert it")
            return
        elif line.strip():
            yield _record(line, place, number)
    if not number:
        yield Failure(place.source, "is empty")


def read_array(stream: BinaryIO, place: Place, limits: Limits) -> Iterator[Record | Failure]:
    """Yield the record, or the records of the list, that a JSON file holds."""
    text = take(stream, place, limits)
    try:
        loaded = text if isinstance(text, Failure) else _parse(text, "this file")
    except FieldError as error:
        loaded = Failure(place.source, str(error))
    if isinstance(loaded, Failure):
        yield loaded
    elif isinstance(loaded, list):
        for number, row in enumerate(loaded, 1):
            yield _checked(row, place, number, f"item {number}")
    else:
        yield _checked(loaded, place, 0, "this file")


def _record(line: bytes, place: Place, number: int) -> Record | Failure:
    try:
        row = _parse(line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip(), f"line {number}")
    except UnicodeDecodeError as error:
        return Failure(f"{place.source}:{number}", f"line {number} is not UTF-8 (byte {error.start}): convert the file")
    except FieldError as error:
        return Failure(f"{place.source}:{number}", str(error))
    return _checked(row, place, number, f"line {number}")


def _checked(row: Any, place: Place, number: int, what: str) -> Record | Failure:
    if not isinstance(row, dict):
        return Failure(f"{place.source}:{number}", f"{what} must hold a JSON object, not a {type(row).__name__}")
    return from_row(fields_of(row), place, number, what)


def _parse(text: str, what: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise FieldError(f"broken JSON in {what}, column {error.colno}: {error.msg}") from error
    except RecursionError as error:
        raise FieldError(f"broken JSON in {what}: nested too deep") from error
    except ValueError as error:
        raise FieldError(f"broken JSON in {what}: {error}") from error


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _lines(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """Yield each line, None for one that is too long; no more of it is held in memory than the limit."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit or line.endswith(b"\n"):
            yield line
            continue
        while (rest := stream.readline(CHUNK)) and not rest.endswith(b"\n"):
            pass
        yield None
