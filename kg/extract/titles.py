"""Where a sentence names a position: candidate spans after a head word, weighed by a classifier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.linear import Linear
from kg.extract.role_lines import Line, lexicon
from kg.extract.role_offices import full

__all__ = ["Title", "best", "candidates", "features"]

LONGEST = 14


@dataclass(frozen=True, slots=True)
class Title:
    """Words `first` to `last` (half-open) of a line, and how likely they are a position."""

    line: Line
    first: int
    last: int
    score: float = 1.0

    @property
    def start(self) -> int:
        """Where the title begins in the document."""
        return self.line.starts[self.first]

    @property
    def end(self) -> int:
        """Where the title ends in the document."""
        return self.line.ends[self.last - 1]

    @property
    def text(self) -> str:
        """The title in lower case, its words apart."""
        return " ".join(self.line.lower[self.first : self.last])


def candidates(line: Line) -> Iterator[Title]:
    """Yield every span that may be a title: from a head word to each word after it that may be the last."""
    for first, kind in enumerate(line.kinds):
        if first and line.lower[first - 1] == "wakil":
            continue
        if kind == "T" or (kind not in ("PER", "LOC") and lexicon().is_head(line.lower[first])):
            yield from (Title(line, first, last) for last in _ends(line, first))


def _ends(line: Line, first: int) -> Iterator[int]:
    """Yield the half-open ends: not across a person, a mark or a second name; after any word that can end a phrase."""
    joiners, words, crossed = lexicon().joiners, line.words, -1
    for at in range(first, min(first + LONGEST, len(words))):
        kind, owner = line.kinds[at], line.owner[at]
        if _paired(line, at):
            if at > first and line.lower[at] != "dalam":
                yield at + 1
            continue
        if kind == "PER" or (owner != crossed and owner >= 0 and crossed >= 0):
            return
        if owner >= 0:
            crossed = owner
        joins = line.lower[at] in joiners
        if (
            at > first
            and not joins
            and (not words[at][0].isalnum() or (kind == line.lower[at] and not words[at][0].isdigit()))
        ):
            return
        inside = owner >= 0 and at + 1 < len(words) and line.owner[at + 1] == owner
        if not joins and not inside and (at < first + 3 or _boundary(line, at + 1)):
            yield at + 1


def _paired(line: Line, at: int) -> bool:
    """Return whether the word belongs to its neighbour, whatever it is elsewhere ("Dalam Negeri", "Wali Kota")."""
    pairs, lower = lexicon().pairs, line.lower
    return " ".join(lower[at : at + 2]) in pairs or (at > 0 and " ".join(lower[at - 1 : at + 1]) in pairs)


def _boundary(line: Line, at: int) -> bool:
    """Return whether a phrase of capitalised words may stop before the word at `at`."""
    return at >= len(line.words) or line.owner[at] >= 0 or not line.words[at][0].isupper()


def features(title: Title) -> list[str]:
    """Return what the classifier sees of a candidate."""
    line, first, last = title.line, title.first, title.last
    lower, kinds, opening = line.lower, line.kinds, line.sentence.number == 1
    head, tail, whole, words = lower[first], lower[last - 1], title.text, lower[first + 1 : last]
    size, case = str(min(last - first, 6)), "C" if line.words[first][0].isupper() else "c"
    strange = sum(word not in lexicon().fields and word not in lexicon().joiners for word in words)
    before, before2 = _kind(line, first - 1), _kind(line, first - 2)
    after, after2, after3 = _kind(line, last), _kind(line, last + 1), _kind(line, last + 2)
    inner = "".join(sorted({kind for kind in kinds[first + 1 : last] if len(kind) == 3 or kind in ",TwW9"}))
    right, left = _gap_right(line, last), _gap_left(line, first)
    shape = " ".join(kinds[first:last]) if last - first < 6 else ""
    return [
        *(f"w={word}" for word in words), f"2={words[0] if words else ''}", f"t={tail}", f"s={whole}",
        f"f={full(whole)}", f"h={head}", f"h={head}|{case}", f"p={head[:4]}", f"l={size}", f"hl={head}|{size}",
        f"ht={head}|{tail}|{size}", f"c={case}", f"ch={case}{size}", f"i={inner}", f"ic={inner}|{case}",
        f"st={strange}|{size}", f"so={full(whole) != whole}|{size}|{right}", f"sc={strange > 0}|{case}|{opening}",
        f"sn={opening}|{strange}", f"sa={strange > 0}|{after}", f"k={shape}|{after}",
        f"b={before}", f"bw={_word(line, first - 1)}", f"bb={before2} {before}", f"bc={before}|{case}",
        f"a={after}", f"aw={_word(line, last)}", f"aa={after} {after2}", f"aaa={after} {after2} {after3}",
        f"ac={after}|{case}", f"ta={tail}|{after}", f"la={kinds[last - 1]}|{after}", f"ha={head}|{after}",
        f"r={right}", f"rc={right}|{case}", f"q={right}|{case}|{after}", f"hr={head}|{right == 'none'}",
        f"g={left}", f"gb={left}|{before}", f"rg={right == 'none'}|{left == 'none'}|{head}",
        f"n={opening}", f"nc={opening}|{case}",
        *_described(line, first, last),
    ]  # fmt: skip


def _described(line: Line, first: int, last: int) -> Iterator[str]:
    """Yield how a candidate lies in a description of a person ("Wakil Ketua DPR itu"), if in any."""
    for person in line.persons:
        if person.coref and person.first <= first and last <= person.last and person.last - person.first > 1:
            place = "starts" if person.first == first else "inside"
            yield f"d={place}"
            yield f"dh={place}|{line.lower[first]}"
            yield f"da={place}|{_kind(line, last)}|{last == person.last}"


def _kind(line: Line, at: int) -> str:
    return line.kinds[at] if 0 <= at < len(line.kinds) else "^"


def _word(line: Line, at: int) -> str:
    return line.lower[at] if 0 <= at < len(line.lower) and line.owner[at] < 0 else _kind(line, at)


def _gap_right(line: Line, last: int) -> str:
    """Return the kinds of the words between a title and the next person, or "none" where none is near."""
    person = next((p for p in line.persons if p.first >= last and not p.coref), None)
    if person is None or person.first - last > 18:
        return "none"
    return squeeze(line, last, person.first)


def _gap_left(line: Line, first: int) -> str:
    person = next((p for p in reversed(line.persons) if p.last <= first and not p.coref), None)
    if person is None or first - person.last > 8:
        return "none"
    return squeeze(line, person.last, first)


def squeeze(line: Line, first: int, last: int) -> str:
    """Return the kinds of words `first` to `last`, a name as one, cut after eight."""
    result: list[str] = []
    previous = -1
    for at in range(first, last):
        owner = line.owner[at]
        if owner < 0 or owner != previous:
            kind = line.kinds[at]
            if not (result and kind in "wW9R" and result[-1] == kind):
                result.append(kind)
        previous = owner
    return " ".join(result[:8]) + ("…" if len(result) > 8 else "")


def best(line_titles: Sequence[Title], model: Linear, *, threshold: float) -> list[Title]:
    """Return the titles that are at least `threshold` likely, the likelier of two that overlap."""
    if not line_titles:
        return []
    column = model.labels.index("yes")
    scores = model.probabilities([features(title) for title in line_titles])[:, column].tolist()
    scored = [
        Title(t.line, t.first, t.last, score)
        for t, score in zip(line_titles, scores, strict=True)
        if score >= threshold
    ]
    kept: list[Title] = []
    for title in sorted(scored, key=lambda t: (-t.score, t.start, t.end)):
        if all(title.end <= other.start or other.end <= title.start for other in kept):
            kept.append(title)
    return sorted(kept, key=lambda t: t.start)
