"""Markdown with YAML front matter: title, date, publisher, url, id, language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from kg.corpus.metadata import FieldError, fields_of, from_fields, read_yaml
from kg.corpus.readers.text import take
from kg.corpus.record import Failure, Limits, Metadata, Place, Record

__all__ = ["front_matter", "read"]

#: YAML takes time that grows faster than its text
LONGEST = 1 << 14
_FENCE = re.compile(r"\A\s*---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_OPENED = re.compile(r"\A\s*---[ \t]*\r?\n[\w -]+:")


def read(stream: BinaryIO, place: Place, limits: Limits) -> Iterator[Record | Failure]:
    """Yield the one record of a Markdown file."""
    text = take(stream, place, limits)
    if isinstance(text, Failure):
        yield text
        return
    try:
        metadata, body = front_matter(text)
    except FieldError as error:
        yield Failure(place.source, str(error))
        return
    yield Record(place.source, place.slug, body, metadata=metadata, markup="markdown", offset=len(text) - len(body))


def front_matter(text: str) -> tuple[Metadata, str]:
    r"""Return what the front matter says, and the text below it.

    Raises:
        FieldError: where the front matter is not closed, is broken YAML, or holds an invalid date.

    >>> front_matter("---\ntitle: Banjir\n---\nAir naik.")
    (Metadata(id='', title='Banjir', published=None, publisher='', url='', language=''), 'Air naik.')
    """
    match = _FENCE.match(text)
    if not match:
        if _OPENED.match(text):
            raise FieldError("the front matter has no closing line: end it with ---")
        return Metadata(), text
    if len(match[1]) > LONGEST:
        raise FieldError(f"the front matter is longer than {LONGEST} characters")
    return from_fields(fields_of(read_yaml(match[1]))), text[match.end() :]
