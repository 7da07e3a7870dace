"""Words and sentences as the recogniser of names sees them, independent of the tokens of the pipeline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Words", "split"]

WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
#: a full stop that ends a sentence inside a line: not after initials and short abbreviations
END = re.compile(r"(?<=[\w)\"”’'][.!?])[\"”’')]*\s+(?=[\"“‘'(]?[A-Z0-9])")
SHORT = re.compile(r"(?:^|[\s(\"“])(?:[A-Z]\.?)*[A-Z]?[a-z]{0,3}\.$")
#: longer sentences are cut, so that one runaway line cannot slow the rest
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text in order, where they stand, and the half-open bounds of the sentences, counted in words."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]

    def end(self, index: int) -> int:
        """Return the offset behind the word."""
        return self.starts[index] + len(self.words[index])


def split(text: str, starts: Sequence[int] = ()) -> Words:
    """Return the words of `text` and its sentences.

    A sentence begins at each of `starts`, at each line, and where no `starts` are given after a full stop.

    >>> split("Dr. Tito pergi. Ia pulang").sentences
    ((0, 5), (5, 7))
    """
    found = [(match.group(), match.start()) for match in WORD.finditer(text)]
    breaks = {match.end() for match in re.finditer(r"\n\s*", text)}
    breaks |= set(starts) if starts else _full_stops(text)
    cuts = sorted(breaks)
    sentences, first, at = [], 0, 0
    for index, (_, start) in enumerate(found):
        passed = at < len(cuts) and start >= cuts[at]
        while at < len(cuts) and start >= cuts[at]:
            at += 1
        if (passed or index - first >= LONGEST) and index > first:
            sentences.append((first, index))
            first = index
    if len(found) > first:
        sentences.append((first, len(found)))
    return Words(tuple(w for w, _ in found), tuple(s for _, s in found), tuple(sentences))


def _full_stops(text: str) -> set[int]:
    return {m.end() for m in END.finditer(text) if not SHORT.search(text[max(0, m.start() - 8) : m.start()])}
