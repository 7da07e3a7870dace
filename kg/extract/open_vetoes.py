"""Clauses that link nothing: speech, copulas, a place that a person would be, times, and the items of a list."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from kg.extract.clauses import Frame, Place

__all__ = ["is_legible", "is_linked", "links"]

#: a sentence longer than this, in characters, is a list or lines that were glued: the parser finds no clause in it
LONGEST = 600
ITEMS = 3
#: arcs to what a verb is about without a preposition; an oblique without one is a mishap of the parser
_BARE = frozenset({"obj", "iobj", "obl:agent"})


@cache
def _table() -> dict[str, Any]:
    path = Path(__file__).with_name("data") / "open_relations.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_table()[name])


@cache
def _item() -> re.Pattern[str]:
    return re.compile(_table()["item"])


def is_legible(frame: Frame, number: int) -> bool:
    """Tell whether a sentence is one, and no list."""
    sentence = frame.sentence(number)
    text = frame.article.document.text[sentence.start : sentence.end]
    return len(text) <= LONGEST and sum(1 for _ in _item().finditer(text)) < ITEMS


def links(frame: Frame, verb: int) -> bool:
    """Tell whether a verb says what one thing does to another."""
    lemma = frame.article.doc[verb].lemma_.lower()
    if lemma in _words("light"):
        return False
    return lemma in _words("deeds") or (lemma not in _words("reports") and verb not in frame.cues)


def is_linked(place: Place, dep: str, preposition: str) -> bool:
    """Tell whether a verb may be about a place of this kind, that depends on it so."""
    if not preposition:
        return dep in _BARE
    return preposition not in _words("times") and not (preposition == "di" and place.type == "PER")
