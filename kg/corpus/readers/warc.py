"""WARC, the form of web archives and of the public news crawls: a page for each response, by warcio (the extra `warc`).

Read record by record, never whole. What is no page (pictures, scripts, redirects) is passed over in silence; the day of
the crawl is not the day of publication, and is not taken for it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import replace
from typing import Any, BinaryIO

from kg.corpus.decoding import NotTextError, decode
from kg.corpus.identifiers import digest
from kg.corpus.readers.foreign import BrokenError, module, reading
from kg.corpus.readers.html import read_page
from kg.corpus.record import Failure, Limits, Metadata, Place, Record

__all__ = ["read"]

_PAGE = re.compile(r"(?:text/html|application/xhtml\+xml)\b", re.IGNORECASE)
_TEXT = re.compile(r"text/plain\b", re.IGNORECASE)
_CHARSET = re.compile(r"charset=[\"']?([\w-]+)", re.IGNORECASE)


def read(stream: BinaryIO, place: Place, limits: Limits) -> Iterator[Record | Failure]:
    """Yield a record for each page; a damaged record ends the file with a reason."""
    number, found = 0, False
    try:
        warcio: Any = module("warcio.archiveiterator", what="a web archive", extra="warc")
        records = warcio.ArchiveIterator(stream)
        while (record := _next(records)) is not None:
            number += 1
            if number > limits.archive_members:
                raise BrokenError(f"has more than {limits.archive_members} records: the rest is not read")
            if item := _record(record, place, number, limits):
                found = True
                yield item
    except BrokenError as error:
        yield Failure(place.source, str(error))
        return
    if not found:
        yield Failure(place.source, f"holds no page in its {number} records" if number else "is empty")


def _next(records: Any) -> Any:
    with reading("a web archive"), redirect_stderr(io.StringIO()):  # warcio prints what it finds between records
        return next(records, None)


def _record(record: Any, place: Place, number: int, limits: Limits) -> Record | Failure | None:
    """Return the page that a record holds, None where it holds none."""
    headers = record.rec_headers
    url = str(headers.get_header("WARC-Target-URI") or "").strip("<> ")
    kind = _kind(record)
    if not (_PAGE.match(kind) or (_TEXT.match(kind) and record.rec_type == "conversion")):
        return None
    source = f"{place.source}:{number}"
    at = replace(place, path=None, source=source, slug=f"{place.slug}-{digest(url or str(number))}", sidecar=None)
    with reading("a web archive"):
        raw = record.content_stream().read(limits.document_bytes + 1)
    if len(raw) > limits.document_bytes:
        return Failure(source, f"is longer than {limits.document_bytes} bytes: raise --max-document-bytes")
    try:
        text = _decoded(raw, kind)
    except NotTextError as error:
        return Failure(source, str(error))
    page = read_page(text, at) if _PAGE.match(kind) else Record(source, at.slug, text)
    if isinstance(page, Failure):
        return Failure(source, f"{page.reason} ({url[:200]!r})")
    return replace(page, metadata=page.metadata.filled(Metadata(url=_address(url))))


def _kind(record: Any) -> str:
    """Return the type of content that a record holds, "" where it holds none to read."""
    if record.rec_type in {"resource", "conversion"}:
        return str(record.rec_headers.get_header("Content-Type") or "")
    answered = record.rec_type == "response" and record.http_headers
    if not answered or record.http_headers.get_statuscode() != "200":
        return ""
    return str(record.http_headers.get_header("Content-Type") or "")


def _decoded(raw: bytes, kind: str) -> str:
    """Return a page's text: in the encoding that the server named where the bytes are in it, else in the one found."""
    named = _CHARSET.search(kind)
    try:
        return raw.decode(named[1]) if named else decode(raw)[0]
    except (LookupError, UnicodeError):
        return decode(raw)[0]


def _address(url: str) -> str:
    return url if url.startswith(("http://", "https://")) and url.isprintable() else ""
