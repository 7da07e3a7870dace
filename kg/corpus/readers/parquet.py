"""Parquet: one article per row, columns by the names of `data/columns.tsv`, by pyarrow (the extra `tables`)."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, BinaryIO

from kg.corpus.metadata import fields_of
from kg.corpus.readers.foreign import BrokenError, module, reading
from kg.corpus.readers.row import from_row
from kg.corpus.readers.whole import take_bytes
from kg.corpus.record import Failure, Limits, Place, Record

__all__ = ["read"]

#: rows unpacked at a time: their strings may each be as long as a document
BATCH = 16


def read(stream: BinaryIO, place: Place, limits: Limits) -> Iterator[Record | Failure]:
    """Yield a record per row; what is wrong with the table itself ends it with a reason."""
    number = 0
    try:
        for number, row in enumerate(_rows(stream, place, limits), 1):
            if number > limits.archive_members:
                raise BrokenError(f"has more than {limits.archive_members} rows: the rest is not read")
            yield _record(row, place, number, limits)
    except BrokenError as error:
        yield Failure(place.source, str(error))
        return
    if not number:
        yield Failure(place.source, "is empty")


def _rows(stream: BinaryIO, place: Place, limits: Limits) -> Iterator[dict[str, Any]]:
    parquet: Any = module("pyarrow.parquet", what="a Parquet table", extra="tables")
    if not stream.seekable():
        raw = take_bytes(stream, place, limits)
        if isinstance(raw, Failure):
            raise BrokenError(raw.reason)
        stream = io.BytesIO(raw)
    with reading("a Parquet table"):
        file = parquet.ParquetFile(stream)
        columns = _columns(file, limits)
        for batch in file.iter_batches(batch_size=BATCH, columns=columns):
            yield from batch.to_pylist()


def _columns(file: Any, limits: Limits) -> list[str]:
    """Return the columns to read."""
    names = file.schema_arrow.names
    known = [name for name in names if fields_of({name: "x"})]
    if not {"text", "title", "sentences"} & fields_of(dict.fromkeys(known, "x")).keys():
        raise BrokenError(f"no column holds the text: name it text (there are {', '.join(names)[:200]})")
    for group in range(file.metadata.num_row_groups):
        if file.metadata.row_group(group).total_byte_size > limits.archive_bytes:
            raise BrokenError("holds a row group larger than an archive may be: write it in smaller ones")
    return known


def _record(row: Mapping[str, Any], place: Place, number: int, limits: Limits) -> Record | Failure:
    fields = fields_of({name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()})
    text = fields.get("text")
    if isinstance(text, str) and len(text) > limits.document_bytes:
        reason = f"row {number} is longer than {limits.document_bytes} characters: raise --max-document-bytes"
        return Failure(f"{place.source}:{number}", reason)
    return from_row(fields, place, number, f"row {number}")
