"""What cleaning changed in a document, as lines for people."""

from __future__ import annotations

from bisect import bisect_left

from kg.corpus.edits import Change, Cleaned
from kg.model import Document

__all__ = ["shown"]

LONGEST = 60


def shown(document: Document, cleaned: Cleaned) -> str:
    r"""Return a line for each change: where it stood in the source, why, what it was → what it is, and where it now is.

    Offsets are characters: of the text as it stands in the file (or in the page, the row, the message that holds it),
    and of the cleaned text. What the headline of the metadata lost has no offset in the file.

    >>> from kg.corpus import clean
    >>> cleaned, title = clean("Air pemer\u00adintah\u200b naik.")
    >>> print(shown(Document("a", cleaned.text, source="a.txt"), cleaned))
    a.txt: 2 changes
      9-10  soft hyphen  '\xad' → ''  at 9
      15-16  zero width  '\u200b' → ''  at 14
    """
    changes = sorted(cleaned.changes, key=lambda change: (change.start, change.end))
    head = f"{document.source or document.id}: {len(changes)} change{'s' if len(changes) != 1 else ''}"
    return "\n".join([head, *(f"  {_line(change, cleaned)}" for change in changes)])


def _line(change: Change, cleaned: Cleaned) -> str:
    moved = cleaned.offset - cleaned.headline
    place = f"{change.start + moved}-{change.end + moved}" if change.start >= cleaned.headline else "headline"
    now = bisect_left(cleaned.begins, change.start)
    return f"{place}  {change.why}  {_short(change.before)} → {_short(change.after)}  at {now}"


def _short(text: str) -> str:
    """Return a text in quotes, what cannot be seen spelled out, its middle left out where it is long."""
    return repr(text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} … {text[-LONGEST // 2 :]}")
