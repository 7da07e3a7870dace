"""The features by which the antecedent of an anaphor is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.corefs_anaphors import Anaphor
from kg.extract.corefs_state import PERSONAL, Candidate, State
from kg.extract.speech import cues
from kg.extract.speech_scene import Scene, voice

__all__ = ["Case", "none_features", "pair_features", "rank_outside", "speaks"]


@dataclass(frozen=True, slots=True)
class Case:
    """An anaphor in its place: the article, what has been read, its sentence, whether it stands in quotation marks."""

    scene: Scene
    state: State
    anaphor: Anaphor
    sentence: int
    quoted: bool

    @property
    def kind(self) -> str:
        """Return the pronoun, or the kind of any other anaphor."""
        key = self.anaphor.key
        return key if key in PERSONAL or key == "pihaknya" else self.anaphor.kind

    @property
    def head(self) -> int:
        """Return the number of the word that carries the phrase."""
        return self.anaphor.first if self.anaphor.kind in ("pointed", "noun") else self.anaphor.last


def none_features(case: Case) -> list[str]:
    """Return the features of standing for nothing that is named."""
    scene, anaphor, quoted = case.scene, case.anaphor, case.quoted
    words, key, kind = scene.words.lower, anaphor.key, anaphor.kind
    low, high = scene.bounds[case.sentence]
    before = words[anaphor.first - 1] if anaphor.first > low else "^"
    after = words[anaphor.last + 1] if anaphor.last + 1 < high else "$"
    named = any(n.first == anaphor.last + 1 for n in scene.names_in(anaphor.end, anaphor.end + 3))
    text = scene.article.document.text
    result = [
        f"{kind}", f"{key}", f"{kind}|q{quoted}", f"{key}|q{quoted}", f"{kind}|<{before}", f"{kind}|>{after}",
        f"{kind}|named{named}", f"{kind}|,{text[anaphor.end : anaphor.end + 1] in ',.'}",
        f"{kind}|s{min(case.sentence, 2)}",
        f"{key}|{words[anaphor.last]}", f"{kind}|{words[anaphor.last]}", f"{key}|<{before}", f"{key}|>{after}",
        f"{kind}|upper{text[anaphor.start].isupper()}|{named}", f"{kind}|len{min(anaphor.last - anaphor.first, 3)}",
    ]  # fmt: skip
    if kind == "nya":
        result += [f"nya-{voice(key)}", f"nya-{key[:2]}", f"nya-{key[-6:-3]}", f"nya-{voice(key)}|q{quoted}"]
    if kind in ("noun", "pointed"):
        follows = scene.words.starts[anaphor.last + 1 : anaphor.last + 2]
        capital = bool(follows) and text[follows[0]].isupper() and text[anaphor.end : follows[0]].isspace()
        result += [f"{kind}|capital{capital}", f"{key}|capital{capital}", f"{key}|upper{text[anaphor.start].isupper()}"]
    if scene.syntax:
        first, last, head = (row[case.head] for row in (scene.syntax.first, scene.syntax.last, scene.syntax.head))
        result += [f"{kind}|dep={last}", f"{kind}|dep={last}|{head}", f"{kind}|{first}|{last}"]
        result += [f"{kind}|{voice(key)}|dep={last}|{head}"] if kind == "nya" else []
    return ["none|" + feature for feature in result]


def pair_features(case: Case, candidate: Candidate) -> Iterator[str]:
    """Yield the features of the anaphor standing for `candidate`: an entity, its type, how many words on it follows."""
    entity, type_, later = candidate
    scene, anaphor, kind = case.scene, case.anaphor, case.kind
    kt = f"{kind}|{type_}"
    yield kt
    yield f"{kt}|q{case.quoted}"
    yield f"{anaphor.key}|{type_}"
    if later:
        yield f"{kt}|later{min(later // 3, 3)}"
        yield f"{kind}|later"
        yield f"{kt}|later|at{min(anaphor.first - scene.bounds[case.sentence][0], 2)}"
        yield f"{anaphor.key}|later"
    else:
        yield from _distance(case, entity, kt)
    if case.state.inner.get(entity) == scene.unit_of[case.sentence]:
        yield f"{kind}|named in quotation|q{case.quoted}"
    yield f"{kt}|o{rank_outside(case.state.outer, entity)}|q{case.quoted}"
    if scene.names and entity == scene.names[0].entity:
        yield f"{kt}|headline"
    count = scene.counts.get(entity, 0)
    yield f"{kt}|n{count if count < 3 else 3 if count < 6 else 6}"
    if anaphor.kind in ("pointed", "noun"):
        yield from _words(case, entity, type_)
    yield from _speech(case, entity, type_)


def _distance(case: Case, entity: str, kt: str) -> Iterator[str]:
    """Yield how far back the entity was named, and in which part of its sentence."""
    state, anaphor, sentence = case.state, case.anaphor, case.sentence
    where, word, type_ = state.seen[entity]
    gap = sentence - where
    far = gap if gap < 3 else 3 if gap < 5 else 5 if gap < 9 else 9
    rank = same = 0
    for other in reversed(state.seen):
        if other == entity:
            break
        rank += 1
        same += state.seen[other][2] == type_
    yield f"{kt}|d{far}"
    yield f"{kt}|r{min(same, 3)}"
    yield f"{kt}|R{min(rank, 4)}"
    yield f"{kt}|d{far}|r{min(same, 3)}"
    if gap == 0:
        words = anaphor.first - word
        yield f"{kt}|w{1 if words < 3 else 3 if words < 8 else 8}"
        if state.subject.get(sentence) == entity:
            yield f"{kt}|subject"
            if anaphor.kind == "nya":
                yield f"nya-{voice(anaphor.key)}|subject"
    elif state.subject.get(sentence - 1) == entity:
        yield f"{kt}|previous subject|q{case.quoted}"
        if sentence not in state.subject:
            yield f"{kt}|previous subject, none here"
    if syntax := case.scene.syntax:
        yield f"{case.kind}|dep={syntax.last[case.head]}|from={syntax.first[word]}"
        yield f"{kt}|from={syntax.first[word]}|here{gap == 0}"


def rank_outside(order: dict[str, str], entity: str) -> int:
    """Return how many of its type were named after the entity outside quotation marks, at most 3; 9 for never."""
    type_ = order.get(entity)
    if type_ is None:
        return 9
    rank = 0
    for other in reversed(order):
        if other == entity or rank == 3:
            break
        rank += order[other] == type_
    return rank


def _words(case: Case, entity: str, type_: str) -> Iterator[str]:
    """Yield what the noun has in common with the name or with the words before it."""
    scene, anaphor = case.scene, case.anaphor
    parts, offices = scene.parts[entity], scene.offices.get(entity, frozenset())
    kt, sense = f"{anaphor.kind}|{type_}", f"{anaphor.kind}|{anaphor.sense}|{type_}"
    yield sense
    if anaphor.key in parts:
        yield f"{kt}|in name"
        yield f"{sense}|in name"
    if anaphor.key in offices:
        yield f"{kt}|office"
        yield f"{anaphor.key}|office"
    phrase = scene.words.lower[anaphor.first : anaphor.last + 3]
    shared = sum(word in parts or word in offices for word in phrase)
    yield f"{anaphor.kind}|{anaphor.sense}|shared{min(shared, 3)}"
    if anaphor.key not in parts and anaphor.key not in offices:
        yield f"{sense}|no match"
    inside = [n for n in scene.names_in(anaphor.start, anaphor.end) if n.type != "PER"]
    if inside:
        home = any(n.entity in scene.homes.get(entity, ()) for n in inside)
        yield f"{sense}|inside|home{home}"


def _speech(case: Case, entity: str, type_: str) -> Iterator[str]:
    """Yield what speaks for the entity in who spoke before, and in what was meant before."""
    scene, state, kind, quoted = case.scene, case.state, case.kind, case.quoted
    if state.speaker:
        if entity == state.speaker:
            yield f"{kind}|speaker|q{quoted}"
            yield f"{kind}|{type_}|speaker"
        elif entity in scene.homes.get(state.speaker, ()):
            yield f"{kind}|home"
    if kind in ("pihaknya", "nya") and type_ in ("ORG", "LOC"):
        yield from _employer(case, entity)
    if entity in scene.homes.get(state.subject.get(case.sentence, ""), ()):
        yield f"{kind}|subject's home"
    if entity == state.pronoun:
        yield f"{kind}|pronoun|q{quoted}"
    if state.lately.get(case.anaphor.key) == entity:
        yield f"{kind}|again"
    if entity in scene.unit_speakers[scene.unit_of[case.sentence]]:
        yield f"{kind}|unit speaker|q{quoted}"


def _employer(case: Case, entity: str) -> Iterator[str]:
    """Yield whether the organization's name has words in common with the office of who speaks or acts."""
    scene, state = case.scene, case.state
    for who, part in ((state.subject.get(case.sentence, ""), "subject"), (state.speaker, "speaker")):
        if offices := scene.offices.get(who):
            words = [w for w in scene.parts[entity] if len(w) > 3]
            shared = sum(any(o.endswith(w) for o in offices) for w in words)
            yield f"{case.kind}|{part} office{min(shared, 3)}|{shared == len(words)}"


def speaks(scene: Scene, anaphor: Anaphor, sentence: int) -> bool:
    """Tell whether a cue follows the pronoun closely, or stands right before it."""
    low, high = scene.bounds[sentence]
    after = scene.words.lower[anaphor.last + 1 : min(high, anaphor.last + 4)]
    before = scene.words.lower[max(low, anaphor.first - 1) : anaphor.first]
    known = cues()
    return any(w in known and voice(w) == "me" for w in after) or any(w in known and voice(w) != "me" for w in before)
