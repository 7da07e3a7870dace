"""The room's door: sources in, documents and failures out, one at a time."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from kg.corpus.documents import to_document
from kg.corpus.edits import Cleaned
from kg.corpus.identifiers import digest
from kg.corpus.metadata import FieldError, fields_of, from_fields, read_yaml
from kg.corpus.readers import READERS, reader_of
from kg.corpus.record import Failure, Limits, Metadata, Place, Record
from kg.corpus.sources import find
from kg.errors import InputError
from kg.model import Document

__all__ = ["read", "read_cleaned"]

LARGEST_SIDECAR = 1 << 16
NO_DEFAULTS = Metadata()
DEFAULT_LIMITS = Limits()
#: the languages that kg has a pack for
PACKS = ("id",)

Read = tuple[Document, Cleaned]


def read(
    sources: Iterable[str | Path],
    *,
    defaults: Metadata = NO_DEFAULTS,
    languages: Collection[str] | None = PACKS,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Document | Failure]:
    """Yield a document for each article in the sources, and a failure for each that cannot be read.

    The order is that of the articles' names, whatever the order of the sources; ids are unique.

    Args:
        sources: paths of files and folders, globs, `@file` (a list of paths), `-` (standard input).
        defaults: what an article does not say of itself.
        languages: codes of the languages that will be understood, None for any; others are failures.
        limits: how much is read of one document and one archive.

    Raises:
        InputError: at once where a source does not exist or is a folder without a document; at the end where not one
            document could be read.
    """
    results = read_cleaned(sources, defaults=defaults, languages=languages, limits=limits)
    return (result if isinstance(result, Failure) else result[0] for result in results)


def read_cleaned(
    sources: Iterable[str | Path],
    *,
    defaults: Metadata = NO_DEFAULTS,
    languages: Collection[str] | None = PACKS,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Read | Failure]:
    """Yield as `read` does, each document with its `Cleaned`: what was changed, and where in the source it stood."""
    places, failures = find(sources, formats=READERS)
    return _counted(_unique(_results(places, failures, defaults, languages, limits)))


def _results(
    places: list[Place],
    failures: list[Failure],
    defaults: Metadata,
    languages: Collection[str] | None,
    limits: Limits,
) -> Iterator[tuple[Document, Cleaned, bool] | Failure]:
    yield from failures
    for place in places:
        try:
            sidecar = _sidecar(place)
            for record in _records(place, limits):
                yield record if isinstance(record, Failure) else _result(record, defaults, sidecar, languages)
        except FieldError as error:
            yield Failure(place.source, f"its sidecar {place.sidecar and place.sidecar.name!r}: {error}")
        except OSError as error:
            yield Failure(place.source, f"cannot be read: {error.strerror or error}")


def _result(
    record: Record, defaults: Metadata, sidecar: Metadata, languages: Collection[str] | None
) -> tuple[Document, Cleaned, bool] | Failure:
    document, cleaned = to_document(record, defaults, sidecar)
    if not document.text.strip():
        return Failure(record.source, "holds no text")
    if languages is not None and document.language not in languages:
        return Failure(record.source, f"language {document.language!r} has no pack; give --pipeline")
    return document, cleaned, bool(record.metadata.id or sidecar.id)


def _records(place: Place, limits: Limits) -> Iterator[Record | Failure]:
    with _opened(place) as stream:
        if place.path is None:
            reader = READERS[".jsonl" if _peek(stream).lstrip().startswith(b"{") else ".md"]
        elif not (reader := reader_of(place.path.name)):  # type: ignore[assignment]
            yield Failure(
                place.source,
                f"no reader for {place.path.suffix or 'a name without extension'!r}: kg reads {', '.join(READERS)}",
            )
            return
        yield from reader(stream, place, limits)


def _opened(place: Place) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if place.path is None else place.path.open("rb")


def _peek(stream: BinaryIO) -> bytes:
    peek = getattr(stream, "peek", None)
    return bytes(peek(64)) if peek else b""


def _sidecar(place: Place) -> Metadata:
    if place.sidecar is None:
        return Metadata()
    with place.sidecar.open("rb") as stream:
        raw = stream.read(LARGEST_SIDECAR + 1)
    if len(raw) > LARGEST_SIDECAR:
        raise FieldError(f"is longer than {LARGEST_SIDECAR} bytes")
    return from_fields(fields_of(read_yaml(raw.decode("utf-8-sig", errors="replace"))))


def _unique(results: Iterable[tuple[Document, Cleaned, bool] | Failure]) -> Iterator[Read | Failure]:
    """Yield documents whose ids differ, also in capitals: files are named after them."""
    taken: dict[str, str] = {}
    for result in results:
        if isinstance(result, Failure):
            yield result
            continue
        document, cleaned, given = result
        if document.id.casefold() in taken and not given:
            document = replace(document, id=f"{document.id}-{digest(document.source)}")
        if holder := taken.get(document.id.casefold()):
            yield Failure(document.source, f"its id {document.id!r} is that of {holder}: give it another")
            continue
        taken[document.id.casefold()] = document.source
        yield document, cleaned


def _counted(results: Iterable[Read | Failure]) -> Iterator[Read | Failure]:
    """Yield the results; where not one is a document, say so with the first reason."""
    failures: list[Failure] = []
    read_any = False
    for result in results:
        if not isinstance(result, Failure):
            read_any = True
        elif not failures:
            failures.append(result)
        yield result
    if not read_any:
        raise InputError(f"no document could be read; first: {failures[0]}" if failures else "no sources given")
