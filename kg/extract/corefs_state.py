"""Where the reading of an article stands: who was named when, who spoke last, and so who may be meant next."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

from kg.extract.corefs_anaphors import Anaphor
from kg.extract.speech_scene import Name, Scene

__all__ = ["PERSONAL", "Candidate", "State", "candidates"]

#: an entity, its type, and how many words on it follows, 0 where it was named before
Candidate = tuple[str, str, int]

#: antecedents that are weighed: the most recent names, and those that follow in the same sentence
_RECENT, _LATER = 7, 2
#: entities looked back at for a noun, and characters looked ahead
_BACK, _AHEAD = 100, 500
PERSONAL = frozenset({"ia", "dia", "beliau", "dirinya", "mereka"})


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

    def resolved(self, anaphor: Anaphor, entity: str, *, speaks: bool) -> None:
        """Take note of what an anaphor stands for."""
        self.lately[anaphor.key] = entity
        if anaphor.kind in ("pronoun", "cue"):
            self.pronoun = entity
        if anaphor.kind == "cue" or speaks:
            self.speaker = entity


def candidates(scene: Scene, state: State, anaphor: Anaphor, sentence: int) -> list[Candidate]:
    """Return the possible antecedents as entity, type and how many words on they follow (0 where named before)."""
    personal = anaphor.kind == "cue" or anaphor.key in PERSONAL or anaphor.key == "pihaknya"
    result: list[Candidate] = []
    for entity, (_, _, type_) in islice(reversed(state.seen.items()), _BACK):
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
    end = min(scene.article.sentences[sentence].end, anaphor.end + _AHEAD)
    later = [n for n in scene.names_in(anaphor.end, end) if n.entity not in known]
    result += [(n.entity, n.type, n.first - anaphor.last) for n in later[:_LATER]]
    return result


def _ahead(scene: Scene, anaphor: Anaphor, known: set[str]) -> list[Candidate]:
    """Return up to two entities that the article names after its headline, and that the noun fits."""
    found: dict[str, Candidate] = {}
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
    for entity in islice(reversed(state.seen), _BACK):
        if entity not in known and (anaphor.key in scene.parts[entity] or anaphor.key in scene.offices.get(entity, ())):
            found.append(entity)
            if len(found) == 3:
                break
    return found
