"""CSV and TSV: one article per row, columns by the names of `data/columns.tsv`."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from kg.corpus.decoding import NotTextError, decode
from kg.corpus.metadata import fields_of
from kg.corpus.readers.row import from_row
from kg.corpus.record import Failure, Limits, Place, Record

__all__ = ["read"]

SAMPLE = 1 << 16
MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
DELIMITERS = "\t;|,"


class _TooLongError(ValueError):
    """A line holds more than a document may."""


def read(stream: BinaryIO, place: Place, limits: Limits) -> Iterator[Record | Failure]:
    """Yield a record per row; what is wrong with the table itself ends it with a reason."""
    buffered = io.BufferedReader(stream, SAMPLE) if not hasattr(stream, "peek") else stream  # type: ignore[type-var]
    head = buffered.peek(SAMPLE)[:SAMPLE]
    if not head.strip():
        yield Failure(place.source, "is empty")
        return
    try:
        encoding = _encoding(head)
    except NotTextError as error:
        yield Failure(place.source, str(error))
        return
    text = io.TextIOWrapper(buffered, encoding=encoding, errors="replace", newline="")
    try:
        yield from _rows(text, place, limits)
    finally:
        text.detach()  # the stream is closed by whoever opened it


def _rows(text: io.TextIOWrapper, place: Place, limits: Limits) -> Iterator[Record | Failure]:
    csv.field_size_limit(max(csv.field_size_limit(), limits.document_bytes))
    lines = _lines(text, limits.document_bytes)
    try:
        header = next(lines, "")
        if not header.strip("\ufeff"):
            yield Failure(place.source, "is empty")
            return
        delimiter = max(DELIMITERS, key=header.count)
        columns = next(csv.reader([header], delimiter=delimiter, strict=True))
        if not {"text", "title", "sentences"} & fields_of(dict.fromkeys(columns, "x")).keys():
            yield Failure(
                place.source, f"no column holds the text: name it text (there are {', '.join(columns)[:200]})"
            )
            return
        for number, row in enumerate(csv.reader(lines, delimiter=delimiter, strict=True), 2):
            if any(row):
                yield from_row(_fields(columns, row), place, number, f"row {number}")
    except (csv.Error, _TooLongError) as error:
        yield Failure(place.source, f"broken table: {error}")


def _fields(columns: list[str], row: list[str]) -> dict[str, str]:
    return {
        name: value for name, value in fields_of(dict(zip(columns, row, strict=False))).items() if name != "sentences"
    }


def _lines(text: io.TextIOWrapper, limit: int) -> Iterator[str]:
    while line := text.readline(limit + 1):
        if len(line) > limit:
            raise _TooLongError(f"a line is longer than {limit} characters: raise --max-document-bytes")
        yield line


def _encoding(head: bytes) -> str:
    """Return the encoding of a table from its beginning, which may end inside a character."""
    cut = head[: head.rfind(b"\n") + 1] or head
    name = decode(cut)[1]
    if name == "utf-8":
        return "utf-8-sig"
    marked = name.startswith("utf-") and head.startswith(MARKS)
    return name.removesuffix("-le").removesuffix("-be") if marked else name
