"""A text under edit that remembers, for each of its characters, where in the source it came from."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Change", "Cleaned", "Edit", "apply"]


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters `start` to `end` of the current text become `new`, because of `why`."""

    start: int
    end: int
    new: str
    why: str


@dataclass(frozen=True, slots=True)
class Change:
    """What one edit did, told in offsets of the source: `before` stood there, `after` is what the text has instead."""

    start: int
    end: int
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text, the source it was made from, and the way back.

    `begins` and `ends` hold, for each character of `text`, the half-open stretch of `source` that it stands for: one
    character where nothing was changed, none where it was put in. The first `headline` characters of `source` come from
    the metadata; the rest begins at `offset` of the file, or of the field that holds it.
    """

    text: str
    source: str
    begins: array[int]
    ends: array[int]
    changes: tuple[Change, ...] = ()
    headline: int = 0
    offset: int = 0

    @classmethod
    def of(cls, source: str) -> Cleaned:
        """Return the source as it is, nothing changed yet."""
        return cls(source, source, array("l", range(len(source))), array("l", range(1, len(source) + 1)))

    def origin(self, start: int, end: int) -> tuple[int, int]:
        r"""Return the stretch of the source that `text[start:end]` was made from.

        >>> cleaned = apply(Cleaned.of("a\u00adb"), [Edit(1, 2, "", "soft hyphen")])
        >>> cleaned.text, cleaned.origin(0, 2)
        ('ab', (0, 3))
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"{start}:{end} lies outside the {len(self.text)} characters of the cleaned text")
        return self.begins[start], self.ends[end - 1]


def apply(cleaned: Cleaned, edits: Iterable[Edit]) -> Cleaned:
    """Return the text with the edits made; they come in order and do not overlap."""
    at, texts, begins, ends = 0, [], array("l"), array("l")
    changes = []
    for edit in edits:
        if edit.start < at:
            raise ValueError(f"edit {edit!r} reaches back over one that ends at {at}")
        begin, end = _source_bounds(cleaned, edit)
        changes.append(Change(begin, end, cleaned.source[begin:end], edit.new, edit.why))
        texts += [cleaned.text[at : edit.start], edit.new]
        begins += cleaned.begins[at : edit.start] + array("l", [begin]) * len(edit.new)
        ends += cleaned.ends[at : edit.start] + array("l", [end]) * len(edit.new)
        at = edit.end
    if not changes:
        return cleaned
    texts.append(cleaned.text[at:])
    begins += cleaned.begins[at:]
    ends += cleaned.ends[at:]
    return Cleaned("".join(texts), cleaned.source, begins, ends, cleaned.changes + tuple(changes))


def _source_bounds(cleaned: Cleaned, edit: Edit) -> tuple[int, int]:
    if edit.start < edit.end:
        return cleaned.begins[edit.start], cleaned.ends[edit.end - 1]
    before = cleaned.ends[edit.start - 1] if edit.start else 0
    point = min(before, cleaned.begins[edit.start]) if edit.start < len(cleaned.text) else before
    return point, point
