"""From when until when a position or a relation holds, where the text says so; apart from when it was published."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.model import Extraction, Relation, Role, Span, Value

__all__ = ["Bound", "of_relation", "of_role"]

#: A date stands this near what it dates, in characters.
NEAR = 60
#: event type → which bound its time is
TURNS = {"Appointment": "start", "Departure": "end"}
#: what begins and ends in a life; where a thing lies and to whom it belongs is mostly named beside another date
LASTING = frozenset({"affiliation", "educatedAt", "livesIn", "memberOf", "owns", "partnerOf", "spouse"})


@dataclass(frozen=True, slots=True)
class Bound:
    """The first or last time that something holds: which ("start" or "end"), its ISO 8601 value, where it stands.

    `whole` says that the value is all of `value`, not one half of an interval.
    """

    which: str
    iso: str
    value: Value
    whole: bool = True


def of_role(role: Role, extraction: Extraction) -> tuple[Bound, ...]:
    """Return the bounds of a position: beside its words, in an appointment or departure, or in the next sentence."""
    ends = {role.title.end, role.span.end, *_ends_of(role.organization, role.span, extraction)}
    names = _ends_of(role.person, role.span, extraction)
    found = [
        *_beside(role.span, role.sentence, ends - names, extraction),
        *_beside(role.span, role.sentence, names, extraction, named=True),
        *_turns(role, extraction),
        *_later(role, extraction),
    ]
    return _one_each(bound for bound in found if not (bound.which == "start" and bound.whole and _over(role)))


def of_relation(relation: Relation, extraction: Extraction) -> tuple[Bound, ...]:
    """Return the bounds of a relation, from the words after it or at the head of its sentence."""
    if relation.predicate not in LASTING:
        return ()
    return _one_each(_beside(relation.span, relation.sentence, {relation.span.end}, extraction))


def _over(role: Role) -> bool:
    """A date that says since when somebody is a former one dates the end, and says so in other words."""
    return role.status == "former"


def _one_each(bounds: Iterator[Bound] | list[Bound]) -> tuple[Bound, ...]:
    """Return the first start and the first end, none where an end lies before its start."""
    found: dict[str, Bound] = {}
    for bound in bounds:
        found.setdefault(bound.which, bound)
    if len(found) == 2 and found["end"].iso < found["start"].iso[: len(found["end"].iso)]:
        return ()
    return tuple(sorted(found.values(), key=lambda bound: bound.which, reverse=True))


def _beside(
    span: Span, sentence: int, ends: set[int], extraction: Extraction, *, named: bool = False
) -> Iterator[Bound]:
    """Yield the bounds that the words right after one of `ends`, or the head of the sentence, give.

    After a name (`named`) a date mostly tells when the person did something: there the words must speak of the office.
    """
    text, cues = extraction.document.text, _cues(extraction.document.language)
    if cues is None:
        return
    for value in _dates(sentence, extraction):
        gaps = [text[end : value.span.start] for end in ends if 0 <= value.span.start - end <= NEAR]
        yield from _bounds(value, [gap for gap in gaps if not named or cues.office.search(gap)], cues)
        head = extraction.sentences[sentence - 1][0]
        between = text[value.span.end : span.start].strip(" ,")
        if not named and head <= value.span.start < span.start and not between:
            yield from _bounds(value, [" " + text[head : value.span.start].lower()], cues, interval=False)


def _bounds(value: Value, gaps: list[str], cues: _Cues, *, interval: bool = True) -> Iterator[Bound]:
    first, slash, last = value.value.partition("/")
    if slash:
        if interval and last and any(cues.bridge.fullmatch(gap) for gap in gaps):
            yield Bound("start", first, value, whole=False)
            yield Bound("end", last, value, whole=False)
        return
    for which, cue in (("start", cues.start), ("end", cues.end)):
        if any(cue.fullmatch(gap) for gap in gaps):
            yield Bound(which, value.value, value)


def _turns(role: Role, extraction: Extraction) -> Iterator[Bound]:
    """Yield the day of the event by which the position was taken up or left, told in the words of the role."""
    for event in extraction.events:
        which = TURNS.get(event.type)
        inside = role.span.start <= event.trigger.start < role.span.end
        who = {a.entity for a in event.arguments if a.role in {"agent", "patient"}}
        if which is None or event.modality != role.modality or not inside or role.person not in who:
            continue
        times = {a.span for a in event.arguments if a.role == "time"}
        for value in _dates(role.sentence, extraction):
            if value.span in times and "/" not in value.value:
                yield Bound(which, value.value, value)


def _later(role: Role, extraction: Extraction) -> Iterator[Bound]:
    """Yield the start that the next sentence gives of the position told last: "Ia mulai bertugas pada …"."""
    cues, text = _cues(extraction.document.language), extraction.document.text
    told_last = max((r for r in extraction.roles if r.sentence == role.sentence), key=lambda r: r.span.end)
    if cues is None or role is not told_last or role.sentence >= len(extraction.sentences):
        return
    names = _places(role.person, role.sentence + 1, extraction)
    for value in _dates(role.sentence + 1, extraction):
        gaps = (text[name.end : value.span.start] for name in names if name.end <= value.span.start)
        if "/" not in value.value and any(cues.begins.fullmatch(gap) for gap in gaps):
            yield Bound("start", value.value, value)


def _dates(sentence: int, extraction: Extraction) -> Iterator[Value]:
    return (v for v in extraction.values if v.kind == "date" and v.value and v.sentence == sentence)


def _places(entity: str, sentence: int, extraction: Extraction) -> list[Span]:
    """Return where a sentence names an entity or points at it."""
    mentions = [(m.span, m.sentence) for c in extraction.clusters if c.id == entity for m in c.mentions]
    corefs = [(c.span, c.sentence) for c in extraction.corefs if c.entity == entity]
    return [span for span, number in (*mentions, *corefs) if number == sentence]


def _ends_of(entity: str | None, span: Span, extraction: Extraction) -> set[int]:
    mentions = (m for c in extraction.clusters if c.id == entity for m in c.mentions)
    return {m.span.end for m in mentions if span.start <= m.span.start < span.end}


@dataclass(frozen=True, slots=True)
class _Cues:
    bridge: re.Pattern[str]
    start: re.Pattern[str]
    end: re.Pattern[str]
    begins: re.Pattern[str]
    office: re.Pattern[str]


@cache
def _cues(language: str) -> _Cues | None:
    rows = tomllib.loads((Path(__file__).parent / "data" / "validity.toml").read_text(encoding="utf-8"))
    if language not in rows:
        return None
    return _Cues(**{name: re.compile(pattern, re.IGNORECASE) for name, pattern in rows[language].items()})
