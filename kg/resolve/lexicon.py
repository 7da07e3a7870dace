"""The lists of `data/`: what two spellings of one name may differ in."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["common_names", "names", "parts", "units", "wholes"]

DATA = Path(__file__).parent / "data"


@cache
def names() -> dict[str, Any]:
    """Return names.toml: company forms, titles, degrees, given names, countries."""
    return tomllib.loads((DATA / "names.toml").read_text(encoding="utf-8"))


@cache
def units() -> dict[str, Any]:
    """Return units.toml: what every region has, and kinds of places."""
    return tomllib.loads((DATA / "units.toml").read_text(encoding="utf-8"))


@cache
def common_names() -> frozenset[str]:
    """Return name words that many people bear."""
    lines = (DATA / "common_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def _forms() -> tuple[tuple[str, str, str, str], ...]:
    rows = (line.split("\t") for line in (DATA / "forms.tsv").read_text(encoding="utf-8").splitlines()[1:])
    return tuple((type_, where, form, meaning) for type_, where, form, meaning in rows)


@cache
def wholes(type_: str) -> dict[str, str]:
    """Return short name → full name, for names of this type that consist of the short form alone."""
    mixed = ("ORG", "PRD", "EVT")  # articles disagree on what a programme is
    wanted = (*(kind for kind in mixed if kind != type_), type_) if type_ in mixed else (type_,)
    rows = sorted(
        (row for row in _forms() if row[1] == "whole" and row[0] in wanted), key=lambda row: wanted.index(row[0])
    )
    return {form: meaning for _, _, form, meaning in rows}


@cache
def parts(type_: str) -> tuple[re.Pattern[str], dict[str, str]] | None:
    """Return what matches the forms that are written out inside names of this type, longest first, and in what."""
    wanted = {type_, "LOC"} if type_ == "ORG" else {type_}
    table = {form: meaning for kind, where, form, meaning in _forms() if kind in wanted and where == "part"}
    if not table:
        return None
    forms = "|".join(sorted(map(re.escape, table), key=lambda form: (-len(form), form)))
    return re.compile(rf"(?<!\S)(?:{forms})(?!\S)"), table
