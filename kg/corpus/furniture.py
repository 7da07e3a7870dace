"""Which lines of a page are furniture: the patterns of `data/furniture.toml`, and captions that stand there twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from kg.corpus.edits import Edit
from kg.corpus.lexicon import Pattern, patterns

__all__ = ["Line", "furniture", "lines_of"]

#: a longer line is a paragraph, whatever it begins with; and a million characters are not tried on thirty patterns
LONGEST = 400
#: a shorter line that stands twice is a figure or an item of a list, no caption
SHORTEST = 20
#: what stands below an "end" line is dropped while no line of it is as long as this or ends like a sentence
SENTENCE = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty, by its offsets."""

    start: int
    end: int
    text: str


def lines_of(text: str) -> list[Line]:
    """Return the lines that hold something."""
    found, at = [], 0
    for line in text.split("\n"):
        if line:
            found.append(Line(at, at + len(line), line))
        at += len(line) + 1
    return found


def furniture(text: str, *, title: bool) -> Iterator[Edit]:
    """Yield the removal of every line, and part of a line, that is furniture; a title in the first stays."""
    body = lines_of(text)[title:]
    dropped = {line.start: why for line, why in [*_captions(body), *_anywhere(body)]}
    rest = [line for line in body if line.start not in dropped]
    dropped |= {line.start: why for line, why in _head(rest)}
    rest = [line for line in rest if line.start not in dropped]
    dropped |= {line.start: why for line, why in _tail(rest)}
    kept = [line for line in rest if line.start not in dropped]
    whole = (_whole(text, line, dropped[line.start]) for line in body if line.start in dropped)
    yield from sorted([*whole, *_inline(kept)], key=lambda edit: edit.start)


def _whole(text: str, line: Line, why: str) -> Edit:
    return Edit(line.start, min(line.end + 1, len(text)), "", why)


def _captions(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Yield captions that stand there twice, once as the picture's alternative text.

    Where the page has one such with a credit, all short twins are captions; where not, only the copy goes.
    """
    twins = [(a, b) for a, b in pairwise(lines) if a.text == b.text and SHORTEST <= len(a.text) <= LONGEST]
    credited = any((pattern := _match(line, "anywhere")) and pattern.name == "caption" for line, _ in twins)
    for first, second in twins:
        if credited:
            yield first, "caption"
        yield second, "caption" if credited else "repeated line"


def _anywhere(lines: Iterable[Line]) -> Iterator[tuple[Line, str]]:
    for line in lines:
        if pattern := _match(line, "anywhere"):
            yield line, pattern.name


def _head(lines: Iterable[Line]) -> Iterator[tuple[Line, str]]:
    for line in lines:
        pattern = _match(line, "head")
        if not pattern:
            return
        yield line, pattern.name


def _tail(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    cut = _cut(lines)
    for line in lines[cut:]:
        yield line, "after the end"
    for line in reversed(lines[:cut]):
        pattern = _match(line, "tail")
        if not pattern:
            return
        yield line, pattern.name


def _cut(lines: Sequence[Line]) -> int:
    """Return where the first "end" line stands below which there is no sentence."""
    cut = len(lines)
    for index in range(len(lines) - 1, 0, -1):
        if _match(lines[index], "end"):
            cut = index
        elif len(lines[index].text) >= SENTENCE or lines[index].text.endswith((".", "”", '"', "?", "!")):
            break
    return cut


def _inline(lines: Sequence[Line]) -> Iterator[Edit]:
    for line in lines:
        last = line is lines[-1]
        for pattern in _patterns(("inline", "inline-tail") if last else ("inline",)):
            offset = max(0, len(line.text) - LONGEST)
            if match := pattern.regex.search(line.text, offset):
                yield Edit(line.start + match.start(), line.start + match.end(), "", pattern.name)
                break


def _match(line: Line, where: str) -> Pattern | None:
    return _found(line.text, where) if len(line.text) <= LONGEST else None


@lru_cache(maxsize=4096)  # the same lines stand in every article of a site
def _found(text: str, where: str) -> Pattern | None:
    return next((pattern for pattern in _patterns((where,)) if pattern.regex.fullmatch(text)), None)


@cache
def _patterns(where: tuple[str, ...]) -> tuple[Pattern, ...]:
    return tuple(pattern for pattern in patterns("furniture.toml") if pattern.where in where)
