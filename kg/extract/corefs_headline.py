"""Whom an office in a headline means: who bears it where the article names its people ("Bupati Gresik: …")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from kg.extract.corefs_anaphors import Anaphor
from kg.extract.role_offices import full
from kg.extract.speech import cues
from kg.extract.speech_choice import lines
from kg.extract.speech_scene import Name, Scene

__all__ = ["METHOD", "SURE", "officer"]

METHOD = "rule:headline"
#: share of right ones on the annotated articles, with annotated names: 24 of 27
SURE = 0.89
#: mentions of a person that may tell the office, and words before them
_FIRST, _REACH = 3, 10
#: words before an office that nobody is meant by ("jadi Bupati", "kursi Ketua DPRD")
_EMPTY = frozenset({"calon", "jabatan", "jadi", "kursi", "menjadi", "para", "sebagai"})


@cache
def _offices() -> frozenset[str]:
    return frozenset(lines("corefs_offices.txt"))


def officer(scene: Scene, anaphor: Anaphor) -> str | None:
    """Return whose office the article tells as the headline has it, None where that is nobody or several.

    A short form may stand alone ("Mensos", "Menteri Sosial Budi Santoso"); what another office is of has to be told too
    ("Bupati Gresik", "Bupati Gresik, Budi Santoso, …"). Who is named in the headline is not meant by an office there.
    """
    headline, words = scene.article.sentences[0], scene.words.lower
    if anaphor.kind != "noun" or not headline.start <= anaphor.start < headline.end:
        return None
    short, before = full(anaphor.key) != anaphor.key, words[max(0, anaphor.first - 2) : anaphor.first]
    if not (short or anaphor.key in _offices()) or not _EMPTY.isdisjoint(before):
        return None
    here = scene.names_in(headline.start, headline.end)
    of = next((name.entity for name in here if name.first == anaphor.last + 1), None)
    phrase = words[anaphor.last : anaphor.last + 2]
    found = {name.entity for name in _people(scene, headline.end) if _agrees(scene, phrase, of, name, short=short)}
    return next(iter(found)) if len(found) == 1 and found.isdisjoint(name.entity for name in here) else None


def _agrees(scene: Scene, phrase: Sequence[str], of: str | None, person: Name, *, short: bool) -> bool:
    """Return whether what stands before a person tells the office, and what it is of if that is named or not short."""
    sentence = scene.article.sentence_at(person.start)
    begins, _ = scene.bounds[sentence.number - 1]
    first = max(begins, person.first - _REACH)
    first = next((at for at in range(person.first, first, -1) if scene.words.lower[at - 1] in cues()), first)
    told = frozenset(scene.words.lower[first : person.first])
    office, rest = full(phrase[0]), " ".join(phrase[1:])
    if (whole := full(f"{phrase[0]} {rest}")) != f"{office} {rest}":  # "menteri lh"
        return told.issuperset(whole.split())
    if phrase[0] not in told and not told.issuperset(office.split()):
        return False
    names = (name for name in scene.names_in(sentence.start, person.start) if name.first >= first)
    return rest in told or (any(name.entity == of for name in names) if of else short)


def _people(scene: Scene, start: int) -> Iterator[Name]:
    """Yield the first mentions of each person after a character."""
    seen: Counter[str] = Counter()
    for name in scene.names:
        if name.start >= start and name.type == "PER" and seen[name.entity] < _FIRST:
            seen[name.entity] += 1
            yield name
