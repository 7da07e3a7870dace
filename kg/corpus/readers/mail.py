"""Messages (.eml): subject, sender, day and body; attachments are not opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import BinaryIO, cast

from kg.corpus.decoding import NotTextError, decode
from kg.corpus.metadata import from_fields
from kg.corpus.readers.foreign import BrokenError, reading
from kg.corpus.readers.fragment import text_of
from kg.corpus.readers.whole import parsed
from kg.corpus.record import Failure, Limits, Metadata, Place, Record

__all__ = ["read"]


def read(stream: BinaryIO, place: Place, limits: Limits) -> Iterator[Record | Failure]:
    """Yield the one article of a message: its plain body, else the text of its HTML."""
    yield parsed(stream, place, limits, lambda raw: _record(raw, place))


def _record(raw: bytes, place: Place) -> Record:
    with reading("a message"):
        message = message_from_bytes(raw, policy=policy.default)
        return Record(place.source, place.slug, _body(message), metadata=_about(message))


def _body(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        raise BrokenError("is a message without a text")
    text = _text(cast(EmailMessage, part))
    return text_of(text) if part.get_content_type() == "text/html" else text


def _text(part: EmailMessage) -> str:
    """Return the text of a part, also where its character set is none that Python knows, or not the one used."""
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else str(payload).encode("utf-8", "replace")
    charset = part.get_content_charset("utf-8")
    with suppress(LookupError, UnicodeError):
        return raw.decode(charset)
    try:
        return decode(raw)[0]
    except NotTextError as error:
        raise BrokenError(f"its text {error}") from error


def _about(message: EmailMessage) -> Metadata:
    sender = message.get("From")
    addresses = getattr(sender, "addresses", ())
    name = (addresses[0].display_name or addresses[0].domain) if addresses else ""
    fields = {"title": _header(message, "Subject"), "publisher": name}
    known = from_fields({key: value.encode("utf-8", "replace").decode() for key, value in fields.items()})
    return known.filled(Metadata(published=_day(_header(message, "Date"))))


def _header(message: EmailMessage, name: str) -> str:
    return str(message.get(name) or "")


def _day(text: str) -> date | None:
    """Return the day that a Date header writes, in the sender's zone."""
    with suppress(ValueError, TypeError, OverflowError):
        return parsedate_to_datetime(text).date()
    return None
