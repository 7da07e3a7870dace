"""What is fuzzed: each target takes bytes and breaks a promise by raising; atheris and hypothesis feed them."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress
from datetime import date

from kg.corpus import clean
from kg.corpus.archives import ARCHIVES, FAULTS
from kg.corpus.cleaning import markdown
from kg.corpus.copies import signature
from kg.corpus.dates import in_address, in_name, read_date
from kg.corpus.decoding import NotTextError, decode
from kg.corpus.edits import Cleaned
from kg.corpus.metadata import FieldError, fields_of, from_fields, publisher_of, read_yaml
from kg.corpus.readers import READERS
from kg.corpus.readers.foreign import BrokenError
from kg.corpus.readers.fragment import text_of
from kg.corpus.record import Failure, Limits, Place
from kg.extract.values.dates import read_date as read_day
from kg.extract.values.find import candidates
from kg.extract.values.numbers import plain, read_number
from kg.extract.values.tokens import tokens
from tests.fuzz.served import SERVED

__all__ = ["TARGETS"]

LIMITS = Limits(document_bytes=100_000, archive_bytes=10_000_000, archive_members=1000, seconds=30)
DAY = date(2017, 1, 10)


def reader(extension: str) -> Callable[[bytes], None]:
    """Return the target that reads a file of this extension: records and failures, no exception."""

    def target(raw: bytes) -> None:
        place = Place(None, f"a{extension}", "a", f"a{extension}")
        for item in READERS[extension](io.BufferedReader(io.BytesIO(raw)), place, LIMITS):
            if isinstance(item, Failure):
                assert item.reason
            else:
                f"{item.text}{item.metadata}".encode()

    return target


def archive(extension: str) -> Callable[[bytes], None]:
    """Return the target that opens an archive: members, failures, or one of its known faults."""

    def target(raw: bytes) -> None:
        place = Place(None, f"a{extension}", "a", f"a{extension}")
        with suppress(*FAULTS, OSError, BrokenError):
            for item in ARCHIVES[extension](io.BytesIO(raw), place, LIMITS):
                if isinstance(item, Failure):
                    assert item.source.isprintable()
                else:
                    assert ".." not in item[0].source.split("!")[-1].split("/")
                    item[1].read(LIMITS.document_bytes)

    return target


def cleaner(raw: bytes) -> None:
    """Every character of a cleaned text leads back to its source."""
    with suppress(NotTextError):
        text = decode(raw)[0]
        cleaned, title = clean(text, markup="markdown" if len(raw) % 2 else "plain")
        cleaned.text.encode()
        assert len(cleaned.begins) == len(cleaned.ends) == len(cleaned.text)
        assert cleaned.text.startswith(title)
        assert all(0 <= a <= b <= len(cleaned.source) for a, b in zip(cleaned.begins, cleaned.ends, strict=True))
        markdown(Cleaned.of(text))
        signature(text)
        text_of(text)


def metadata(raw: bytes) -> None:
    """Fields are metadata or a FieldError, dates are days or a ValueError."""
    text = raw.decode("utf-8", "replace")
    with suppress(FieldError):
        from_fields(fields_of(read_yaml(text)))
    with suppress(FieldError):
        names = ("id", "title", "published", "publisher", "url", "language")
        from_fields(dict(zip(names, text.split("\n"), strict=False)))
    with suppress(ValueError):
        assert isinstance(read_date(text), date)
    in_name(text), in_address(text), publisher_of(text)


def values(raw: bytes) -> None:
    """Numbers, money and dates stand where they say, and are written as numbers and days are."""
    text = raw.decode("utf-8", "replace")
    if (number := read_number(text)) is not None:
        assert plain(number)
    read_day(text, DAY)
    for candidate in candidates(text, tokens(text), DAY):
        assert 0 <= candidate.start < candidate.end <= len(text)


TARGETS: dict[str, Callable[[bytes], None]] = {
    **{f"read{extension}": reader(extension) for extension in READERS},
    **{f"open{extension}": archive(extension) for extension in ARCHIVES},
    "clean": cleaner,
    "metadata": metadata,
    "values": values,
    **SERVED,
}
