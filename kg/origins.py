"""Where the characters of a cleaned text stand in the source: a short table for each text that cleaning changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from kg.corpus import Cleaned
from kg.errors import NotFoundError

__all__ = ["Run", "origin", "origins", "read"]

HEADER = "start\tend\tsource_start\tsource_end\thow"


@dataclass(frozen=True, slots=True)
class Run:
    """Characters `start` to `end` of a text were made from `source_start` to `source_end` of its source.

    `how` is "same", "changed", or "metadata" for a headline that stands nowhere in the source. Offsets count code
    points: of the decoded file for plain text and Markdown, of the field or of the page's text for other formats.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    how: str


def origins(cleaned: Cleaned) -> str:
    r"""Return the table of a text as TSV, "" where it is its source, character by character.

    >>> print(origins(Cleaned.of("a")))
    <BLANKLINE>
    """
    runs = list(_runs(cleaned))
    if not runs or (len(runs) == 1 and runs[0].how == "same" and not runs[0].source_start):
        return ""
    rows = (f"{r.start}\t{r.end}\t{r.source_start}\t{r.source_end}\t{r.how}" for r in runs)
    return "\n".join((HEADER, *rows)) + "\n"


def read(path: Path) -> tuple[Run, ...]:
    """Return the runs of a table, in order."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    cells = (line.split("\t") for line in lines)
    return tuple(Run(int(a), int(b), int(c), int(d), how) for a, b, c, d, how in cells)


def origin(folder: Path, document: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch of the source that `text[start:end]` of a document was made from.

    Raises:
        NotFoundError: where it comes from the metadata and stands nowhere in the text's source.
    """
    path = folder / "origins" / f"{document}.tsv"
    if not path.exists():
        return start, end
    runs = read(path)
    starts = [run.start for run in runs]
    first, last = (runs[bisect_right(starts, at) - 1] for at in (start, end - 1))
    if "metadata" in (first.how, last.how):
        raise NotFoundError(f"characters {start} to {end} of {document!r} come from its metadata, not from its text")
    begin = first.source_start + (start - first.start if first.how == "same" else 0)
    return begin, last.source_end - (last.end - end if last.how == "same" else 0)


def _runs(cleaned: Cleaned) -> Iterator[Run]:
    """Yield stretches that are copied, changed or from the metadata, as long as they go."""
    bounds = [0, *_breaks(cleaned), len(cleaned.text)] if cleaned.text else []
    for start, end in pairwise(bounds):
        yield _run(cleaned, start, end)


def _breaks(cleaned: Cleaned) -> list[int]:
    """Return the characters that do not belong to the run of the one before them; all are looked at at once."""
    begins, ends = (np.array(places, np.int64) for places in (cleaned.begins, cleaned.ends))
    text, source = (
        np.frombuffer(t.encode("utf-32-le", "surrogatepass"), "<u4") for t in (cleaned.text, cleaned.source)
    )
    copied = ends - begins == 1
    copied[copied] = text[copied] == source[begins[copied]]
    told = begins < cleaned.headline
    follows = begins[1:] == begins[:-1] + 1
    stays = (begins[1:] == begins[:-1]) & (ends[1:] == ends[:-1])
    goes_on = np.where(copied[1:] & copied[:-1], follows, ~copied[1:] & ~copied[:-1] & stays)
    goes_on = np.where(told[1:] | told[:-1], told[1:] & told[:-1], goes_on)
    found: list[int] = (np.flatnonzero(~goes_on) + 1).tolist()
    return found


def _is_copied(cleaned: Cleaned, at: int) -> bool:
    begin, end = cleaned.begins[at], cleaned.ends[at]
    return end - begin == 1 and cleaned.text[at] == cleaned.source[begin]


def _run(cleaned: Cleaned, start: int, end: int) -> Run:
    if cleaned.begins[start] < cleaned.headline:
        return Run(start, end, 0, 0, "metadata")
    shift = cleaned.offset - cleaned.headline
    how = "same" if _is_copied(cleaned, start) else "changed"
    return Run(start, end, cleaned.begins[start] + shift, cleaned.ends[end - 1] + shift, how)
