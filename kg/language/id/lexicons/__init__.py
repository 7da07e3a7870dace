"""Word lists of the Indonesian pack: one file per list, words between whitespace, lines with # are remarks."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["lines", "words"]


@cache
def words(name: str) -> tuple[str, ...]:
    """Return the words of a list in the order of its file."""
    return tuple(word for line in lines(name) for word in line.split())


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the lines of a list that are neither empty nor a remark."""
    text = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))
