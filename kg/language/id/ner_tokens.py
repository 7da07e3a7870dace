"""Words and sentences as the recogniser of names sees them, independent of the tokens of the pipeline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["HUMP", "QUOTES", "WHOLE", "WORD", "Cutter", "Words", "normal", "split", "starts"]

WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
#: a full stop that ends a sentence inside a line: not after initials and short abbreviations
END = re.compile(r"(?<=[\w)\"”’'][.!?])[\"”’')]*\s+(?=[\"“‘'(]?[A-Z0-9])")
SHORT = re.compile(r"(?:^|[\s(\"“])(?:[A-Z]\.?)*[A-Z]?[a-z]{0,3}\.$")
#: longer sentences are cut, so that one runaway line cannot slow the rest
LONGEST = 200


DIGITS = re.compile(r"\d")
QUOTES = str.maketrans("“”„‘’`´–—", "\"\"\"''''--")
#: a small letter before a capital and two more letters: "dariReuters"
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z][A-Za-z]{2})")


@dataclass(frozen=True, slots=True)
class Cutter:
    """Cuts words that web pages glued together where a link or italics began: "dariReuters", "kepadadetikcom".

    Args:
        whole: words with a capital inside that are written so ("WhatsApp").
        known: keys of known words; only unknown ones are cut, unless a capital stands inside.
        before: words that names are glued to, longest first.
        behind: words that are glued to names, longest first.
    """

    whole: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    before: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    cache: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def __call__(self, word: str) -> tuple[str, ...]:
        """Return the parts of a word, mostly one."""
        found = self.cache.get(word)
        if found is None:
            if len(self.cache) > 100_000:
                self.cache.clear()
            found = self.cache[word] = self._cut(word)
        return found

    def _cut(self, word: str) -> tuple[str, ...]:
        humps = HUMP.search(word) is not None
        if len(word) < 5 or word in self.whole or (not humps and normal(word) in self.known):
            return (word,)
        for glue in self.before:
            rest = word[len(glue) :]
            if starts(word, glue) and self._stands(rest, capital=True):
                return (word[: len(glue)], *self(rest))
        for glue in self.behind:
            rest = word[: -len(glue)]
            sure = len(glue) > 2 or not word[0].isupper()  # names end so: "Aryadi", "Anneke"
            if word.endswith(glue) and sure and self._stands(rest, capital=glue[0].isupper()):
                return (*self(rest), glue)
        return tuple(end for part in HUMP.split(word) for end in self(part)) if humps else (word,)

    def _stands(self, rest: str, *, capital: bool) -> bool:
        named = rest in self.whole or (len(rest) > 4 - rest[:1].isupper() and normal(rest) in self.known)
        return named or (capital and rest[:1].isupper() and len(rest) > 2)


def normal(word: str) -> str:
    """Return the key of a word in the vocabulary: lower case, digits as 0, straight quotes.

    >>> normal("UU2003")
    'uu0000'
    """
    return DIGITS.sub("0", word.translate(QUOTES).lower())


def starts(word: str, glue: str) -> bool:
    """Return whether the word begins with the other one, which may be capitalized where it is long.

    >>> starts("DilansirReuters", "dilansir"), starts("DiReuters", "di")
    (True, False)
    """
    return word.startswith(glue) or (len(glue) > 3 and word.startswith(glue.capitalize()))


#: cuts nothing
WHOLE = Cutter()


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text in order, where they stand, and the half-open bounds of the sentences, counted in words."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]

    def end(self, index: int) -> int:
        """Return the offset behind the word."""
        return self.starts[index] + len(self.words[index])


def split(text: str, given: Sequence[int] = (), cutter: Cutter = WHOLE) -> Words:
    """Return the words of `text` and its sentences.

    A sentence begins at each of `given`, at each line, and where none are after a full stop.

    >>> split("Dr. Tito pergi. Ia pulang").sentences
    ((0, 5), (5, 7))
    """
    found: list[tuple[str, int]] = []
    for match in WORD.finditer(text):
        start = match.start()
        for part in cutter(match.group()):
            found.append((part, start))
            start += len(part)
    breaks = {match.end() for match in re.finditer(r"\n\s*", text)}
    breaks |= set(given) if given else _full_stops(text)
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
