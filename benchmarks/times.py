"""Dates against TimeML: `python -m benchmarks.times [FOLDER] [--list]`.

Scores every TIMEX3 of type DATE or TIME in the files (ISO-TimeML, https://www.timeml.org) that names a calendar date
(not PRESENT_REF and its like, "saat ini") against what `kg.extract.values` finds in the same text: extraction (spans
that overlap, and that are equal) and, of the matched ones, how many have the right day, week, month or year. Where only
the documents' own dates are annotated the report says so. `--list` prints each date that is found, to read by eye.
"""

from __future__ import annotations

import argparse
import html
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.extract.article import read
from kg.extract.values import values
from kg.model import Document

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "times"
_TIMEX = re.compile(r"<TIMEX3\b([^>]*)>(.*?)</TIMEX3>", re.DOTALL)
_TEXT = re.compile(r"<TEXT>(.*?)</TEXT>", re.DOTALL)
_DCT = re.compile(r"<DCT>(.*?)</DCT>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Timex:
    """One annotated or found date: its characters in the text and its ISO value."""

    start: int
    end: int
    text: str
    value: str


@dataclass(frozen=True, slots=True)
class File:
    """A TimeML file: its text without tags, the annotated dates in it, and its own date as written and as annotated."""

    name: str
    text: str
    gold: tuple[Timex, ...]
    stamp: Timex | None


def read_file(path: Path) -> File:
    """Return a TimeML file; bytes that are no UTF-8 are read as Windows-1252, which is what the faulty files are."""
    raw = path.read_bytes()
    try:
        markup = raw.decode("utf-8")
    except UnicodeDecodeError:
        markup = raw.decode("cp1252", errors="replace")
    markup = markup.replace("\r\n", "\n")
    body, stamp = _TEXT.search(markup), _DCT.search(markup)
    text, gold = _untagged(body[1] if body else "")
    found = _untagged(stamp[1])[1] if stamp else ()
    return File(path.stem, text, gold, found[0] if found else None)


def _untagged(markup: str) -> tuple[str, tuple[Timex, ...]]:
    parts: list[str] = []
    found: list[Timex] = []
    place = length = 0
    for match in _TIMEX.finditer(markup):
        before, inner = _plain(markup[place : match.start()]), _plain(match[2])
        length += len(before)
        attributes = dict(re.findall(r"(\w+)=\"([^\"]*)\"", match[1]))
        if attributes.get("type") in ("DATE", "TIME") and attributes.get("value", "")[:4].isdigit():
            found.append(Timex(length, length + len(inner), inner, attributes.get("value", "")))
        parts += [before, inner]
        length, place = length + len(inner), match.end()
    return "".join([*parts, _plain(markup[place:])]), tuple(found)


def _plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def found_in(text: str, name: str, published: date | None) -> list[Timex]:
    """Return the dates that kg finds; lines are sentences."""
    bounds = tuple((m.start(), m.end()) for m in re.finditer(r"[^\n]+", text))
    document = Document(name, text, published=published, sentences=bounds)
    article = read(Doc(Vocab(), words=["."]), document)
    return [Timex(v.span.start, v.span.end, v.span.text, v.value) for v in values(article) if v.kind == "date"]


def pairs(gold: tuple[Timex, ...], found: list[Timex]) -> Iterator[tuple[Timex, Timex]]:
    """Yield annotated and found dates that overlap, each once."""
    left = list(found)
    for g in gold:
        match = next((f for f in left if f.start < g.end and g.start < f.end), None)
        if match:
            left.remove(match)
            yield g, match


def report(files: list[File], *, listing: bool) -> Iterator[str]:
    """Yield the lines of the report."""
    gold = found = hit = exact = right = stamped = 0
    for file in files:
        published = date.fromisoformat(_day(file.stamp.value)) if file.stamp else None
        dates = found_in(file.text, file.name, published)
        matched = [*pairs(file.gold, dates)]
        gold, found, hit = gold + len(file.gold), found + len(dates), hit + len(matched)
        exact += sum((g.start, g.end) == (f.start, f.end) for g, f in matched)
        right += sum(_day(g.value) == f.value for g, f in matched)
        stamped += bool(file.stamp and _read_stamp(file.stamp) == _day(file.stamp.value))
        if listing:
            yield from (f"{file.name}\t{published}\t{f.text}\t{f.value}\t{_context(file.text, f)}" for f in dates)
    yield f"{len(files)} files, {gold} dates annotated in their texts, {found} found"
    yield f"dates of the documents themselves read right: {stamped} of {sum(f.stamp is not None for f in files)}"
    if gold:
        yield f"extraction: P {_share(hit, found)} R {_share(hit, gold)}"
        yield f"of the matched: equal spans {_share(exact, hit)}, right values {_share(right, hit)}"
    else:
        yield "the texts carry no TIMEX3, so extraction cannot be scored here: `--list` prints what is found"


def _read_stamp(stamp: Timex) -> str:
    dates = found_in(stamp.text, "stamp", None)
    return dates[0].value if dates else ""


def _day(value: str) -> str:
    """Return a TIMEX3 value as kg writes it: without time of day, two digits each, weeks and quarters as intervals."""
    value = re.sub(r"-(\d)(?=-|$)", r"-0\1", value.split("T")[0])
    if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        first = date.fromisocalendar(int(match[1]), int(match[2]), 6 if match[3] else 1)
        return f"{first}/{date.fromisocalendar(int(match[1]), int(match[2]), 7)}"
    if match := re.fullmatch(r"(\d{4})-([QH])(\d)", value):
        length = 3 if match[2] == "Q" else 6
        last = int(match[3]) * length
        return f"{match[1]}-{last - length + 1:02}/{match[1]}-{last:02}"
    return value


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def _context(text: str, timex: Timex) -> str:
    return re.sub(r"\s+", " ", text[max(0, timex.start - 40) : timex.end + 30])


def main() -> int:
    """Print the report; 1 where the folder holds no TimeML."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    files = [read_file(path) for path in sorted(options.folder.glob("*.tml"))]
    if not files:
        print(f"no *.tml in {str(options.folder)!r}", file=sys.stderr)
        return 1
    for line in report(files, listing=options.list):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
