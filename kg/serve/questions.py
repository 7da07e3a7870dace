"""The questions of the cookbook, ready to ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["Question", "questions"]


@dataclass(frozen=True, slots=True)
class Question:
    """A question in words and in SPARQL."""

    id: str
    title: str
    text: str


def questions(titles: Mapping[str, str]) -> list[Question]:
    """Return the questions in their order, with titles in the language of the pages where there are some."""
    return [Question(id_, titles.get(id_, title), text) for id_, title, text in _read()]


@cache
def _read() -> tuple[tuple[str, str, str], ...]:
    inside = Path(__file__).parent / "_cookbook"
    folder = inside if inside.is_dir() else Path(__file__).parents[2] / "docs" / "cookbook"
    found = []
    for path in sorted(folder.glob("*.rq")):
        title, _, text = path.read_text(encoding="utf-8").partition("\n")
        found.append((path.stem, title.lstrip("# "), text.strip()))
    return tuple(found)
