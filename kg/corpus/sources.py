"""What a user names (files, folders, globs, @lists, -) → the files to read, each named alike on every machine."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kg.corpus.identifiers import digest, slug
from kg.corpus.record import Failure, Place
from kg.errors import InputError

__all__ = ["SIDECARS", "find"]

SIDECARS = (".meta.json", ".meta.yaml", ".meta.yml")
#: a deeper folder is a loop that the file system hides
DEEPEST = 64


@dataclass(frozen=True, slots=True)
class _Found:
    """A file, its name with / between its parts, its path without links, and whether its folder may hold a sidecar."""

    path: Path
    relative: str
    real: str
    beside: bool


def find(sources: Iterable[str | Path], *, formats: Collection[str]) -> tuple[list[Place], list[Failure]]:
    """Return the files to read, in order of their names, and what cannot be opened; each file once.

    A file's name is its path inside the folder that was named (its own name, where the file was), with as many of the
    folders above as tell it from another of the same name.

    Raises:
        InputError: where a source does not exist, or is a folder with nothing to read.
    """
    endings = tuple(sorted(formats, key=len, reverse=True))
    found: dict[str, _Found] = {}
    failures: dict[str, Failure] = {}
    stdin = False
    for source in _expanded(sources):
        if source == "-":
            stdin = True
            continue
        for item in _inside(source, endings):
            if isinstance(item, Failure):
                failures[item.source] = item
            else:
                _keep(found, item)
    places = _named(list(found.values()), endings)
    places += [Place(None, "-", "stdin", "-")] if stdin else []
    return sorted(places, key=lambda place: place.source), sorted(failures.values(), key=lambda f: f.source)


def _keep(found: dict[str, _Found], item: _Found) -> None:
    """Keep a file once: under the longest of its names, whatever the order in which they were given."""
    known = found.get(item.real)
    if known is None or _rank(item) < _rank(known):
        found[item.real] = item


def _rank(item: _Found) -> tuple[int, str]:
    return -item.relative.count("/"), item.relative


def _expanded(sources: Iterable[str | Path]) -> Iterator[str]:
    """Yield paths and "-"; @lists and globs are replaced by what they stand for."""
    for source in sources:
        text = os.fspath(source)
        if text.startswith("@") and not os.path.lexists(text):
            yield from _listed(text[1:])
        else:
            yield from _globbed(text)


def _listed(path: str) -> Iterator[str]:
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise InputError(f"cannot read the list {path!r}: {_reason(error)}") from error
    for line in lines:
        if line.strip() and not line.startswith(("#", "@")):
            yield from _globbed(line.strip())


def _globbed(text: str) -> Iterator[str]:
    if text.startswith(("http://", "https://")):
        raise InputError(f"{text!r} is a web address: kg reads no network, save the page and name the file")
    if text == "-" or not text or os.path.lexists(text):
        yield text or "."
        return
    matches = sorted(glob.glob(text, recursive=True)) if glob.has_magic(text) else []  # noqa: PTH207 - absolute too
    if not matches:
        raise InputError(f"no file or folder {text!r}: check the path")
    yield from matches


def _inside(source: str, formats: tuple[str, ...]) -> Iterator[_Found | Failure]:
    path = Path(source)
    if not path.is_dir():
        yield from _file(path, path.name)
        return
    items = list(_walk(path, "", (os.path.realpath(path),)))
    if not any(isinstance(item, _Found) and _format(item.path.name, formats) for item in items):
        raise InputError(f"the folder {source!r} holds no document: kg reads {', '.join(sorted(formats))}")
    yield from items


def _walk(folder: Path, relative: str, above: tuple[str, ...]) -> Iterator[_Found | Failure]:
    try:
        with os.scandir(folder) as scanned:
            entries = sorted(scanned, key=lambda entry: entry.name)
    except OSError as error:
        yield Failure(_printable(relative), f"cannot open this folder: {_reason(error)}")
        return
    beside = any(entry.name.casefold().endswith(SIDECARS) for entry in entries)
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith(SIDECARS):
            continue
        inner = f"{relative}/{entry.name}" if relative else entry.name
        if not entry.is_symlink() and entry.is_file(follow_symlinks=False):  # the listing says so: no look at the file
            real = os.path.join(above[-1], entry.name)  # noqa: PTH118 - text, as realpath gives it
            yield _Found(Path(entry), inner, real, beside)
        elif Path(entry).is_dir():
            yield from _folder(Path(entry), inner, above)
        else:
            yield from _file(Path(entry), inner)


def _folder(path: Path, relative: str, above: tuple[str, ...]) -> Iterator[_Found | Failure]:
    real = os.path.realpath(path)
    if real in above:
        yield Failure(_printable(relative), "is a link back to a folder above it")
    elif len(above) >= DEEPEST:
        yield Failure(_printable(relative), f"lies more than {DEEPEST} folders deep")
    else:
        yield from _walk(path, relative, (*above, real))


def _file(path: Path, relative: str) -> Iterator[_Found | Failure]:
    try:
        regular = path.is_file()
    except OSError:
        regular = False
    if regular:
        yield _Found(path, relative, os.path.realpath(path), beside=True)
    elif path.is_symlink() and not path.exists():
        yield Failure(_printable(relative), "is a link to nothing")
    else:
        yield Failure(_printable(relative), "is no regular file: give its content by - (standard input)")


def _named(found: list[_Found], formats: tuple[str, ...]) -> list[Place]:
    """Return places whose sources and slugs are unique, the same whatever the order of `found`."""
    sources = [item.relative for item in found]
    real: dict[int, tuple[str, ...]] = {}
    while longer := _doubles(sources):
        for number in longer:
            if number not in real:
                path = found[number].path
                real[number] = (PurePosixPath(os.path.realpath(path.parent)) / path.name).parts
            parts = real[number]
            more = min(len(parts), sources[number].count("/") + 2)
            sources[number] = str(PurePosixPath(*parts[-more:]))
    slugs = [slug(_stem(source, formats)) for source in sources]
    counts = Counter(slugs)
    return [
        Place(
            item.path,
            _printable(source),
            short if counts[short] == 1 else f"{short}-{digest(source)}",
            source.rpartition("/")[2],
            _sidecar(item.path, formats) if item.beside else None,
        )
        for item, source, short in zip(found, sources, slugs, strict=True)
    ]


def _doubles(sources: list[str]) -> list[int]:
    counts = Counter(sources)
    return [number for number, source in enumerate(sources) if counts[source] > 1]


def _stem(text: str, formats: tuple[str, ...]) -> str:
    """Return the path without its extensions: a.txt.gz and a.txt are both a."""
    while extension := _format(name := text.rpartition("/")[2], formats):
        if len(extension) == len(name):
            break
        text = text[: -len(extension)]
    return text


def _format(name: str, formats: tuple[str, ...]) -> str:
    """Return the first of `formats`, the longest ahead, that the name ends in, "" where none."""
    lower = name.lower()
    return next((f for f in formats if lower.endswith(f)), "") if lower.endswith(formats) else ""


def _sidecar(path: Path, formats: tuple[str, ...]) -> Path | None:
    stems = (path.name, _stem(path.name, formats))
    names = [f"{stem}{ending}" for stem in stems for ending in SIDECARS]
    return next((path.with_name(name) for name in names if path.with_name(name).is_file()), None)


def _printable(text: str) -> str:
    """Return a path that may stand in any output: no bytes outside UTF-8, no line ends, no terminal escapes."""
    if text.isprintable():  # so it is nearly always, and a surrogate is not
        return text
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "�" for char in text)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
