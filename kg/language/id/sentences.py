"""Where sentences start: after a line break, and after a full stop, question or exclamation mark with its closing quotes."""

from __future__ import annotations

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from kg.language.id.lexicons import words

__all__ = ["mark", "starts"]

CLOSERS = frozenset("\"'”’»)]}″") | {"''"}
OPENERS = frozenset("\"'“‘«([{„‟-–—•*") | {"``"}
#: further than this from its full stop no closing bracket is looked for
REACH = 4


@cache
def _final_abbreviations() -> frozenset[str]:
    return frozenset(word[:-1] for word in words("abbreviations") if word.endswith("+"))


@Language.component("kg_sentences", assigns=["token.is_sent_start"])
def mark(doc: Doc) -> Doc:
    """Set `is_sent_start` of every token, unless the Doc brings sentences of its own."""
    if len(doc) > 1 and not doc.has_annotation("SENT_START"):
        found = starts([t.text for t in doc], [bool(t.whitespace_) for t in doc])
        for token, start in zip(doc, found, strict=True):
            token.is_sent_start = start
    return doc


def starts(tokens: list[str], spaces: list[bool]) -> list[bool]:
    """Return for each token whether a sentence starts with it; `spaces` tells which are followed by a space."""
    lower = not any(token[0].isupper() for token in tokens)
    found = [i == 0 or _starts(tokens, spaces, i, lower=lower) for i in range(len(tokens))]
    for i, token in enumerate(tokens):
        if found[i] and token.isspace() and "\n" not in token and i + 1 < len(tokens):
            found[i], found[i + 1] = False, True  # a stray space does not open a sentence
    return found


def _starts(tokens: list[str], spaces: list[bool], i: int, *, lower: bool) -> bool:
    previous = tokens[i - 1]
    if "\n" in previous or "\u2029" in previous:
        return "\n" not in tokens[i]
    if not spaces[i - 1] and not previous.isspace():
        return False
    end = _end(tokens, spaces, i - 1)
    return end >= 0 and _ends(tokens, end) and _opens(tokens, i, lower=lower and end == i - 1)


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
    if len(token) > 1 and token[-1] == "." and set(token) != {"."}:
        return token in _final_abbreviations()
    enumeration = (
        i > 0 and tokens[i - 1].isdigit() and len(tokens[i - 1]) < 3 and (i == 1 or tokens[i - 2][-1] in ".:;\n")
    )
    return not enumeration


def _opens(tokens: list[str], i: int, *, lower: bool) -> bool:
    while i < len(tokens) - 1 and (tokens[i] in OPENERS or tokens[i].isspace()):
        i += 1
    first = tokens[i][0]
    return first.isupper() or first.isdigit() or lower or not (first.isalpha() or tokens[i] in ",.;:?!)")
