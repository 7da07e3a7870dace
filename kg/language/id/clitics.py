"""Clitics that UD Indonesian writes as words of their own: katanya → kata nya."""

from __future__ import annotations

from functools import cache

from kg.language.id.lexicons import words

__all__ = ["split"]

#: clitic → the shortest stem that it is cut from, and whether the stem must be a word known to stand alone
CLITICS = {"nya": (2, False), "ku": (3, True), "mu": (3, True), "lah": (3, True), "kah": (3, True), "pun": (3, True)}


@cache
def _whole() -> frozenset[str]:
    return frozenset(words("whole_words"))


@cache
def _stems() -> frozenset[str]:
    return frozenset(words("words"))


def split(word: str) -> tuple[str, ...]:
    """Return a word as stem and clitic, or alone.

    >>> split("katanya"), split("hanya")
    (('kata', 'nya'), ('hanya',))
    """
    lower = word.lower()
    for clitic, (shortest, known) in CLITICS.items():
        if lower.endswith(clitic) and len(lower) == len(word):
            stem = lower[: -len(clitic)]
            if lower not in _whole() and len(stem) >= shortest and (not known or stem in _stems()):
                return word[: -len(clitic)], word[-len(clitic) :]
            return (word,)
    return (word,)
