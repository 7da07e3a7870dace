"""What the second look at corefs is told of each candidate: the first look's chances, distances, and company."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.extract.corefs_features import Case, rank_outside
from kg.extract.corefs_state import Candidate
from kg.extract.speech_scene import Name, Scene

__all__ = ["NAMES", "Company", "rows"]

NAMES = (
    "kind", "sense", "quoted", "none",
    "type", "chance", "log_chance", "odds", "place", "ahead", "share",
    "later", "sentences", "others_since", "of_type_since", "words_since", "outside_since",
    "mentions", "mentions_share", "mentions_rank", "first_named", "of_type", "mentions_before",
    "subject", "subject_before", "speaker", "pronoun", "lately", "unit_speaker", "in_quotation",
    "in_name", "in_office", "shared", "speakers_home", "subjects_home", "fitting", "headline_first", "first_person",
    "before_name", "after_name", "nearest", "together",
)  # fmt: skip
_KINDS = ("ia", "dia", "beliau", "dirinya", "mereka", "pihaknya", "cue", "nya", "pointed", "noun")
_SENSES = ("", "person", "body", "place", "event", "law", "thing")
_TYPES = ("PER", "ORG", "LOC", "EVT", "LAW", "PRD")
#: words between a noun and a name that go together ("korban bernama …", "…, korban"), and a distance that is far
_BEFORE, _AFTER, _FAR = 3, 4, 99
_LITTLE = 1e-6
Numbers = tuple[float, ...]


class Company:
    """Which words and names of one article keep company, counted once for all its anaphors."""

    def __init__(self, scene: Scene) -> None:
        """Count the mentions of each entity."""
        self.scene = scene
        self.sentence = [n for n, (start, end) in enumerate(scene.bounds) for _ in range(start, end)]
        self.named: dict[str, list[Name]] = {}
        for name in scene.names:
            self.named.setdefault(name.entity, []).append(name)
        self.first_person = next((name.entity for name in scene.names if name.type == "PER"), "")
        types = {entity: names[0].type for entity, names in self.named.items()}
        self.mentions, self.entities = Counter(name.type for name in scene.names), Counter(types.values())
        self.order = {entity: place for place, entity in enumerate(self.named)}
        self.ranks: dict[str, int] = {}
        seen: Counter[str] = Counter()
        for entity in sorted(self.named, key=lambda entity: -len(self.named[entity])):
            self.ranks[entity] = seen[types[entity]]
            seen[types[entity]] += 1
        self._where: dict[str, list[int]] = {}
        self._kept: dict[tuple[str, str], Numbers] = {}

    def of(self, word: str, entity: str) -> Numbers:
        """Return how often the word stands before and after the name, how near, and in what share of its sentences."""
        key = word, entity
        if key not in self._kept:
            if word not in self._where:
                self._where[word] = [n for n, other in enumerate(self.scene.words.lower) if other == word]
            self._kept[key] = self._counted(self._where[word], self.named[entity])
        return self._kept[key]

    def _counted(self, where: Sequence[int], names: Sequence[Name]) -> Numbers:
        before = after = 0
        nearest, sentence = _FAR, self.sentence
        for name in names:
            for at in where:
                gap = name.first - at if at < name.first else at - name.last
                nearest = min(nearest, abs(gap))
                if sentence[at] == sentence[name.first]:
                    before += at < name.first and gap <= _BEFORE
                    after += at >= name.first and 0 < gap <= _AFTER
        those = {sentence[at] for at in where}
        both = those.intersection(sentence[name.first] for name in names)
        return float(before), float(after), float(nearest), len(both) / max(1, len(those))


def rows(case: Case, options: Sequence[Candidate], chances: Sequence[float], company: Company) -> tuple[Numbers, ...]:
    """Return the numbers of NAMES for each candidate; `chances` are the first look's, that of "none" the last."""
    anaphor, none = case.anaphor, chances[-1]
    start = (_KINDS.index(case.kind), _SENSES.index(anaphor.sense), case.quoted, none)
    fitting = sum(any(_holding(case, entity)) for entity, _, _ in options)
    recent = list(reversed(case.state.seen.items()))
    return tuple(
        tuple(
            map(
                float,
                (
                    *start,
                    _TYPES.index(option[1]),
                    *_first_look(chances, number),
                    *_distance(case, option, recent),
                    *_mentioned(case, option, company),
                    *_on_stage(case, option[0]),
                    *_words(case, option[0]),
                    fitting,
                    option[0] == next(iter(company.named)),
                    option[0] == company.first_person,
                    *company.of(anaphor.key, option[0]),
                ),
            )
        )
        for number, option in enumerate(options)
    )


def _first_look(chances: Sequence[float], number: int) -> Iterator[float]:
    own, none = chances[number] + _LITTLE, chances[-1] + _LITTLE
    others = [chance for n, chance in enumerate(chances[:-1]) if n != number]
    yield chances[number]
    yield math.log(own)
    yield math.log(own / none)
    yield sum(chance > chances[number] for chance in others)
    yield math.log(own / (max(others, default=0.0) + _LITTLE))
    yield chances[number] / (1 - chances[-1] + _LITTLE)


def _distance(case: Case, option: Candidate, recent: Sequence[tuple[str, tuple[int, int, str]]]) -> Iterator[float]:
    entity, type_, later = option
    place = next((n for n, (other, _) in enumerate(recent) if other == entity), -1)
    where, word, _ = case.state.seen.get(entity, (case.sentence, 0, type_))
    yield later
    yield case.sentence - where
    yield place
    yield sum(told[2] == type_ for _, told in recent[:place]) if place >= 0 else -1
    yield case.anaphor.first - word if where == case.sentence and not later else _FAR
    yield rank_outside(case.state.outer, entity)


def _mentioned(case: Case, option: Candidate, company: Company) -> Iterator[float]:
    entity, type_, _ = option
    names = company.named[entity]
    yield len(names)
    yield len(names) / company.mentions[type_]
    yield company.ranks[entity]
    yield company.order[entity]
    yield company.entities[type_]
    yield sum(name.start < case.anaphor.start for name in names)


def _on_stage(case: Case, entity: str) -> Iterator[float]:
    scene, state = case.scene, case.state
    unit = scene.unit_of[case.sentence]
    yield state.subject.get(case.sentence) == entity
    yield state.subject.get(case.sentence - 1) == entity
    yield state.speaker == entity
    yield state.pronoun == entity
    yield (state.lately.get(case.anaphor.key) == entity) + (case.anaphor.key in state.lately)
    yield entity in scene.unit_speakers[unit]
    yield state.inner.get(entity) == unit


def _words(case: Case, entity: str) -> Iterator[float]:
    scene, state, anaphor = case.scene, case.state, case.anaphor
    parts, offices = scene.parts[entity], scene.offices.get(entity, frozenset())
    yield from _holding(case, entity)
    yield sum(word in parts or word in offices for word in scene.words.lower[anaphor.first : anaphor.last + 3])
    yield entity in scene.homes.get(state.speaker, ())
    yield entity in scene.homes.get(state.subject.get(case.sentence, ""), ())


def _holding(case: Case, entity: str) -> tuple[bool, bool]:
    """Return whether the noun stands in the name, and before one of its mentions."""
    key = case.anaphor.key
    return key in case.scene.parts[entity], key in case.scene.offices.get(entity, ())
