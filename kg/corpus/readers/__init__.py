"""One reader per format: a stream of bytes → raw records. `READERS` is the table, `reader_of` the lookup."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from kg.corpus.readers import docx, feed, html, jsonl, mail, markdown, parquet, pdf, table, warc
from kg.corpus.record import Failure, Limits, Place, Record

__all__ = ["READERS", "Reader", "reader_of"]

Reader = Callable[[BinaryIO, Place, Limits], Iterator[Record | Failure]]

#: extension → reader
READERS: dict[str, Reader] = {
    ".atom": feed.read,
    ".csv": table.read,
    ".docx": docx.read,
    ".eml": mail.read,
    ".htm": html.read,
    ".html": html.read,
    ".json": jsonl.read_array,
    ".jsonl": jsonl.read,
    ".markdown": markdown.read,
    ".md": markdown.read,
    ".ndjson": jsonl.read,
    ".parquet": parquet.read,
    ".pdf": pdf.read,
    ".rss": feed.read,
    ".text": html.read_text,
    ".tsv": table.read,
    ".txt": html.read_text,
    ".warc": warc.read,
    ".warc.gz": warc.read,  # packed record by record, which warcio unpacks
    ".xhtml": html.read,
    ".xml": feed.read,
}


def reader_of(name: str) -> Reader | None:
    """Return the reader of the longest extension that the file name has, None where there is none."""
    known = max((extension for extension in READERS if name.lower().endswith(extension)), key=len, default="")
    return READERS.get(known)
