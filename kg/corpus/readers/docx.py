"""Word documents: paragraphs and tables in their order, by python-docx (the extra `docx`).

Macros and fields are not run, pictures and other embedded files not opened, nothing outside the file is followed.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.corpus.readers.foreign import BrokenError, module, reading, take_bytes
from kg.corpus.record import Failure, Limits, Metadata, Place, Record

__all__ = ["read"]

#: parts of an honest document hold at most this many times the bytes that a document may (pictures are parts too)
TIMES = 10
MOST_PARTS = 5000


def read(stream: BinaryIO, place: Place, limits: Limits) -> Iterator[Record | Failure]:
    """Yield the one article of a Word document."""
    raw = take_bytes(stream, place, limits)
    if isinstance(raw, Failure):
        yield raw
        return
    try:
        title, text = _content(raw, limits)
    except BrokenError as error:
        yield Failure(place.source, str(error))
        return
    yield Record(place.source, place.slug, text, metadata=Metadata(title=title))


def _content(raw: bytes, limits: Limits) -> tuple[str, str]:
    docx: Any = module("docx", what="a Word document", extra="docx")
    with reading("a Word document"):
        _refuse_bomb(raw, limits)
        blocks = list(docx.Document(io.BytesIO(raw)).iter_inner_content())
        title = ""
        if blocks and getattr(blocks[0].style, "name", "") in {"Title", "Heading 1"}:
            title = " ".join(getattr(blocks[0], "text", "").split())
        lines = [line for block in blocks[bool(title) :] for line in _lines(block)]
    return title, "\n".join(lines)


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
