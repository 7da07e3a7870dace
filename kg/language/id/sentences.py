"""Where sentences start: after a line break, and after a full stop, question or exclamation mark with its quotes.

In text without line breaks, a gap before a capital that has no such mark (a headline run into the text) is left open to
the trained recognizer; where there are line breaks, headlines end with one, and it would only do harm.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
from spacy.attrs import ORTH, SENT_START, SPACY  # type: ignore[import-not-found]  # has no stub
from spacy.language import Language
from spacy.tokens import Doc

from kg.language.id.lexicons import lines, words

__all__ = ["mark", "starts"]

CLOSERS = frozenset("\"'”’»)]}″") | {"''"}
OPENERS = frozenset("\"'“‘«([{„‟-–—•*") | {"``"}
_AFTER = frozenset(".?!…") | {mark[-1] for mark in CLOSERS}
#: what spaCy keeps for a token that starts a sentence, does not, or may
MARKS = {True: 1, False: -1, None: 0}
#: how many quotes and brackets are looked over between a full stop and the next word
REACH = 4


@cache
def _final_abbreviations() -> frozenset[str]:
    return frozenset(word[:-1] for word in words("abbreviations") if word.endswith("+"))


@Language.component("kg_sentences", assigns=["token.is_sent_start"])
def mark(doc: Doc) -> Doc:
    """Set `is_sent_start` of every token that is sure, unless the Doc brings sentences of its own."""
    if len(doc) > 1 and not doc.has_annotation("SENT_START"):
        strings, columns = doc.vocab.strings, doc.to_array([ORTH, SPACY])
        found = starts([strings[orth] for orth in columns[:, 0].tolist()], columns[:, 1].astype(bool).tolist())
        marks = np.array([MARKS[start] for start in found], np.int64)
        # one token after the other, each would ask whether the Doc is parsed
        doc.from_array(SENT_START, marks.astype(np.uint64))  # type: ignore[arg-type]  # wants Ints2d, takes one column
    return doc


def starts(tokens: list[str], spaces: list[bool]) -> list[bool | None]:
    """Return for each token whether a sentence starts with it, None where only the wording tells.

    `spaces` tells which tokens are followed by a space.
    """
    lower = not any(token[0].isupper() for token in tokens)
    found = [i == 0 or _starts(tokens, spaces, i, lower=lower) for i in range(len(tokens))]
    for start, end in _furniture(tokens):
        found[start] = True
        if end < len(tokens) and not tokens[end].isspace():
            found[end] = True
    if any("\n" in token for token in tokens):
        found = [bool(start) for start in found]
    for i, token in enumerate(tokens):
        if found[i] and token.isspace() and "\n" not in token and i + 1 < len(tokens):
            found[i], found[i + 1] = False, True  # a stray space does not open a sentence
    return found


def _furniture(tokens: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where furniture of the page stands, from token to token."""
    for phrase in (line.split() for line in lines("furniture")):
        if phrase[0] in tokens:
            for i in range(len(tokens) - len(phrase) + 1):
                if tokens[i : i + len(phrase)] == phrase:
                    yield i, i + len(phrase)


def _starts(tokens: list[str], spaces: list[bool], i: int, *, lower: bool) -> bool | None:
    previous = tokens[i - 1]
    if previous[-1] not in _AFTER and not previous[-1].isspace():  # most tokens, decided fast
        plain = not spaces[i - 1] or not (tokens[i][0].isupper() or tokens[i] in OPENERS)
        return False if plain or not _doubtful(previous, tokens, i) else None
    if "\n" in previous or "\u2029" in previous:
        return "\n" not in tokens[i]
    if not spaces[i - 1] and not previous.isspace():
        return False
    end = _end(tokens, spaces, i - 1)
    if end < 0:
        return None if _doubtful(previous, tokens, i) else False
    if not _ends(tokens, end):
        return False
    if len(tokens[end]) > 1 and tokens[end][0].isalpha():  # an abbreviation: a bracket may explain it
        return tokens[i][0].isupper()
    return _opens(tokens, i, lower=lower and end == i - 1)


def _end(tokens: list[str], spaces: list[bool], i: int) -> int:
    """Return the position of the mark before closing quotes and brackets that end at `i`, or -1."""
    for j in range(i, max(i - REACH, -1), -1):
        if tokens[j][-1] in ".?!…":
            return j
        if (tokens[j] not in CLOSERS and not tokens[j].isspace()) or (j > 0 and spaces[j - 1]):
            return -1
    return -1


def _ends(tokens: list[str], i: int) -> bool:
    token = tokens[i]
    if len(token) > 1 and token[-1] == "." and token.strip("."):
        return token in _final_abbreviations()
    enumerated = i > 0 and tokens[i - 1].isdigit() and len(tokens[i - 1]) < 3
    return not (enumerated and (i == 1 or tokens[i - 2][-1] in ".:;\n"))


def _opens(tokens: list[str], i: int, *, lower: bool) -> bool:
    first = _first(tokens, i)
    return first[0].isupper() or first[0].isdigit() or lower or not (first[0].isalpha() or first in ",.;:?!)")


def _doubtful(previous: str, tokens: list[str], i: int) -> bool:
    ended = previous[-1].isalnum() or previous in CLOSERS or previous in "%:"
    return ended and _first(tokens, i)[0].isupper()


def _first(tokens: list[str], i: int) -> str:
    """Return the first token from `i` on that is no opening quote, bracket or space."""
    for token in tokens[i : i + REACH]:
        if token not in OPENERS and not token.isspace():
            return token
    return tokens[i]
