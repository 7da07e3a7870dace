"""The room's door: sources in, documents and failures out, one at a time."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, cast

from kg.corpus.archives import ARCHIVES, FAULTS, archive_of
from kg.corpus.documents import to_document
from kg.corpus.edits import Cleaned
from kg.corpus.identifiers import digest
from kg.corpus.metadata import FieldError, fields_of, from_fields, read_yaml
from kg.corpus.readers import READERS, reader_of
from kg.corpus.readers.foreign import BrokenError
from kg.corpus.record import Failure, Kept, Limits, Metadata, Place, Record
from kg.corpus.sources import find
from kg.corpus.timing import OverTimeError, within
from kg.errors import InputError
from kg.model import Document

__all__ = ["Found", "read", "read_changed", "read_cleaned"]

LARGEST_SIDECAR = 1 << 16
DEEPEST_ARCHIVE = 2
#: packed, and yet read as they are
WHOLE = (".warc.gz",)
#: what standard input begins with → the extension that tells its format
MARKS = ((b"{", ".jsonl"), (b"---", ".md"), (b"%PDF-", ".pdf"), (b"PAR1", ".parquet"), (b"WARC/", ".warc"))
NO_DEFAULTS = Metadata()
DEFAULT_LIMITS = Limits()
#: the languages that kg has a pack for
PACKS = ("id",)


@dataclass(frozen=True, slots=True)
class Found:
    """A document, how it came about, and whether its source gave the id; `raw` is its id before all are known."""

    document: Document
    cleaned: Cleaned
    named: bool
    raw: str = ""


Item = Found | Kept | Failure


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
) -> Iterator[tuple[Document, Cleaned] | Failure]:
    """Yield as `read` does, each document with its `Cleaned`: what was changed, and where in the source it stood."""
    places, failures = find(sources, formats=READERS.keys() | ARCHIVES.keys())
    found = (item for place in places for item in _found(place, defaults, languages, limits))
    items = _counted(_unique([*failures], found))
    return (
        item if isinstance(item, Failure) else (item.document, item.cleaned)
        for item in items
        if not isinstance(item, Kept)
    )


def read_changed(
    sources: Iterable[str | Path],
    kept: Callable[[Place], Sequence[Kept] | None],
    *,
    defaults: Metadata = NO_DEFAULTS,
    languages: Collection[str] | None = PACKS,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[tuple[Place, Found | Kept | Failure]]:
    """Yield as `read_cleaned` does, each with its file; of a file for which `kept` knows them, what is kept."""
    places, failures = find(sources, formats=READERS.keys() | ARCHIVES.keys())
    at: list[Place] = []

    def found() -> Iterator[Found | Kept | Failure]:
        for place in places:
            at[:] = [place]
            known = kept(place)
            yield from _found(place, defaults, languages, limits) if known is None else known

    def again(item: Kept) -> Found | Failure:
        rows = [row for row in _found(at[0], defaults, languages, limits) if not isinstance(row, Failure)]
        return rows[item.number] if item.number < len(rows) else Failure(item.source, "changed while it was read")

    for item in _counted(_unique(failures, found(), again)):
        yield at[0] if at else Place(None, "", "", ""), item


def _found(
    place: Place, defaults: Metadata, languages: Collection[str] | None, limits: Limits
) -> Iterator[Found | Failure]:
    try:
        sidecar, record = _sidecar(place), None
        with _opened(place) as stream:
            for record in _in_time(_records(stream, place, limits), place, limits):
                about = sidecar if record.source == place.source else replace(sidecar, id="", title="", url="")
                yield record if isinstance(record, Failure) else _result(record, defaults, about, languages, limits)
        if record is None:
            yield Failure(place.source, "holds no article")
    except FieldError as error:
        yield Failure(place.source, f"its sidecar {place.sidecar and place.sidecar.name!r}: {error}")
    except BrokenError as error:
        yield Failure(place.source, str(error))
    except OSError as error:
        yield Failure(place.source, f"cannot be read: {error.strerror or error}")
    except FAULTS as error:
        yield Failure(place.source, f"damaged archive: {error}")


def _in_time(records: Iterator[Record | Failure], place: Place, limits: Limits) -> Iterator[Record | Failure]:
    """Yield the records; one that takes too long to read ends its file."""
    while True:
        try:
            with within(limits.seconds):
                record = next(records, None)
        except OverTimeError:
            yield Failure(place.source, f"takes more than {limits.seconds:g} seconds to read: raise --max-seconds")
            return
        if record is None:
            return
        yield record


def _result(
    record: Record, defaults: Metadata, sidecar: Metadata, languages: Collection[str] | None, limits: Limits
) -> Found | Failure:
    if len(record.text) > limits.characters or sum(map(len, record.sentences or ())) > limits.characters:
        return Failure(record.source, f"has more than {limits.characters} characters: split it into articles")
    try:
        with within(limits.seconds):
            document, cleaned = to_document(record, defaults, sidecar)
    except OverTimeError:
        return Failure(record.source, f"takes more than {limits.seconds:g} seconds to clean: raise --max-seconds")
    if not any(map(str.isalnum, document.text)):
        return Failure(record.source, "holds no text")
    if languages is not None and document.language not in languages:
        return Failure(record.source, f"language {document.language!r} has no pack; give --pipeline")
    return Found(document, cleaned, bool(record.metadata.id or sidecar.id))


def _records(stream: BinaryIO, place: Place, limits: Limits, depth: int = 0) -> Iterator[Record | Failure]:
    """Yield the records of a file, or of every file in an archive."""
    name = _format_name(stream, place)
    reader = reader_of(name)
    opener = None if reader and name.lower().endswith(WHOLE) else archive_of(name)
    if opener:
        if depth >= DEEPEST_ARCHIVE:
            yield Failure(place.source, f"lies more than {DEEPEST_ARCHIVE} archives deep: unpack it yourself")
            return
        for member in opener(stream, place, limits):
            if isinstance(member, Failure):
                yield member
            else:
                yield from _records(member[1], member[0], limits, depth + 1)
    elif reader:
        yield from reader(stream, place, limits)
    else:
        ending = Path(place.name).suffix
        what = f"files that end in {ending!r}" if ending else "a file without an extension"
        yield Failure(place.source, f"no reader for {what}: kg reads {', '.join([*READERS, *ARCHIVES])}")


def _format_name(stream: BinaryIO, place: Place) -> str:
    """Return the name that tells the format; standard input has none, and shows it by its first characters."""
    if place.source != "-":
        return place.name
    head = cast(io.BufferedReader, stream).peek(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    return next((name for mark, name in MARKS if head.startswith(mark)), ".txt")


def _opened(place: Place) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if place.path is None else place.path.open("rb")


def _sidecar(place: Place) -> Metadata:
    if place.sidecar is None:
        return Metadata()
    with place.sidecar.open("rb") as stream:
        raw = stream.read(LARGEST_SIDECAR + 1)
    if len(raw) > LARGEST_SIDECAR:
        raise FieldError(f"is longer than {LARGEST_SIDECAR} bytes")
    return from_fields(fields_of(read_yaml(raw.decode("utf-8-sig", errors="replace"))))


def _unique(
    failures: list[Failure],
    found: Iterable[Item],
    again: Callable[[Kept], Found | Failure] = lambda item: Failure(item.source, "is not kept"),
) -> Iterator[Item]:
    """Yield documents whose ids differ, also in capitals: files are named after them.

    What is kept under an id that it no longer has is read `again`.
    """
    yield from failures
    taken: dict[str, str] = {}
    for item in found:
        if isinstance(item, Failure):
            yield item
            continue
        raw, source = (item.raw, item.source) if isinstance(item, Kept) else (item.document.id, item.document.source)
        id_ = f"{raw}-{digest(source)}" if raw.casefold() in taken and not item.named else raw
        if holder := taken.get(id_.casefold()):
            yield Failure(source, f"its id {id_!r} is that of {holder}: give it another")
            continue
        taken[id_.casefold()] = source
        read = again(item) if isinstance(item, Kept) and item.id != id_ else item
        yield replace(read, document=replace(read.document, id=id_), raw=raw) if isinstance(read, Found) else read


def _counted(results: Iterable[Item]) -> Iterator[Item]:
    """Yield the results; where not one is a document, say so with the first reason."""
    first: Failure | None = None
    documents = 0
    for result in results:
        if isinstance(result, Failure):
            first = first or result
        else:
            documents += 1
        yield result
    if not documents:
        raise InputError(f"no document could be read: {first}" if first else "no sources given: name files or folders")
