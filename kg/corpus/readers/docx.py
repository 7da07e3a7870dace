"""Word documents: paragraphs and tables in their order, by python-docx (the extra `docx`).

Macros and fields are not run, pictures and other embedded files not opened, nothing outside the file is followed.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.corpus.readers.foreign import BrokenError, module, reading
from kg.corpus.readers.whole import parsed
from kg.corpus.record import Failure, Limits, Metadata, Place, Record

__all__ = ["read"]

#: parts of an honest document hold at most this many times the bytes that a document may (pictures are parts too)
TIMES = 10
MOST_PARTS = 5000


def read(stream: BinaryIO, place: Place, limits: Limits) -> Iterator[Record | Failure]:
    """Yield the one article of a Word document."""
    yield parsed(stream, place, limits, lambda raw: _record(raw, place, limits))


def _record(raw: bytes, place: Place, limits: Limits) -> Record:
    docx: Any = module("docx", what="a Word document", extra="docx")
    with reading("a Word document"):
        _refuse_bomb(raw, limits)
        blocks = list(docx.Document(io.BytesIO(raw)).iter_inner_content())
        title = ""
        if blocks and getattr(blocks[0].style, "name", "") in {"Title", "Heading 1"}:
            title = " ".join(getattr(blocks[0], "text", "").split())
        lines = [line for block in blocks[bool(title) :] for line in _lines(block)]
    return Record(place.source, place.slug, "\n".join(lines), metadata=Metadata(title=title))


def _lines(block: Any) -> Iterator[str]:
    if hasattr(block, "rows"):
        for row in block.rows:
            yield "\t".join(dict.fromkeys(cell.text.strip() for cell in row.cells))
    else:
        yield block.text


def _refuse_bomb(raw: bytes, limits: Limits) -> None:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > TIMES * limits.document_bytes:
        raise BrokenError("unpacks to far more than a document holds: not read")
