"""PDF: the text of its pages, by pypdf (the extra `pdf`).

Nothing in the file is run, no attachment opened. What a PDF says of itself (title, day) comes from the program that
made it, and is not believed.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from kg.corpus.readers.foreign import BrokenError, module, reading
from kg.corpus.readers.whole import parsed
from kg.corpus.record import Failure, Limits, Place, Record

__all__ = ["paragraphs", "read"]

MOST_PAGES = 500
#: a line that the next word would have made no longer than this share of the widest ends its paragraph; one that ends
#: like a sentence more easily, since a line end between sentences does no harm
FULL, FULL_SENTENCE = 0.8, 1.0
#: a line among the first or last so many, on so many pages, is a running head
EDGE, RUNNING = 2, 3
_NUMBER = re.compile(
    r"(?:hal(?:aman|\.)?|page)?\s*[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:/|dari|of)\s*\d{1,4})?", re.IGNORECASE
)
#: what a browser prints at the edges: the time of printing, the address with the page's number
_PRINTED = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}[:.]\d{2}.{0,200}|\S{1,8}://\S+(?: +\d+/\d+)?")
_END = re.compile(r"[.!?]\W*\Z")
_BROKEN_WORD = re.compile(r"([^\W\d_]+)-\Z")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


def read(stream: BinaryIO, place: Place, limits: Limits) -> Iterator[Record | Failure]:
    """Yield the one article of a PDF."""
    yield parsed(stream, place, limits, lambda raw: _record(raw, place, limits))


def _record(raw: bytes, place: Place, limits: Limits) -> Record:
    text = paragraphs(_pages(raw, limits))
    if not text:
        raise BrokenError("holds no text, its pages are pictures: read them with OCR first")
    return Record(place.source, place.slug, text)


def _pages(raw: bytes, limits: Limits) -> list[list[str]]:
    """Return the lines of each page."""
    pypdf: Any = module("pypdf", what="a PDF", extra="pdf")
    pages, length = [], 0
    with reading("a PDF"):
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise BrokenError("is a PDF with a password: save it without one")
        if len(reader.pages) > MOST_PAGES:
            raise BrokenError(f"has more than {MOST_PAGES} pages: split it into articles")
        for page in reader.pages:
            text = page.extract_text().encode("utf-8", "replace").decode()
            pages.append([line.strip() for line in text.strip().splitlines()])
            length += len(text)
            if length > limits.characters:
                raise BrokenError(f"holds more than {limits.characters} characters: split it into articles")
    return pages


def paragraphs(pages: Sequence[Sequence[str]]) -> str:
    r"""Return the text of pages with their lines joined to paragraphs; page numbers and running heads are left out.

    >>> paragraphs([["Banjir Demak", "Air setinggi satu meter meren-", "dam tiga desa di Kabupaten", "Demak.", "1"]])
    'Banjir Demak\nAir setinggi satu meter merendam tiga desa di Kabupaten Demak.'
    """
    edges = Counter(line for page in pages for line in {*page[:EDGE], *page[-EDGE:]})
    width = max((len(line) for page in pages for line in page), default=0)
    found, last = list[str](), ""
    full = False
    for page in pages:
        for number, line in enumerate(page):
            edge = number < EDGE or number >= len(page) - EDGE
            if not line or (edge and (edges[line] >= RUNNING or _NUMBER.fullmatch(line) or _PRINTED.fullmatch(line))):
                full = full and edge
                continue
            if full and len(last) + 1 + len(line.split()[0]) > width * (FULL_SENTENCE if _END.search(last) else FULL):
                found[-1] = _joined(found[-1], line)
            else:
                found.append(line)
            full, last = True, line
    return "\n".join(found)


def _joined(before: str, line: str) -> str:
    """Return two lines as one; a word broken at the end grows together, a doubled one (anak-anak) keeps its hyphen."""
    half, first = _BROKEN_WORD.search(before), _FIRST_WORD.match(line)
    if not half or not first or not line[0].islower():
        return f"{before} {line}"
    return before + line if half[1].casefold() == first[0].casefold() else before[:-1] + line
