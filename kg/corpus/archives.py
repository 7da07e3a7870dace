"""Archives → the files in them, as streams: nothing is written to disk, no more is unpacked than the limits allow."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO, cast

from kg.corpus.identifiers import digest, slug
from kg.corpus.readers.foreign import module
from kg.corpus.record import Failure, Limits, Place

__all__ = ["ARCHIVES", "FAULTS", "archive_of"]

Member = tuple[Place, BinaryIO]
Opener = Callable[[BinaryIO, Place, Limits], Iterator[Member | Failure]]

#: what the standard library raises for a damaged archive; the last four, as fuzzing found, where a header lies
FAULTS = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError),
    *(ValueError, TypeError, IndexError, struct.error),
)
#: text shrinks to a fifth, rarely to a twentieth; a bomb to a thousandth
MOST_TIMES = 200
SMALL = 10_000_000
#: what Zstandard may keep at hand while it unpacks: `zstd --long` needs 128 MB
MOST_WINDOW = 1 << 27


class BombError(RuntimeError):
    """An archive unpacks to far more than it holds."""


class _Counted(io.RawIOBase):
    """A stream that stops where it has given more than `most` bytes."""

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._stream, self._left = stream, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            taken = self._stream.read(len(buffer))
        except zipfile.BadZipFile:
            raise
        except Exception as error:  # each packer has errors of its own
            raise RuntimeError(str(error) or type(error).__name__) from error
        self._left -= len(taken)
        if self._left < 0:
            raise BombError("unpacks to more than an archive may: unpack it yourself")
        buffer[: len(taken)] = taken
        return len(taken)


def open_zip(stream: BinaryIO, place: Place, limits: Limits) -> Iterator[Member | Failure]:
    """Yield the files of a ZIP archive."""
    with zipfile.ZipFile(stream) as archive:
        infos = archive.infolist()
        if len(infos) > limits.archive_members:
            raise BombError(f"holds more than {limits.archive_members} files")
        for info in infos:
            member = _member(place, info.filename)
            if info.is_dir() or not member:
                continue
            most = min(limits.archive_bytes, SMALL + MOST_TIMES * info.compress_size)
            try:
                with archive.open(info) as file:
                    yield member, _buffered(cast(BinaryIO, file), most)
            except FAULTS as error:
                yield Failure(member.source, str(error))


def open_tar(stream: BinaryIO, place: Place, limits: Limits) -> Iterator[Member | Failure]:
    """Yield the files of a tar archive, packed or not."""
    left = _most(stream, limits)
    if place.name.lower().endswith(".zst"):
        stream = _buffered(_unpacked_zstd(stream), left)
    with tarfile.open(fileobj=stream, mode="r|*") as archive:
        for count, info in enumerate(archive):
            left -= info.size
            if left < 0 or count >= limits.archive_members:
                raise BombError("unpacks to more than an archive may: unpack it yourself")
            member = _member(place, info.name)
            if info.isdir() or not member:
                continue
            file = archive.extractfile(info) if info.isreg() else None
            if file:
                yield member, _buffered(cast(BinaryIO, file), info.size)
            else:
                yield Failure(member.source, "is a link or a device")


def _unpacked_zstd(stream: BinaryIO) -> BinaryIO:
    zstandard: Any = module("zstandard", what="packed with Zstandard", extra="zst")
    opener = zstandard.ZstdDecompressor(max_window_size=MOST_WINDOW)
    return cast(BinaryIO, opener.stream_reader(stream, read_across_frames=True, closefd=False))


#: extension of one packed file → how it is unpacked
PACKED: dict[str, Callable[[BinaryIO], Any]] = {
    ".bz2": bz2.BZ2File,
    ".gz": lambda stream: gzip.GzipFile(fileobj=stream),
    ".xz": lzma.LZMAFile,
    ".zst": _unpacked_zstd,
}


def open_packed(stream: BinaryIO, place: Place, limits: Limits) -> Iterator[Member | Failure]:
    """Yield the one file that was packed; it keeps the name of its source."""
    name, _, ending = place.name.rpartition(".")
    most = _most(stream, limits)
    with PACKED[f".{ending.lower()}"](stream) as file:
        yield replace(place, name=name), _buffered(cast(BinaryIO, file), most)


#: extension → how its files are opened
ARCHIVES: dict[str, Opener] = {
    **dict.fromkeys(PACKED, open_packed),
    ".tar": open_tar,
    ".tar.bz2": open_tar,
    ".tar.gz": open_tar,
    ".tar.xz": open_tar,
    ".tar.zst": open_tar,
    ".tgz": open_tar,
    ".zip": open_zip,
}


def archive_of(name: str) -> Opener | None:
    """Return how an archive of this name is opened, None where it is none."""
    known = max((extension for extension in ARCHIVES if name.lower().endswith(extension)), key=len, default="")
    return ARCHIVES.get(known)


def _member(place: Place, name: str) -> Place | None:
    """Return the place of a member, None for those that systems leave behind."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    if not parts or parts[0] == "__MACOSX" or any(part.startswith(".") for part in parts):
        return None
    shown = "".join(char if char.isprintable() else "�" for char in "/".join(parts))
    shown = shown.encode("utf-8", "replace").decode("utf-8")
    inner = slug(f"{place.slug}/{shown.rpartition('.')[0] or shown}")
    if len(shown) > 60:  # the slug is cut there, and would not tell two of them apart
        inner = f"{inner}-{digest(shown)}"
    return Place(None, f"{place.source}!{shown}", inner, parts[-1])


def _most(stream: BinaryIO, limits: Limits) -> int:
    """Return how many bytes a packed stream may give."""
    if not stream.seekable():
        return limits.archive_bytes
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return min(limits.archive_bytes, SMALL + MOST_TIMES * size)


def _buffered(stream: BinaryIO, most: int) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(_Counted(stream, most)))
