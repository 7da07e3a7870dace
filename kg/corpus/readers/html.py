"""Web pages: the article and what the page says of it, by trafilatura (the extra `html`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, BinaryIO

from kg.corpus.dates import read_date
from kg.corpus.metadata import FieldError, from_fields
from kg.corpus.readers.foreign import BrokenError, module, reading
from kg.corpus.readers.text import looks_like_html, take
from kg.corpus.record import Failure, Limits, Metadata, Place, Record
from kg.corpus.timing import OverTimeError

__all__ = ["read", "read_text"]

#: trafilatura's time grows with the square of a page's tags: 4 s here, 45 s at five times as many (measured)
MOST_TAGS = 20_000
#: fixed bounds, for by default it takes today as the last day a page can have
DATES = {"original_date": True, "extensive_search": False, "min_date": "1900-01-01", "max_date": "2100-01-01"}
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")


def read(stream: BinaryIO, place: Place, limits: Limits) -> Iterator[Record | Failure]:
    """Yield the one article of a page."""
    text = take(stream, place, limits)
    yield text if isinstance(text, Failure) else read_page(text, place)


def read_text(stream: BinaryIO, place: Place, limits: Limits) -> Iterator[Record | Failure]:
    """Yield the one article of a text file, which may hold a page for all that its name says."""
    text = take(stream, place, limits)
    if isinstance(text, Failure):
        yield text
    else:
        yield read_page(text, place) if looks_like_html(text) else Record(place.source, place.slug, text)


def read_page(html: str, place: Place) -> Record | Failure:
    """Return the article of a page."""
    if html.count("<") > MOST_TAGS:
        return Failure(place.source, f"has more than {MOST_TAGS} tags: too many for an article's page")
    try:
        trafilatura = module("trafilatura", what="a web page", extra="html")
        with reading("a web page"):
            page: Any = trafilatura.bare_extraction(
                _DECLARATION.sub("", html), with_metadata=True, include_comments=False, date_extraction_params=DATES
            )
    except OverTimeError:
        return Failure(place.source, "takes too long to read as a web page: raise --max-seconds")
    except BrokenError as error:
        return Failure(place.source, str(error))
    if page is None or not getattr(page, "text", None):
        return Failure(place.source, "no article found in this web page")
    return Record(place.source, place.slug, page.text, metadata=_metadata(page))


def _metadata(page: Any) -> Metadata:
    """Return what the page says of itself; not its language, which most sites leave at English."""
    published = None
    with suppress(ValueError):
        published = read_date(page.date or "")
    try:
        known = from_fields({"title": page.title, "url": page.url, "publisher": page.sitename})
    except FieldError:
        known = Metadata()
    return known.filled(Metadata(published=published))
