"""One reader per format: a stream of bytes → raw records. `READERS` is the table, `reader_of` the lookup."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from kg.corpus.readers import html, jsonl, markdown, table
from kg.corpus.record import Failure, Limits, Place, Record

__all__ = ["READERS", "Reader", "reader_of"]

Reader = Callable[[BinaryIO, Place, Limits], Iterator[Record | Failure]]

#: extension → reader
READERS: dict[str, Reader] = {
    ".csv": table.read,
    ".htm": html.read,
    ".html": html.read,
    ".json": jsonl.read_array,
    ".jsonl": jsonl.read,
    ".markdown": markdown.read,
    ".md": markdown.read,
    ".ndjson": jsonl.read,
    ".text": html.read_text,
    ".tsv": table.read,
    ".txt": html.read_text,
    ".xhtml": html.read,
}


def reader_of(name: str) -> Reader | None:
    """Return the reader of the longest extension that the file name has, None where there is none."""
    known = max((extension for extension in READERS if name.lower().endswith(extension)), key=len, default="")
    return READERS.get(known)
