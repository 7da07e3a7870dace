"""A whole file as text, which is what the readers of one article per file begin with."""

from __future__ import annotations

import re
from typing import BinaryIO

from kg.corpus.decoding import NotTextError, decode
from kg.corpus.readers.whole import take_bytes
from kg.corpus.record import Failure, Limits, Place

__all__ = ["looks_like_html", "take"]

_HTML = re.compile(
    r"\A\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def take(stream: BinaryIO, place: Place, limits: Limits) -> str | Failure:
    """Return the text of a whole file, or why it is none."""
    raw = take_bytes(stream, place, limits)
    try:
        return raw if isinstance(raw, Failure) else decode(raw)[0]
    except NotTextError as error:
        return Failure(place.source, str(error))


def looks_like_html(text: str) -> bool:
    """Tell whether a text is a web page, whatever its file is called."""
    return bool(_HTML.match(text))
