"""The features by which an antecedent is chosen, and the state of the article that they read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extract.corefs_anaphors import Anaphor
from kg.extract.speech import cues
from kg.extract.speech_scene import Name, Scene, voice

__all__ = ["State", "candidates", "none_features", "pair_features"]

#: antecedents that are weighed: the most recent names, and those that follow in the same sentence
_RECENT, _LATER = 7, 2
_PERSONAL = frozenset({"ia", "dia", "beliau", "dirinya", "mereka"})


@dataclass(slots=True)
class State:
    """What has been read so far: who was named when, who spoke last, what the last pronoun stood for."""

    seen: dict[str, tuple[int, int, str]] = field(default_factory=dict)  # entity → sentence, word, type; recent last
    subject: dict[int, str] = field(default_factory=dict)  # sentence → entity named first in it
    speaker: str = ""
    pronoun: str = ""
    outer: dict[str, str] = field(default_factory=dict)  # entity → type, outside quotation marks; recent last
    inner: dict[str, int] = field(default_factory=dict)  # entity → unit in whose quotation marks it was named last
    lately: dict[str, str] = field(default_factory=dict)  # key of an anaphor → what it stood for last

    def name(self, name: Name, sentence: int, unit: int, *, speaks: bool) -> None:
        """Take note of a name; `unit` is -1 outside quotation marks."""
        self.note(name.entity, name.type, sentence, name.first, unit)
        if speaks:
            self.speaker = name.entity

    def note(self, entity: str, type_: str, sentence: int, word: int, unit: int) -> None:
        """Put an entity on top of those seen."""
        self.seen.pop(entity, None)
        self.seen[entity] = (sentence, word, type_)
        if unit >= 0:
            self.inner[entity] = unit
            return
        self.outer.pop(entity, None)
        self.outer[entity] = type_
        if type_ in ("PER", "ORG"):
            self.subject.setdefault(sentence, entity)

    def resolved(self, anaphor: Anaphor, entity: str, type_: str, sentence: int, unit: int, *, speaks: bool) -> None:
        """Take note of what an anaphor stands for; `unit` is -1 outside quotation marks."""
        self.note(entity, type_, sentence, anaphor.first, unit)
        self.lately[anaphor.key] = entity
        if anaphor.kind in ("pronoun", "cue"):
            self.pronoun = entity
        if anaphor.kind == "cue" or speaks:
            self.speaker = entity


def candidates(scene: Scene, state: State, anaphor: Anaphor, sentence: int) -> list[tuple[str, str, int]]:
    """Return the possible antecedents as entity, type and how many words on they follow (0 where named before)."""
    personal = anaphor.kind == "cue" or anaphor.key in _PERSONAL or anaphor.key == "pihaknya"
    result: list[tuple[str, str, int]] = []
    for entity, (_, _, type_) in reversed(state.seen.items()):
        if not personal or type_ in ("PER", "ORG"):
            result.append((entity, type_, 0))
            if len(result) == _RECENT:
                break
    known = {entity for entity, _, _ in result}
    if state.speaker and state.speaker not in known:
        result.append((state.speaker, state.seen[state.speaker][2], 0))
        known.add(state.speaker)
    if anaphor.kind in ("pointed", "noun"):
        for entity in _kin(scene, state, anaphor, known):
            result.append((entity, state.seen[entity][2], 0))
            known.add(entity)
    if sentence == 0 and anaphor.kind in ("pointed", "noun"):
        result += _ahead(scene, anaphor, known)
    later = [n for n in scene.names_in(anaphor.end, scene.article.sentences[sentence].end) if n.entity not in known]
    result += [(n.entity, n.type, n.first - anaphor.last) for n in later[:_LATER]]
    return result


def _ahead(scene: Scene, anaphor: Anaphor, known: set[str]) -> list[tuple[str, str, int]]:
    """Return up to two entities that the article names after its headline, and that the noun fits."""
    found: dict[str, tuple[str, str, int]] = {}
    for name in scene.names[:60]:
        e = name.entity
        if e not in known and (anaphor.key in scene.parts[e] or anaphor.key in scene.offices.get(e, ())):
            found.setdefault(e, (e, name.type, 99))
            if len(found) == 2:
                break
    known.update(found)
    return list(found.values())


def _kin(scene: Scene, state: State, anaphor: Anaphor, known: set[str]) -> list[str]:
    """Return up to three entities further back whose name or office holds the noun."""
    found = []
    for entity in reversed(state.seen):
        if entity not in known and (anaphor.key in scene.parts[entity] or anaphor.key in scene.offices.get(entity, ())):
            found.append(entity)
            if len(found) == 3:
                break
    return found


def none_features(scene: Scene, anaphor: Anaphor, sentence: int, *, quoted: bool) -> list[str]:
    """Return the features of standing for nothing that is named."""
    words, key, kind = scene.words.lower, anaphor.key, anaphor.kind
    before = words[anaphor.first - 1] if anaphor.first > scene.bounds[sentence][0] else "^"
    after = words[anaphor.last + 1] if anaphor.last + 1 < scene.bounds[sentence][1] else "$"
    named = any(n.first == anaphor.last + 1 for n in scene.names_in(anaphor.end, anaphor.end + 3))
    text = scene.article.document.text
    next_ = text[anaphor.end : anaphor.end + 1]
    result = [
        f"{kind}", f"{key}", f"{kind}|q{quoted}", f"{key}|q{quoted}", f"{kind}|<{before}", f"{kind}|>{after}",
        f"{kind}|named{named}", f"{kind}|,{next_ in ',.'}", f"{kind}|s{min(sentence, 2)}",
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
        first, last, head = (row[i] for row, i in _syntax_at(scene, anaphor))
        result += [f"{kind}|dep={last}", f"{kind}|dep={last}|{head}", f"{kind}|{first}|{last}"]
        result += [f"{kind}|{voice(key)}|dep={last}|{head}"] if kind == "nya" else []
    return ["none|" + feature for feature in result]


def _syntax_at(scene: Scene, anaphor: Anaphor) -> tuple[tuple[tuple[str, ...], int], ...]:
    assert scene.syntax is not None
    head = anaphor.first if anaphor.kind in ("pointed", "noun") else anaphor.last
    return (scene.syntax.first, head), (scene.syntax.last, head), (scene.syntax.head, head)


def pair_features(
    scene: Scene, state: State, anaphor: Anaphor, candidate: tuple[str, str, int], sentence: int, *, quoted: bool
) -> Iterator[str]:
    """Yield the features of `anaphor` standing for `candidate`."""
    entity, type_, later = candidate
    kind = anaphor.key if anaphor.key in _PERSONAL or anaphor.key == "pihaknya" else anaphor.kind
    kt = f"{kind}|{type_}"
    yield kt
    yield f"{kt}|q{quoted}"
    yield f"{anaphor.key}|{type_}"
    if later:
        yield f"{kt}|later{min(later // 3, 3)}"
        yield f"{kind}|later"
        low = scene.bounds[sentence][0]
        yield f"{kt}|later|at{min(anaphor.first - low, 2)}"
        yield f"{anaphor.key}|later"
    else:
        yield from _distance(state, anaphor, entity, kt, sentence, quoted=quoted)
    if scene.syntax and not later:
        head = anaphor.first if anaphor.kind in ("pointed", "noun") else anaphor.last
        there = scene.syntax.first[state.seen[entity][1]]
        yield f"{kind}|dep={scene.syntax.last[head]}|from={there}"
        yield f"{kt}|from={there}|here{state.seen[entity][0] == sentence}"
    unit = scene.unit_of[sentence]
    if state.inner.get(entity) == unit:
        yield f"{kind}|named in quotation|q{quoted}"
    yield f"{kt}|o{_rank(state.outer, entity)}|q{quoted}"
    if scene.names and entity == scene.names[0].entity:
        yield f"{kt}|headline"
    count = scene.counts.get(entity, 0)
    yield f"{kt}|n{count if count < 3 else 3 if count < 6 else 6}"
    yield from _words(scene, anaphor, entity, kind, kt)
    if state.speaker:
        if entity == state.speaker:
            yield f"{kind}|speaker|q{quoted}"
            yield f"{kt}|speaker"
        elif entity in scene.homes.get(state.speaker, ()):
            yield f"{kind}|home"
    if kind in ("pihaknya", "nya") and type_ in ("ORG", "LOC"):
        yield from _employer(scene, state, entity, kind, sentence)
    subject = state.subject.get(sentence, "")
    if entity in scene.homes.get(subject, ()):
        yield f"{kind}|subject's home"
    if entity == state.pronoun:
        yield f"{kind}|pronoun|q{quoted}"
    if state.lately.get(anaphor.key) == entity:
        yield f"{kind}|again"
    if entity in _unit_speakers(scene, sentence):
        yield f"{kind}|unit speaker|q{quoted}"


def _employer(scene: Scene, state: State, entity: str, kind: str, sentence: int) -> Iterator[str]:
    """Yield whether the organization's name has words in common with the office of who speaks or acts."""
    for who, part in ((state.subject.get(sentence, ""), "subject"), (state.speaker, "speaker")):
        if offices := scene.offices.get(who):
            words = [w for w in scene.parts[entity] if len(w) > 3]
            shared = sum(any(o.endswith(w) for o in offices) for w in words)
            yield f"{kind}|{part} office{min(shared, 3)}|{shared == len(words)}"


def _rank(order: dict[str, str], entity: str) -> int:
    """Return how many others of its type were named after the entity outside quotation marks, at most 3; 9 for never."""
    type_ = order.get(entity)
    if type_ is None:
        return 9
    rank = 0
    for other in reversed(order):
        if other == entity or rank == 3:
            break
        rank += order[other] == type_
    return rank


def _distance(state: State, anaphor: Anaphor, entity: str, kt: str, sentence: int, *, quoted: bool) -> Iterator[str]:
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
        yield f"{kt}|previous subject|q{quoted}"
        if sentence not in state.subject:
            yield f"{kt}|previous subject, none here"


def _words(scene: Scene, anaphor: Anaphor, entity: str, kind: str, kt: str) -> Iterator[str]:
    """Yield what the noun has in common with the name or with the words before it."""
    if anaphor.kind not in ("pointed", "noun"):
        return
    parts, offices = scene.parts[entity], scene.offices.get(entity, frozenset())
    sense = f"{anaphor.kind}|{anaphor.sense}|{kt.rpartition('|')[2]}"
    yield sense
    if anaphor.key in parts:
        yield f"{kt}|in name"
        yield f"{sense}|in name"
    if anaphor.key in offices:
        yield f"{kt}|office"
        yield f"{anaphor.key}|office"
    phrase = scene.words.lower[anaphor.first : anaphor.last + 3]
    shared = sum(word in parts or word in offices for word in phrase)
    yield f"{kind}|{anaphor.sense}|shared{min(shared, 3)}"
    if anaphor.key not in parts and anaphor.key not in offices:
        yield f"{sense}|no match"
    inside = [n for n in scene.names_in(anaphor.start, anaphor.end) if n.type != "PER"]
    if inside:
        home = any(n.entity in scene.homes.get(entity, ()) for n in inside)
        yield f"{sense}|inside|home{home}"


def _unit_speakers(scene: Scene, sentence: int) -> set[str]:
    """Return who a cue makes the speaker of the quotation that the sentence belongs to."""
    unit = scene.units[scene.unit_of[sentence]]
    if not unit.speech:
        return set()
    sentences = scene.article.sentences
    names = scene.names_in(sentences[unit.first].start, sentences[unit.last].end)
    return {n.entity for n in names[:50] if n.start in scene.speaking}


def speaks(scene: Scene, anaphor: Anaphor, sentence: int) -> bool:
    """Tell whether a cue follows the pronoun closely, or stands right before it."""
    low, high = scene.bounds[sentence]
    after = scene.words.lower[anaphor.last + 1 : min(high, anaphor.last + 4)]
    before = scene.words.lower[max(low, anaphor.first - 1) : anaphor.first]
    known = cues()
    return any(w in known and voice(w) == "me" for w in after) or any(w in known and voice(w) != "me" for w in before)
