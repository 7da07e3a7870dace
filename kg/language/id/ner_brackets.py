"""Names with their short form in brackets: "Surat Berharga Negara (SBN)"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

__all__ = ["fits", "introduced", "long_form"]

Place = tuple[int, int]
LONGEST = 10


def introduced(words: Sequence[str]) -> Iterator[int]:
    """Yield where a single word stands in brackets behind another word."""
    for at in range(2, len(words) - 1):
        if words[at - 1] == "(" and words[at + 1] == ")" and words[at][0].isupper() and words[at - 2][-1].isalnum():
            yield at


def fits(short: str, words: Iterable[str]) -> bool:
    """Return whether the letters of the short form stand in this order in a name of several words, the first first.

    >>> fits("Kemenkeu", ["Kementerian", "Keuangan"]), fits("BEI", ["Gedung", "Bursa", "Efek", "Indonesia"])
    (True, False)
    """
    parts = [word.lower() for word in words]
    letters = iter("".join(parts))
    low = short.lower()
    return len(parts) > 1 and parts[0][0] == low[0] and all(letter in letters for letter in low)


def long_form(words: Sequence[str], at: int) -> Place | None:
    """Return the words before the bracket whose capitals, small words left out, spell the short form at `at`."""
    short, start = words[at], at - 1
    if not short.isupper():
        return None
    spelled = ""
    while start > 0 and at - start <= LONGEST and len(spelled) < len(short):
        start -= 1
        if words[start][0].isupper():
            spelled = words[start][0] + spelled
        elif not words[start].isalpha():
            return None
    return (start, at - 1) if spelled == short and len(short) > 1 else None
