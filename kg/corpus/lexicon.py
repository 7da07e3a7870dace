"""The room's data files: tables, and patterns that carry their reason and their examples."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Pattern", "patterns", "rows"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern, where it counts, why it is there, and lines that it must and must not match."""

    name: str
    regex: re.Pattern[str]
    where: str
    why: str
    match: tuple[str, ...]
    keep: tuple[str, ...]


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a tab-separated file; lines that begin with # are remarks."""
    lines = files("kg.corpus").joinpath("data", name).read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


@cache
def patterns(name: str) -> tuple[Pattern, ...]:
    """Return the patterns of a TOML file, in its order."""
    table = tomllib.loads(files("kg.corpus").joinpath("data", name).read_text(encoding="utf-8"))
    return tuple(
        Pattern(
            name=key,
            regex=re.compile(entry["pattern"]),
            where=entry.get("where", "anywhere"),
            why=entry["why"],
            match=tuple(entry["match"]),
            keep=tuple(entry.get("keep", ())),
        )
        for key, entry in table.items()
    )
