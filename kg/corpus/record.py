"""What passes inside the room: metadata, one raw article as a reader found it, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path

__all__ = ["Failure", "Kept", "Limits", "Metadata", "Place", "Record"]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article beside its text; "" and None mean not known."""

    id: str = ""
    title: str = ""
    published: date | None = None
    publisher: str = ""
    url: str = ""
    language: str = ""

    def filled(self, other: Metadata) -> Metadata:
        """Return this metadata with its gaps filled from `other`.

        >>> Metadata(title="Banjir").filled(Metadata(title="Lain", publisher="Antara")).publisher
        'Antara'
        """
        return Metadata(**{f.name: getattr(self, f.name) or getattr(other, f.name) for f in fields(self)})


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read: where it stands (file, file:line or archive!member) and why."""

    source: str
    reason: str

    def __str__(self) -> str:
        """Return both as one line."""
        return f"{self.source}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of the input is taken: bytes, characters and seconds of one document, bytes and members of an archive.

    A spaCy pipeline takes a million characters; seconds are those of reading it, 0 for no limit.
    """

    document_bytes: int = 5_000_000
    characters: int = 1_000_000
    seconds: float = 120.0
    archive_bytes: int = 2_000_000_000
    archive_members: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """A file to read: where it lies (None inside an archive), what every output calls it, its slug, its file name."""

    path: Path | None
    source: str
    slug: str
    name: str
    sidecar: Path | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A document of a file that has not changed since it was read, which is not read again.

    `raw` is its id before it was told from others, `id` after, `named` whether its source gave it, `key` what its
    extraction is kept under, `number` which of the documents of its file it is.
    """

    raw: str
    id: str
    source: str
    named: bool
    key: str
    number: int


@dataclass(frozen=True, slots=True)
class Record:
    """One article as its reader found it: raw text with its markup, or sentences; and what the file says of it.

    `slug` is the id where `metadata` has none; `offset` is where `text` begins in the file, or in the field it is from.
    """

    source: str
    slug: str
    text: str = ""
    sentences: tuple[str, ...] | None = None
    metadata: Metadata = field(default_factory=Metadata)
    markup: str = "plain"
    offset: int = 0
