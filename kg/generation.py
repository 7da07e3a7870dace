"""Generations of an output folder: a build writes beside the last good graph and switches a pointer at its end.

    out/                  the files of the current generation
    out/store/current     the name of the current generation
    out/store/NAME        its store
    out/store/NAME.files  its files, while they are on their way to out/
    out/store/.build-…    what a build writes that is not done yet
    out/store/lock        held by the build that is writing

A kill at any moment leaves the old generation or the new one; what it cut short, the next command ends.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from kg.errors import OutputError

__all__ = ["COME", "GONE", "MEMORY", "OUTPUT", "check", "current", "is_ours", "publish", "staging", "write_report"]

REPORT = "report.json"
GENERATOR = "kg"
STORE = "store"
POINTER = "current"
#: how everything begins that a build writes and has not done yet
UNDONE = ".build-"
LOCK = "lock"
FILES = ".files"
SPOOLED = "extractions.sqlite"
#: what resolution remembers from one build to the next (`kg.incremental`)
MEMORY = "resolution.sqlite"
#: how a folder is called that adds to the one of its name, and the list of what goes from it
COME, GONE = ".come", ".gone"
#: stands there for the output folder itself
OUTPUT = "output"


def is_ours(folder: Path) -> bool:
    """Return whether kg made the folder: its report says so."""
    _end_publication(folder)
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
        ours = is_ours(folder)
        foreign = any(path.name not in {STORE, "identities.tsv", "decisions.toml"} for path in folder.iterdir())
        if foreign and not ours:
            raise OutputError(
                f"{str(folder)!r} holds files that kg did not make: give an empty or a new folder with -o"
            )
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OutputError(f"cannot write to {str(folder)!r}: {error.strerror}; give another folder with -o") from error


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """Give a folder beside the generations to build in; whatever is left in it at the end is thrown away.

    Raises:
        OutputError: where another build is writing, or the disk takes no more.
    """
    was = _current(folder)
    try:
        (folder / STORE).mkdir(exist_ok=True)
        with _locked(folder) as mine:
            if not mine:
                raise OutputError(f"another build writes to {str(folder)!r} now: wait until it is done")
            was = _current(folder)
            _sweep(folder)
            path = Path(tempfile.mkdtemp(prefix=UNDONE, dir=folder / STORE))
            try:
                yield path
            finally:
                shutil.rmtree(path, ignore_errors=True)
                _leave_nothing(folder)
    except sqlite3.Error as error:
        raise OutputError(_spool_fault(folder, error, was)) from error
    except OSError as error:
        reason = f"cannot write to {str(folder)!r}: {error.strerror or error}; {_standing(folder, was)}"
        raise OutputError(reason) from error


def publish(folder: Path, built: Path, name: str) -> str:
    """Make the store in `built`/store the current generation, called after `name`, and put its files in place.

    What it is called then is returned.

    The pointer is switched by one rename. What the name already stands for stays until then.
    """
    store, taken = folder / STORE, 0
    while (store / (unique := f"{name}.{taken}" if taken else name)).exists():
        taken += 1
    (built / "store").rename(store / unique)
    built.rename(store / f"{unique}{FILES}")
    handle, pointer = tempfile.mkstemp(prefix=UNDONE, dir=store)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(unique + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(pointer, store / POINTER)  # noqa: PTH105 - the atomic call, by its name
    _put_files(folder, unique)
    _sweep(folder)
    return unique


def write_report(path: Path, report: Mapping[str, Any]) -> None:
    """Write what a build counted, as indented JSON: a tenth of the time of `json`, for a line of each article."""
    from msgspec.json import encode, format  # noqa: A004 - not needed to read one

    path.write_bytes(format(encode(report), indent=1) + b"\n")


def current(folder: Path) -> Path:
    """Return the store of the current generation.

    Raises:
        OutputError: where a folder that kg made has none, as in a fresh clone.
    """
    name = _current(folder)
    if not name:
        raise OutputError(f"{str(folder)!r} has no store: build it again with `kg build SOURCES -o {folder}`")
    return folder / STORE / name


def _current(folder: Path) -> str:
    """Return the name of the current generation, "" where there is none."""
    try:
        name = (folder / STORE / POINTER).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return name if name == Path(name).name else ""


@contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Hold the folder's lock, which the system lets go when the process ends, however it ends; yield whether it is."""
    try:
        import fcntl
    except ImportError:  # Windows: two builds at once are not told apart there
        yield True
        return
    with (folder / STORE / LOCK).open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _end_publication(folder: Path) -> None:
    """Put files in place that a killed build left on their way, unless another process is at it, or may not write."""
    name = _current(folder)
    if name and (folder / STORE / f"{name}{FILES}").exists():
        with suppress(OSError), _locked(folder) as mine:
            if mine:
                _put_files(folder, name)


def _put_files(folder: Path, name: str) -> None:
    """Move the files of a generation over the old ones, folders as a whole; may be cut off and begun again."""
    files = folder / STORE / f"{name}{FILES}"
    if not files.exists():
        return
    for path in sorted(files.iterdir()):
        target = folder / path.name
        if path.suffix in (COME, GONE):
            _put_some(path, folder if path.stem == OUTPUT else folder / path.stem)
            continue
        if path.is_dir() and target.exists():
            shutil.rmtree(target)
        path.replace(target)
    files.rmdir()


def _put_some(path: Path, folder: Path) -> None:
    """Move what came into a folder, or remove from it what a list says is gone; may be cut off and begun again."""
    folder.mkdir(exist_ok=True)
    if path.suffix == COME:
        for file in path.iterdir():
            file.replace(folder / file.name)
        path.rmdir()
    else:
        for name in path.read_text(encoding="utf-8").split("\n"):
            if name and name == Path(name).name:
                (folder / name).unlink(missing_ok=True)
        path.unlink()


def _sweep(folder: Path) -> None:
    """Remove what builds that were killed, and earlier generations, have left."""
    name = _current(folder)
    if name:
        _put_files(folder, name)
    for path in (folder / STORE).iterdir():
        if path.is_dir() and path.name != name:
            shutil.rmtree(path, ignore_errors=True)
        elif path.name.startswith(UNDONE):
            path.unlink()


def _leave_nothing(folder: Path) -> None:
    """Remove the store of a folder whose first build failed before it had read an article."""
    store = folder / STORE
    if _current(folder) or _holds_extractions((store / SPOOLED).absolute()):
        return
    for path in store.glob(f"{SPOOLED}*"):
        path.unlink(missing_ok=True)
    with suppress(OSError):
        (store / LOCK).unlink(missing_ok=True)
        store.rmdir()
        folder.rmdir()


def _holds_extractions(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
            return database.execute("SELECT 1 FROM extraction").fetchone() is not None
    except sqlite3.Error:
        return False


def _standing(folder: Path, was: str) -> str:
    """Return which graph stands after a fault, where `was` stood before."""
    if _current(folder) == was:
        return "the last good graph is as it was"
    return "the new graph is published, what was to be done after it is not: build again"


def _spool_fault(folder: Path, error: sqlite3.Error, was: str) -> str:
    """Return what to say of a fault of the spool; a damaged one is removed, it is a cache."""
    if isinstance(error, sqlite3.OperationalError):
        return f"cannot write to {str(folder)!r}: {error}; {_standing(folder, was)}"
    for path in (folder / STORE).glob(f"{SPOOLED}*"):
        path.unlink(missing_ok=True)
    return f"the kept extractions of {str(folder)!r} were damaged ({error}) and are removed: build again"
