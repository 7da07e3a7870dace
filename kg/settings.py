"""What a build was asked for beside its sources, remembered in its report so that a rebuild does the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.errors import InputError, OutputError
from kg.generation import STORE, UNDONE
from kg.resolve.knowledge import Knowledge, from_skos

__all__ = ["Settings", "keep", "knowledge", "prune", "read", "to_json"]

PREFIX = "knowledge-"


@dataclass(frozen=True, slots=True)
class Settings:
    """Modalities that may stand as facts, and the names of the knowledge bases, kept in the store's folder."""

    accept: tuple[str, ...] = ()
    knowledge: tuple[str, ...] = ()


def keep(paths: Sequence[str | Path], folder: Path) -> tuple[str, ...]:
    """Copy knowledge bases into the folder, beside those of the last good build, and return their names.

    Raises:
        InputError: where one cannot be read, or two bear one name.
    """
    given = [Path(path) for path in paths]
    names = tuple(path.name for path in given)
    if len(set(names)) < len(names):
        raise InputError(f"two knowledge bases are called alike: {', '.join(names)}; rename one")
    try:
        files = [path.read_bytes() for path in given]
    except OSError as error:
        raise InputError(f"cannot read the knowledge base {str(error.filename)!r}: {error.strerror}") from error
    for path in given:
        from_skos(path)
    kept = tuple(f"{sha256(data).hexdigest()[:8]}-{name}" for name, data in zip(names, files, strict=True))
    for name, data in zip(kept, files, strict=True):
        beside = folder / STORE / f"{UNDONE}{name}"
        beside.write_bytes(data)
        beside.replace(folder / STORE / f"{PREFIX}{name}")  # the last graph may rest on one of this very name
    return kept


def prune(settings: Settings, folder: Path) -> None:
    """Remove the knowledge bases of earlier builds."""
    names = {f"{PREFIX}{name}" for name in settings.knowledge}
    for path in (folder / STORE).glob(f"{PREFIX}*"):
        if path.name not in names:
            path.unlink()


def knowledge(settings: Settings, folder: Path) -> Iterator[Knowledge]:
    """Yield the knowledge bases that were kept.

    Raises:
        OutputError: where one is gone, as in a fresh clone.
    """
    for name in settings.knowledge:
        path = folder / STORE / f"{PREFIX}{name}"
        if not path.exists():
            raise OutputError(f"{str(folder)!r} has lost its knowledge base {name!r}: build it again with --kb")
        yield from_skos(path)


def to_json(settings: Settings) -> dict[str, list[str]]:
    """Return the settings as the report holds them."""
    return {"accept": list(settings.accept), "knowledge": list(settings.knowledge)}


def read(report: dict[str, Any]) -> Settings:
    """Return the settings that a report holds."""
    row = report.get("settings", {})
    return Settings(tuple(row.get("accept", ())), tuple(row.get("knowledge", ())))
