"""The features by which the speaker of a unit and its cue are chosen."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.speech import Unit, cues
from kg.extract.speech_choice import table
from kg.extract.speech_scene import Scene, voice

__all__ = ["Candidate", "Speaker", "candidates", "cue_words", "none_features", "pair_features", "speakers"]

_CUES, _SIDE = 8, 3
_NEGATIONS = frozenset({"belum", "tidak", "tak", "enggan", "bukan", "tanpa", "jangan"})
_ARTICLES = frozenset({"seorang", "salah", "satu", "para", "sejumlah", "oleh"})
_PREPOSITIONS = frozenset(
    {
        "kepada",
        "oleh",
        "dari",
        "di",
        "ke",
        "pada",
        "dengan",
        "terhadap",
        "untuk",
        "bagi",
        "dan",
        "bahwa",
        "soal",
        "terkait",
    }
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Something named, or a word that stands for it, outside the quotation marks; by words."""

    first: int
    last: int
    entity: str
    type: str
    how: str  # "name" or the pronoun's kind


@dataclass(frozen=True, slots=True)
class Candidate:
    """A speaker with the cue that may make it one; `cue` -1 for none, `at` -1 for the speaker of the unit before."""

    entity: str
    type: str
    cue: int
    speaker: Speaker | None


def speakers(scene: Scene, unit: Unit, types: dict[str, str]) -> list[Speaker]:
    """Return who is named or meant in the unit outside its quotation marks, in order of the text."""
    article = scene.article
    low, high = article.sentences[unit.first].start, article.sentences[unit.last].end
    result: list[Speaker] = []
    for start, end in unit.outside(low, high):
        result += [Speaker(n.first, n.last, n.entity, n.type, "name") for n in scene.names_in(start, end)]
        for coref in article.corefs[_from(scene, start) : _from(scene, end)]:
            first, last = scene.words.at(coref.span.start), scene.words.at(coref.span.end - 1)
            how = "cue" if scene.words.lower[first] in cues() else scene.words.lower[first]
            if how not in ("cue", "ia", "dia", "beliau", "pihaknya", "mereka", "dirinya"):
                how = "nya" if how.endswith("nya") else "noun"
            result.append(Speaker(first, last, coref.entity, types[coref.entity], how))
    return sorted(result, key=lambda s: (s.first, s.last))


def _from(scene: Scene, offset: int) -> int:
    return bisect_left(scene.coref_starts, offset)


def cue_words(scene: Scene, unit: Unit) -> list[int]:
    """Return the numbers of the words outside the quotation marks that may report speech."""
    article, words, known = scene.article, scene.words, cues()
    text = article.document.text
    low, high = article.sentences[unit.first].start, article.sentences[unit.last].end
    found = []
    for start, end in unit.outside(low, high):
        here = words.between(start, end)
        found += [i for i in here if words.lower[i] in known]
        if (
            here
            and start > low
            and words.starts[here[0]] - start <= 4
            and here[0] not in found[-len(here) :]
            and text[words.starts[here[0]]].islower()
        ):
            found.append(here[0])  # whatever follows a closing mark may be a cue
    found.sort()
    return found[:_CUES]


def candidates(scene: Scene, unit: Unit, found: list[int], previous: str, types: dict[str, str]) -> list[Candidate]:
    """Return the pairs of a cue and a speaker that are worth weighing; none without a cue or quotation marks."""
    if not found and not unit.speech:
        return []
    near = [s for s in speakers(scene, unit, types) if s.type in ("PER", "ORG", "LOC", "PRD", "LAW", "EVT")]
    result: dict[tuple[str, int], Candidate] = {}
    for cue in found:
        before = [s for s in near if s.last < cue][-_SIDE:]
        after = [s for s in near if s.last >= cue][:_SIDE]
        first = [s for s in near if s.last < cue][:1]
        for s in (*after, *reversed(before), *first):
            result.setdefault((s.entity, cue), Candidate(s.entity, s.type, cue, s))
    if unit.speech:
        for s in near[:2] + near[-1:]:
            result.setdefault((s.entity, -1), Candidate(s.entity, s.type, -1, s))
        if previous:
            result.setdefault((previous, -1), Candidate(previous, types[previous], -1, None))
            for cue in found[:3]:
                result.setdefault((previous, cue), Candidate(previous, types[previous], cue, None))
        for s in _around(scene, unit):
            result.setdefault((s.entity, -1), Candidate(s.entity, s.type, -1, s))
    return list(result.values())


def _around(scene: Scene, unit: Unit) -> Iterator[Speaker]:
    """Yield the first two named in the sentence before the unit, and the first in the one after it."""
    sentences = scene.article.sentences
    for place, limit in ((unit.first - 1, 2), (unit.last + 1, 1)):
        if 0 <= place < len(sentences):
            for n in scene.names_in(sentences[place].start, sentences[place].end)[:limit]:
                yield Speaker(n.first, n.last, n.entity, n.type, "before" if place < unit.first else "after")


def none_features(scene: Scene, unit: Unit, found: list[int], *, second: bool) -> list[str]:
    """Return the features of reporting nothing that a named speaker says."""
    direct = bool(unit.speech)
    words = scene.words.lower
    result = [f"none|{direct}", f"none|{direct}|cues{min(len(found), 2)}", f"none|{direct}|s{min(unit.first, 2)}"]
    for cue in found[:4]:
        result += [f"none|{words[cue]}", f"none|{direct}|{voice(words[cue])}"]
        if direct:
            result += [f"none|direct|>{w}" for w in words[cue + 1 : cue + 2]]
    if second:
        result.append(f"none|second|{direct}")
    return result


def pair_features(
    scene: Scene,
    unit: Unit,
    found: list[int],
    candidate: Candidate,
    previous: str,
    ranks: dict[str, int],
    *,
    second: bool,
) -> Iterator[str]:
    """Yield the features of the candidate being who speaks in the unit."""
    direct = "direct" if unit.speech else "indirect"
    s, type_ = candidate.speaker, candidate.type
    yield f"{direct}|{type_}"
    yield f"{direct}|previous{candidate.entity == previous}"
    if second:
        yield f"second|{direct}"
    if s is None:
        yield f"{direct}|only previous"
        if _described(scene, candidate.cue):
            yield f"{direct}|only previous|described"
    elif s.how in ("before", "after"):
        yield f"{direct}|{s.how}|{type_}"
        yield f"{s.how}|speaking{scene.words.starts[s.first] in scene.speaking}"
        yield f"{s.how}|rank{min(ranks.get(candidate.entity, 9), 2)}"
    else:
        yield f"{direct}|{s.how}"
        yield f"{direct}|here|cue{candidate.cue >= 0}"
    if candidate.cue < 0:
        yield f"{direct}|no cue|{type_}"
        yield f"{direct}|no cue|first{unit.first == 0}"
        return
    yield from _cue(scene, unit, found, candidate, direct)
    if s is not None:
        yield from _pair(scene, candidate, s, direct)


def _described(scene: Scene, cue: int) -> bool:
    """Tell whether somebody is described right behind the cue ("kata seorang juru bicara"): it may be another."""
    behind = [word for word in scene.words.lower[cue + 1 : cue + 4] if word not in _ARTICLES] if cue >= 0 else []
    return bool(behind) and table("corefs_heads.tsv").get(behind[0], ("",))[0] == "person"


def _cue(scene: Scene, unit: Unit, found: list[int], candidate: Candidate, direct: str) -> Iterator[str]:
    words, cue = scene.words, candidate.cue
    word = words.lower[cue]
    how = voice(word) if word in cues() else "unknown"
    text = scene.article.document.text
    sentence = scene.article.sentence_at(words.starts[cue])
    low, high = scene.bounds[sentence.number - 1]
    before = words.lower[cue - 1] if cue > low else "^"
    after = words.lower[cue + 1] if cue + 1 < high else "$"
    closes = any(0 <= words.starts[cue] - end <= 4 for _, end in unit.speech)
    yield word
    yield f"{direct}|{word}"
    yield f"{word}|{candidate.type}"
    yield f"{direct}|{how}"
    yield f"{direct}|{how}|closes{closes}"
    yield f"<{before}|{how}"
    yield f">{after}|{how}"
    yield f"{word}|>{after}"
    yield f"{direct}|negated{before in _NEGATIONS}"
    yield f"{how}|upper{text[words.starts[cue]].isupper()}|s{min(sentence.number, 2)}"
    if "bahwa" in words.lower[cue + 1 : cue + 5]:
        yield f"{how}|bahwa"
    if how in ("me", "di") and any(w in ("yang", "untuk", "agar") for w in words.lower[max(low, cue - 2) : cue]):
        yield f"{how}|clause"
    yield f"{how}|comma{text[words.ends[cue] : words.ends[cue] + 1] in (',', ':')}"
    yield f"{direct}|earlier{min(found.index(cue), 2)}|{how}"


def _pair(scene: Scene, candidate: Candidate, s: Speaker, direct: str) -> Iterator[str]:
    words, cue = scene.words, candidate.cue
    word = words.lower[cue]
    how = voice(word) if word in cues() else "unknown"
    if s.first == cue:
        yield f"{direct}|{how}|self"
        return
    side = "after" if s.first > cue else "before"
    low, high = (cue, s.first) if side == "after" else (s.last, cue)
    distance = high - low - 1
    far = distance if distance < 3 else 3 if distance < 6 else 6 if distance < 12 else 12
    gap = scene.article.document.text[words.ends[low] : words.starts[high]]
    others = [n for n in scene.names_in(words.ends[low], words.starts[high]) if n.entity != s.entity]
    persons = sum(n.type == "PER" for n in others)
    key = f"{how}|{side}"
    yield f"{direct}|{key}|{far}"
    yield f"{direct}|{key}|{s.type}"
    yield f"{direct}|{key}|{s.how}"
    yield f"{word}|{side}"
    yield f"{word}|{side}|{s.type}|{min(far, 3)}"
    yield f"{key}|others{min(len(others), 3)}|{s.type}"
    yield f"{key}|persons{min(persons, 2)}|{s.type}"
    yield f"{key}|commas{min(gap.count(','), 2)}|{far}"
    for mark in (".", ";", ":", "(", "\n"):
        if mark in gap:
            yield f"{key}|{mark}"
    before = words.lower[s.first - 1] if s.first else "^"
    if before in _PREPOSITIONS:
        yield f"{key}|{before}"
        yield f"{before}|{s.how}"
    between = words.lower[low + 1 : high]
    if any(w in ("yang", "bahwa", "agar", "untuk", "dan", "karena", "saat") for w in between):
        yield f"{key}|clause between"
    if any(w in cues() for w in between):
        yield f"{key}|cue between"
    if s.first == scene.bounds[scene.article.sentence_at(words.starts[s.first]).number - 1][0]:
        yield f"{key}|first"
