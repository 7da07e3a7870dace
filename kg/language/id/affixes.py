"""Indonesian affixes: the roots that a derived word may come from."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["roots"]

#: prefix → what the root may have had in place of its end ("menulis" → "tulis")
PREFIXES = {
    "menge": ("",), "meng": ("", "k"), "meny": ("s",), "mem": ("", "p"), "men": ("", "t"), "me": ("",),
    "penge": ("",), "peng": ("", "k"), "peny": ("s",), "pem": ("", "p"), "pen": ("", "t"), "pel": ("",), "pe": ("",),
    "per": ("", "r"), "ber": ("", "r"), "bel": ("",), "be": ("",), "ter": ("", "r"), "te": ("",), "di": ("",),
    "ke": ("",), "se": ("",),
}  # fmt: skip
SUFFIXES = ("", "kan", "an", "i", "nya")
SHORTEST, DEEPEST = 3, 3


def roots(word: str) -> Iterator[tuple[str, int]]:
    """Yield what may be the root of a lower-case word, with the number of affixes taken off; the word itself first.

    >>> ("tulis", 2) in roots("menuliskan")
    True
    """
    seen = {word}
    yield word, 0
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST:
            for root, depth in _unprefixed(word[: len(word) - len(suffix)], 0):
                if root not in seen:
                    seen.add(root)
                    yield root, depth + bool(suffix)


def _unprefixed(word: str, depth: int) -> Iterator[tuple[str, int]]:
    yield word, depth
    if depth == DEEPEST:
        return
    for prefix, initials in PREFIXES.items():
        rest = word[len(prefix) :]
        if word.startswith(prefix) and len(rest) + 1 >= SHORTEST:
            for initial in initials:
                if len(initial + rest) >= SHORTEST and (not initial or rest[0] in "aeiou"):
                    yield from _unprefixed(initial + rest, depth + 1)
