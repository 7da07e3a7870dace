"""The layout of `Document.text`: the headline once, a blank line, the body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.corpus.edits import Edit
from kg.corpus.furniture import Line, lines_of
from kg.corpus.lexicon import patterns

__all__ = ["headline", "layout", "repeated_headline"]

LONGEST_HEADLINE = 160
#: a line is broken by an editor's width only from here on; shorter ones are items of a list
WRAPPED_AT = 40
_SIGNS = re.compile(r"[\W_]+")
_WRAPPED = re.compile(r"(?<=[^\n.!?:;”\"')\]])\n(?=[a-z(])")


def headline(text: str) -> str:
    r"""Return the first line if it looks like a headline, else "".

    >>> headline("Banjir Rendam Demak\n\nAir naik sejak Senin.")
    'Banjir Rendam Demak'
    >>> headline("Air naik sejak Senin.\n\nWarga mengungsi.")
    ''
    """
    first, newline, rest = text.partition("\n")
    if len(first) > LONGEST_HEADLINE or first.endswith((".", ",", ";", ":")) or not any(map(str.isalpha, first)):
        return ""
    if newline and not rest.startswith("\n") and rest[:1].islower():  # the first of several wrapped lines
        return ""
    return first if rest.strip() else ""


def repeated_headline(text: str) -> Iterator[Edit]:
    """Yield the removal of a first line that the next repeats, and of what a site puts around one of the two."""
    lines = lines_of(text)[:2]
    if len(lines) == 2 and (drop := _second_of(*lines)):
        end = drop.end
        while text[end : end + 1] == "\n":
            end += 1
        yield Edit(drop.start, end, "", "repeated headline")


def layout(text: str, *, title: bool) -> Iterator[Edit]:
    """Yield the blank line after the headline (where there is one), and a space for a line end inside a sentence."""
    first = text.find("\n")
    if title and first >= 0 and text[first : first + 2] != "\n\n":
        yield Edit(first, first + 1, "\n\n", "headline")
    for match in _WRAPPED.finditer(text, first + 1 if title and first >= 0 else 0):
        if match.start() - text.rfind("\n", 0, match.start()) > WRAPPED_AT:
            yield Edit(match.start(), match.end(), " ", "wrapped line")


def _second_of(first: Line, second: Line) -> Line | None:
    """Return which of two lines repeats the other: the one with something around it, else the second."""
    a, b = _bare(first.text), _bare(second.text)
    if not a or not b or max(len(first.text), len(second.text)) > 2 * LONGEST_HEADLINE:
        return None
    if a == b:
        return second
    longer, shorter = (first, second) if len(a) > len(b) else (second, first)
    return longer if _decorated(longer.text, shorter.text) else None


def _decorated(longer: str, shorter: str) -> bool:
    at = longer.casefold().find(shorter.casefold())
    if at < 0 or len(shorter.split()) < 3:
        return False
    before, after = longer[:at], longer[at + len(shorter) :]
    around = {pattern.name: pattern.regex for pattern in patterns("headline.toml")}
    return bool(around["before"].fullmatch(before) and around["after"].fullmatch(after))


def _bare(line: str) -> str:
    return _SIGNS.sub(" ", line).strip().casefold()
