"""RSS and Atom: an article for each entry, by feedparser (the extra `feeds`).

The text of an entry is its whole content where the feed carries it, else its summary. Nothing that it links is fetched.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from kg.corpus.dates import read_date
from kg.corpus.metadata import FieldError
from kg.corpus.readers.foreign import BrokenError, module, reading
from kg.corpus.readers.fragment import text_of
from kg.corpus.readers.row import from_row
from kg.corpus.readers.whole import parsed
from kg.corpus.record import Failure, Limits, Place, Record

__all__ = ["read"]

MOST_ENTRIES = 10_000
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
#: an entity of one's own is never needed in a feed, and grows without end where it is named in another
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def read(stream: BinaryIO, place: Place, limits: Limits) -> Iterator[Record | Failure]:
    """Yield a record for each entry."""
    feed = parsed(stream, place, limits, _feed)
    if isinstance(feed, Failure):
        yield feed
        return
    for number, entry in enumerate(feed.entries[:MOST_ENTRIES], 1):
        yield _record(entry, str(feed.feed.get("title") or ""), place, number)
    if len(feed.entries) > MOST_ENTRIES:
        yield Failure(place.source, f"has more than {MOST_ENTRIES} entries: the rest is not read")


def _feed(raw: bytes) -> Any:
    feedparser = module("feedparser", what="a feed", extra="feeds")
    if not _FEED.search(raw[:4096].replace(b"\0", b"")):
        raise BrokenError("is XML but no RSS or Atom feed")
    if _ENTITY.search(raw.replace(b"\0", b"")):
        raise BrokenError("declares entities of its own, which a feed never needs: not read")
    with reading("a feed"):
        feed = feedparser.parse(io.BytesIO(raw), resolve_relative_uris=False)
    if not feed.entries:
        reason = " ".join(str(feed.get("bozo_exception", "it has no entry")).split())[:120]
        raise BrokenError(f"no article found in this feed: {reason}")
    return feed


def _record(entry: Any, publisher: str, place: Place, number: int) -> Record | Failure:
    source = f"{place.source}:{number}"
    try:
        with reading("an entry of a feed"):
            fields = {
                "id": "",
                "title": text_of(str(entry.get("title") or "")).replace("\n", " "),
                "published": str(_day(entry) or ""),
                "publisher": text_of(publisher).replace("\n", " "),
                "url": str(entry.get("link") or ""),
                "text": _text(entry),
            }
    except (BrokenError, FieldError) as error:
        return Failure(source, str(error))
    return from_row(fields, place, number, f"entry {number}")


def _text(entry: Any) -> str:
    contents = [str(content.get("value") or "") for content in entry.get("content") or ()]
    return text_of(max([*contents, str(entry.get("summary") or "")], key=len))


def _day(entry: Any) -> date | None:
    """Return the day that the entry writes, in its own zone; never that of a later change where it has both."""
    for name in ("published", "created", "updated"):
        try:
            return read_date(str(entry.get(name) or ""))
        except ValueError:
            if parsed := entry.get(f"{name}_parsed"):
                return date(*parsed[:3])
    return None
