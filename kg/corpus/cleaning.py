"""Raw text in, clean text out, with the way back: mojibake, line ends, odd characters, spaces, glued sentences, NFC.

Site furniture and the headline are the next step, in `furniture` and `layout`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

from kg.corpus.edits import Cleaned, Edit, apply
from kg.corpus.lexicon import Pattern, patterns, rows

__all__ = ["STEPS", "blank_lines", "clean_characters", "markdown"]

Step = Callable[[str], Iterator[Edit]]

_LINE_END = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_SPACES = re.compile("(?m)^ +| +$|(?<=[^ \n]) {2,}(?=[^ \n])")
_BLANK_LINES = re.compile(r"\n{3,}|\A\n+|\n+\Z")
_LINE = re.compile(r"[^\n]+")
_NOT_ASCII = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
_WORD = re.compile(r"[!-~]+")


def clean_characters(cleaned: Cleaned) -> Cleaned:
    r"""Return the text after every step of `STEPS`.

    >>> clean_characters(Cleaned.of("peme\u00adrintah\r\n2025.Sejak  itu")).text
    'pemerintah\n2025. Sejak itu'
    """
    for step in STEPS:
        cleaned = apply(cleaned, step(cleaned.text))
    return cleaned


def markdown(cleaned: Cleaned) -> Cleaned:
    """Return the text without the marks of Markdown; what they mark stays.

    >>> markdown(Cleaned.of("**Budi** dari [Antara](https://antara.example)")).text
    'Budi dari Antara'
    """
    for pattern in patterns("markdown.toml"):
        cleaned = apply(cleaned, _unmarked(cleaned.text, pattern))
    return cleaned


def _unmarked(text: str, pattern: Pattern) -> Iterator[Edit]:
    for match in pattern.regex.finditer(text):
        start, end = match.span("keep") if "keep" in pattern.regex.groupindex else (match.end(), match.end())
        if match.start() < start:
            yield Edit(match.start(), start, "", "markdown")
        if end < match.end():
            yield Edit(end, match.end(), "", "markdown")


def mojibake(text: str) -> Iterator[Edit]:
    """Yield the repair of UTF-8 that was once read as another encoding (“â€œ”, “Â±”), line by line."""
    for line in _LINE.finditer(text):
        fixed = line.group() if line.group().isascii() else _fixed(line.group())
        if fixed != line.group():
            yield from _between_words(line.group(), fixed, line.start(), "mojibake")


def _fixed(line: str) -> str:
    import ftfy  # 0.1 s, and of 522 articles 21 are not ASCII

    return ftfy.fix_encoding(line)


def line_ends(text: str) -> Iterator[Edit]:
    """Yield LF for every other line end."""
    for match in _LINE_END.finditer(text):
        yield Edit(match.start(), match.end(), "\n", "line end")


def characters(text: str) -> Iterator[Edit]:
    """Yield what becomes of soft hyphens, zero-width and control characters, odd spaces and ligatures."""
    regex, table = _character_table()
    for match in regex.finditer(text):
        new, why = table[match.group()]
        yield Edit(match.start(), match.end(), new, why)


def spaces(text: str) -> Iterator[Edit]:
    """Yield the removal of spaces at the ends of lines and all but one between words."""
    for match in _SPACES.finditer(text):
        inside = (
            match.start() > 0 and match.end() < len(text) and "\n" not in text[match.start() - 1] + text[match.end()]
        )
        yield Edit(match.start(), match.end(), " " if inside else "", "spaces")


def glued(text: str) -> Iterator[Edit]:
    """Yield a space wherever two sentences are glued together."""
    ends = {match.end(): p.why for p in patterns("glued.toml") for match in p.regex.finditer(text)}
    for end, why in sorted(ends.items()):
        yield Edit(end, end, " ", why.partition(":")[0])


def composed(text: str) -> Iterator[Edit]:
    """Yield the NFC form of every stretch that is not in it."""
    if unicodedata.is_normalized("NFC", text):
        return
    for match in _NOT_ASCII.finditer(text):
        normal = unicodedata.normalize("NFC", match.group())
        if normal != match.group():
            yield _trimmed(match.group(), normal, match.start(), "NFC")


def blank_lines(text: str) -> Iterator[Edit]:
    """Yield the removal of all but one blank line between paragraphs, and of those at both ends."""
    for match in _BLANK_LINES.finditer(text):
        edge = match.start() == 0 or match.end() == len(text)
        yield Edit(match.start(), match.end(), "" if edge else "\n\n", "blank lines")


#: in this order: mojibake is told by the very characters that a later step takes away
STEPS: tuple[Step, ...] = (mojibake, line_ends, characters, glued, composed, spaces, blank_lines)


def _between_words(old: str, new: str, offset: int, why: str) -> Iterator[Edit]:
    """Yield the edits that turn `old` into `new`, one for each gap between the words that both have in ASCII."""
    olds, news = list(_WORD.finditer(old)), list(_WORD.finditer(new))
    if [word.group() for word in olds] != [word.group() for word in news]:
        yield _trimmed(old, new, offset, why)
        return
    bounds = zip([0, *(w.end() for w in olds)], [*(w.start() for w in olds), len(old)],
                 [0, *(w.end() for w in news)], [*(w.start() for w in news), len(new)], strict=True)  # fmt: skip
    for start, end, new_start, new_end in bounds:
        if old[start:end] != new[new_start:new_end]:
            yield _trimmed(old[start:end], new[new_start:new_end], offset + start, why)


def _trimmed(old: str, new: str, offset: int, why: str) -> Edit:
    """Return the edit of `old` into `new` without what they share at both ends."""
    shortest = min(len(old), len(new))
    front = next((i for i in range(shortest) if old[i] != new[i]), shortest)
    back = next((i for i in range(shortest - front) if old[-1 - i] != new[-1 - i]), shortest - front)
    return Edit(offset + front, offset + len(old) - back, new[front : len(new) - back], why)


@cache
def _character_table() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    table: dict[str, tuple[str, str]] = {}
    for span, new, why in rows("characters.tsv"):
        first, _, last = span.partition("-")
        instead = chr(int(new[2:], 16)) if new.startswith("U+") else new
        for code in range(int(first, 16), int(last or first, 16) + 1):
            table[chr(code)] = instead, why
    return re.compile(f"[{re.escape(''.join(table))}]"), table
