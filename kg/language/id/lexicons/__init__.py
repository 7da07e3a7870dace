"""Word lists of the Indonesian pack, one file per list, words between whitespace, # to the end of a line is a remark."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

__all__ = ["words"]


@cache
def words(name: str) -> tuple[str, ...]:
    """Return the words of a list in the order of its file."""
    text = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(re.sub(r"^#.*$", "", text, flags=re.M).split())
