"""Candidate → whether the wording forbids that it speaks, however likely the ranker holds it.

Only what chooses among the candidates asks here; what the ranker learns from stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from kg.extract.corefs_anaphors import described
from kg.extract.names import furniture
from kg.extract.quotes_features import Candidate
from kg.extract.speech import Unit, cues
from kg.extract.speech_choice import lines, table
from kg.extract.speech_scene import Scene, voice

__all__ = ["vetoed"]

#: characters between a closing mark and its cue, words from a cue to its speaker, characters of a noun and ranks
_CLOSE, _NEAR, _FAR = 4, 6, 80
_ARTICLES = frozenset({"seorang", "salah", "para", "sejumlah", "beberapa"})
_REPORTS = frozenset({"pernyataan", "keterangan", "laporan", "rilis", "penjelasan", "pengakuan"})
_POINTERS = (("tersebut",), ("itu",), ("ini",))
#: what cites an outlet, with something said before it
_CITED = re.compile(r"[\w,] (?:dilansir|dikutip|melansir|mengutip)(?: dari| oleh)? $", re.IGNORECASE)


def vetoed(scene: Scene, unit: Unit, candidate: Candidate) -> bool:
    """Tell whether the wording forbids that the candidate speaks in the unit."""
    return any(veto(scene, unit, candidate) for veto in _VETOES)


def _related(scene: Scene, _unit: Unit, candidate: Candidate) -> bool:
    """Tell whether the name only tells whose lawyer or relative speaks ("ujar kuasa hukum Budi")."""
    s = candidate.speaker
    return s is not None and s.how == "name" and s.type == "PER" and _kin_before(scene, s.first)


def _unnamed(scene: Scene, unit: Unit, candidate: Candidate) -> bool:
    """Tell whether the cue gives the quotation to somebody whom the article does not name ("ujar seorang pedagang")."""
    s = candidate.speaker
    away = s is None or s.how in ("before", "after")
    return any(
        _nobody(scene, cue)
        for cue in _closing(scene, unit)
        if away or (s is not None and s.last < cue == candidate.cue)
    )


def _behind_comma(scene: Scene, _unit: Unit, candidate: Candidate) -> bool:
    """Tell whether "menurut" has a source without a name, and the candidate stands behind its comma.

    "Menurut data perusahaan, … antara lain Budi", but "Menurut pengamat otomotif, Budi, …".
    """
    s, words = candidate.speaker, scene.words
    if s is None or s.how != "name" or not 0 <= candidate.cue < s.first or words.lower[candidate.cue] != "menurut":
        return False
    source, comma, _ = scene.article.document.text[words.ends[candidate.cue] : words.starts[s.first]].partition(",")
    people = any(_person(scene, i) for i in range(candidate.cue + 1, candidate.cue + 1 + len(source.split())))
    return bool(comma) and source.islower() and not people


def _in_description(scene: Scene, _unit: Unit, candidate: Candidate) -> bool:
    """Tell whether the name only tells what person is meant ("pendiri PT Anu itu memaparkan …")."""
    s, words = candidate.speaker, scene.words
    if s is None or s.how != "name" or s.type == "PER":
        return False
    sentence = scene.article.sentence_at(words.starts[s.first])
    behind = words.between(words.ends[s.last], sentence.end)[:_NEAR]
    firsts = (described(scene.article, words, i) for i in behind if words.lower[i : i + 1] in _POINTERS)
    return any(first is not None and first < s.first for first in firsts)


def _outlet(scene: Scene, _unit: Unit, candidate: Candidate) -> bool:
    """Tell whether the candidate is cited for what somebody else says ("Kantor itu, dilansir Budi, menyebut …")."""
    s, words = candidate.speaker, scene.words
    if s is None or s.how != "name":
        return False
    sentence = scene.article.sentence_at(words.starts[s.first])
    if not _CITED.search(scene.article.document.text[sentence.start : words.starts[s.first]]):
        return False
    behind = (words.lower[i] for i in words.between(words.ends[s.last], sentence.end))
    return any(word in cues() and voice(word) == "me" for word in behind)


def _report(scene: Scene, unit: Unit, candidate: Candidate) -> bool:
    """Tell whether the cue is a noun, and the candidate not who made it.

    That is who stands right behind it where it closes a quotation, and nobody where the noun is pointed at.
    """
    words, s = scene.words, candidate.speaker
    if any(words.lower[cue] in _REPORTS and (s is None or s.first != cue + 1) for cue in _closing(scene, unit)):
        return True
    cue = candidate.cue
    return cue >= 0 and words.lower[cue] in _REPORTS and words.lower[cue + 1 : cue + 2] in _POINTERS


def _no_speech(scene: Scene, _unit: Unit, candidate: Candidate) -> bool:
    """Tell whether the cue has a thing for its object, and so reports no speech ("meminta uang")."""
    cue = candidate.cue
    return cue >= 0 and bool(_objects().match(scene.article.document.text, scene.words.starts[cue]))


def _link(scene: Scene, unit: Unit, _candidate: Candidate) -> bool:
    """Tell whether what stands in quotation marks is a link to a video or another page."""
    return any(furniture().match(scene.article.document.text, start) for start, _ in unit.speech[:1])


def _closing(scene: Scene, unit: Unit) -> list[int]:
    """Return the cues right behind a quotation that have their speaker behind them."""
    words, end = scene.words, scene.article.sentences[unit.last].end
    return [
        i
        for _, closed in unit.speech
        for i in words.between(closed, min(closed + _CLOSE, end))[:1]
        if words.lower[i] in cues() and voice(words.lower[i]) == "root"
    ]


def _nobody(scene: Scene, cue: int) -> bool:
    """Tell whether a noun for a person follows the cue, and no name and no word for somebody named with it."""
    words, end = scene.words, scene.article.sentence_at(scene.words.starts[cue]).end
    behind = words.between(words.ends[cue], end)[:_NEAR]
    if not behind or not (words.lower[behind[0]] in _ARTICLES or _person(scene, behind[0])):
        return False
    start, end = words.starts[behind[0]], words.ends[behind[-1]]
    named = (n.first for n in scene.names_in(start, end) if n.type in ("PER", "ORG"))
    meant = any(start <= coref.span.start < end for coref in scene.article.corefs)
    return not meant and all(_kin_before(scene, first) for first in named)


def _person(scene: Scene, word: int) -> bool:
    """Tell whether a noun for a person stands at the word, or one for who belongs to a person."""
    known = table("corefs_heads.tsv").get(scene.words.lower[word], ("",))[0] == "person"
    return known or bool(_kin().match(scene.article.document.text, scene.words.starts[word]))


def _kin_before(scene: Scene, first: int) -> bool:
    """Tell whether a noun for who belongs to a person ends before the name, ranks and titles left out."""
    start = scene.words.starts[first]
    before = scene.article.document.text[max(0, start - _FAR) : start]
    return any(_ranked().fullmatch(before, match.end()) for match in _kin().finditer(before))


@cache
def _kin() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, lines('quotes_kin.txt')))})\b")


@cache
def _ranked() -> re.Pattern[str]:
    """Return what may stand between such a noun and the name: blanks, and what is said before a person's name."""
    titles = sorted(lines("clusters_titles.txt"), key=len, reverse=True)
    return re.compile(rf" (?:(?:{'|'.join(map(re.escape, titles))})\.? )*")


@cache
def _objects() -> re.Pattern[str]:
    """Return a pattern for cues with an object that is no speech."""
    rows = table("quotes_objects.tsv").items()
    return re.compile("|".join(rf"{cue} (?:{objects})\b" for cue, (objects,) in rows), re.IGNORECASE)


_VETOES: tuple[Callable[[Scene, Unit, Candidate], bool], ...] = (
    _related,
    _unnamed,
    _behind_comma,
    _in_description,
    _outlet,
    _report,
    _no_speech,
    _link,
)
