"""Generations of an output folder: a build writes beside the last good graph and switches a pointer at its end."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import OutputError

__all__ = ["check", "current", "is_ours", "publish", "staging"]

REPORT = "report.json"
GENERATOR = "kg"
STORE = "store"
POINTER = "current"


def is_ours(folder: Path) -> bool:
    """Return whether kg made the folder: its report says so."""
    try:
        report = json.loads((folder / REPORT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(report, dict) and report.get("generator") == GENERATOR


def check(folder: Path) -> None:
    """Make sure that a build may write into `folder`, and make it.

    Raises:
        OutputError: where it holds files that kg did not make, or cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        foreign = any(path.name not in {STORE, "identities.tsv", "decisions.toml"} for path in folder.iterdir())
        if foreign and not is_ours(folder):
            raise OutputError(
                f"{str(folder)!r} holds files that kg did not make: give an empty or a new folder with -o"
            )
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OutputError(f"cannot write to {str(folder)!r}: {error.strerror}; give another folder with -o") from error


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """Give a folder beside the generations to build in; whatever is left in it at the end is thrown away."""
    (folder / STORE).mkdir(exist_ok=True)
    path = Path(tempfile.mkdtemp(prefix=".build-", dir=folder / STORE))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def publish(folder: Path, built: Path, name: str) -> None:
    """Make the store in `built`/store the current generation `name`, then put the other files in place.

    The pointer is switched by one rename, so that a kill at any moment leaves the old graph or the new one.
    """
    target = folder / STORE / name
    if target.exists():
        shutil.rmtree(target)
    (built / "store").rename(target)
    pointer = built / POINTER
    pointer.write_text(name + "\n", encoding="utf-8")
    os.replace(pointer, folder / STORE / POINTER)  # noqa: PTH105 - the atomic call, by its name
    for path in sorted(built.iterdir()):
        _put(path, folder / path.name)
    for old in (folder / STORE).iterdir():
        if old.is_dir() and old.name not in {name, built.name}:
            shutil.rmtree(old, ignore_errors=True)


def _put(path: Path, target: Path) -> None:
    """Move a file over the old one, or a folder's files one by one, and remove what the new folder lacks."""
    if path.is_dir():
        target.mkdir(exist_ok=True)
        names = {child.name for child in path.iterdir()}
        for child in path.iterdir():
            child.replace(target / child.name)
        for old in target.iterdir():
            if old.name not in names:
                old.unlink()
    else:
        path.replace(target)


def current(folder: Path) -> Path:
    """Return the store of the current generation.

    Raises:
        OutputError: where a folder that kg made has none, as in a fresh clone.
    """
    pointer = folder / STORE / POINTER
    if not pointer.exists():
        raise OutputError(f"{str(folder)!r} has no store: build it again with `kg build SOURCES -o {folder}`")
    return folder / STORE / pointer.read_text(encoding="utf-8").strip()
