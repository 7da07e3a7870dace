"""The words that stay whole and those that are known, for the cutting of words that web pages glued together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import kg.language.id as pack
from kg.language.id.ner_features import normal
from kg.language.id.ner_tokens import HUMP, WORD, Cutter, starts

__all__ = ["cutter", "openings"]

#: a word with a capital inside counts as written so from this many texts on
LEAST = 3
#: a known word is glued where its second half alone is this many times as common
TIMES = 8


def cutter(texts: Iterable[str], names: Iterable[str]) -> Cutter:
    """Return the cutter that fits the texts and leaves the names whole that end like a glued word ("Wulandari")."""
    counts = Counter(word for text in texts for word in sorted(set(WORD.findall(text))))
    low: Counter[str] = Counter()
    for word, n in counts.items():
        low[normal(word)] += n
    before, behind = glue()
    humps = {word for word, n in counts.items() if n >= LEAST and HUMP.search(word)}
    named = {word for word in names if word.endswith(behind)}
    whole = frozenset(word for word in humps if not _glued(word, before)) | named
    known = frozenset(
        word
        for word, n in low.items()
        if n > 1 and not any(word.startswith(g) and low[word[len(g) :]] > TIMES * n for g in before if len(g) > 3)
    )
    return Cutter(whole, known, before, behind)


def glue() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words before and the words behind, longest first."""
    before, behind = _halves("glue")
    return tuple(sorted(before, key=lambda w: (-len(w), w))), tuple(sorted(behind, key=lambda w: (-len(w), w)))


def openings() -> frozenset[str]:
    """Return the first two words of lines that lead to other pages."""
    first, second = _halves("furniture")
    return frozenset(f"{one} {two}" for one in first for two in second)


def _halves(name: str) -> tuple[list[str], list[str]]:
    lines = (Path(pack.__file__).parent / "ner" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    one, two = (line.removeprefix("@ ").split(";") for line in lines if not line.startswith("#"))
    return one, two


def _glued(word: str, before: tuple[str, ...]) -> bool:
    rests = [(g, word[len(g) :]) for g in before if starts(word, g)]
    return any(rest[:1].isupper() or (len(g) > 3 and HUMP.search(rest)) for g, rest in rests)
