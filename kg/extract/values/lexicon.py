"""The tables of `kg/extract/data/values`: number words, currencies, dates, measures."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.errors import ModelError

__all__ = ["DATA", "compounds", "furniture", "glued", "join", "patterns", "scales", "table", "words"]

DATA = Path(__file__).parents[1] / "data" / "values"


@lru_cache
def table(name: str) -> dict[str, Any]:
    """Return a table by its file name without suffix.

    Raises:
        ModelError: where the file is missing or damaged.
    """
    path = DATA / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ModelError(f"cannot read the table {str(path)!r}: {error}; reinstall kg") from error


@lru_cache
def scales(name: str = "scales") -> dict[str, Decimal]:
    """Return words that multiply: `scales` (juta), `short` (jt), `fractions` (setengah), `whole` (sejuta)."""
    return {word: Decimal(str(value)) for word, value in table("numbers")[name].items()}


@lru_cache
def words(name: str, key: str) -> frozenset[str]:
    """Return a list of a table as a set."""
    return frozenset(table(name)[key])


@lru_cache
def compounds() -> frozenset[str]:
    """Return the counted things whose names have several words, in lower case."""
    lines = (DATA / "compounds.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@lru_cache
def patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the compiled patterns of dates with their names, in order."""
    return tuple((name, _compiled(pattern)) for name, pattern in table("dates")["patterns"].items())


@lru_cache
def join(name: str) -> re.Pattern[str]:
    """Return the pattern of what stands between two dates that make one: `to`, `and`."""
    return _compiled(table("dates")["join"][name])


@lru_cache
def furniture() -> re.Pattern[str]:
    """Return the pattern of how a site's own sentences begin."""
    return re.compile(table("quantities")["furniture"], re.IGNORECASE)


@lru_cache
def glued() -> re.Pattern[str]:
    """Return the pattern of a weekday in capitals at the end of a longer word."""
    names = "|".join(name.title() for name in table("dates")["weekdays"] if name.isalpha())
    return re.compile(rf"(?<=[a-z])(?:{names})$")


def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern of dates.toml with its fragments and blanks filled in."""
    for name, fragment in table("dates")["fragments"].items():
        pattern = pattern.replace(f"{{{name}}}", fragment)
    return re.compile(pattern.replace(" ", "[ \xa0]{1,2}").replace("~", "[ \xa0]{0,2}"), re.IGNORECASE)
