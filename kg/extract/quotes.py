"""Article → quotes: which sentences report speech, whose, and by which word.

Sentences under one pair of quotation marks make a unit; every other sentence is one. For each unit a trained ranker
chooses a cue with its speaker, a speaker without a cue (the one before, mostly), or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.extract.article import Article
from kg.extract.names import furniture
from kg.extract.quotes_features import Candidate, candidates, cue_words, none_features, pair_features
from kg.extract.quotes_spans import clause, trimmed
from kg.extract.quotes_vetoes import vetoed
from kg.extract.speech import Unit
from kg.extract.speech_choice import Weights, choice, load
from kg.extract.speech_scene import Scene, scene
from kg.model import Quote, Span

__all__ = ["Decide", "quotes", "resolve"]

#: chooses: unit, candidates, the features of each and of "none", whether a further speaker → place or -1, confidence
Decide = Callable[[Unit, list[Candidate], list[list[str]], bool], tuple[int, float]]
#: speakers of one unit
_SPEAKERS = 3
#: confidence that a speaker goes on in a sentence all in quotation marks (2 of 2 annotated, 13 of 13 others read)
_GOES_ON = 0.8


def quotes(article: Article, weights: Weights | None = None) -> tuple[Quote, ...]:
    """Return the quotes, in order of the text; other weights than those shipped serve to measure."""
    view = scene(article)
    return tuple(resolve(view, _Chooser(view, load("quotes") if weights is None else weights)))


@dataclass(slots=True)
class _Chooser:
    """Takes the likeliest candidate that the wording allows, and remembers where the last quote ended."""

    scene: Scene
    weights: Weights
    after: int = -1  # place of the sentence behind the unit that gave the last quote

    def __call__(
        self, unit: Unit, options: list[Candidate], features: list[list[str]], second: bool
    ) -> tuple[int, float]:
        chances = choice(self.weights, features)
        likeliest = sorted(range(len(chances)), key=chances.__getitem__, reverse=True)
        best = next(n for n in likeliest if n == len(options) or not vetoed(self.scene, unit, options[n]))
        place, sure = (best if best < len(options) else -1), chances[best]
        if place < 0 and not second and unit.first == self.after and _goes_on(self.scene, unit):
            left = (n for n, c in enumerate(options) if c.speaker is None and not vetoed(self.scene, unit, c))
            place, sure = next(left, -1), _GOES_ON
        if place >= 0:
            self.after = unit.last + 1
        return place, sure


def _goes_on(scene: Scene, unit: Unit) -> bool:
    """Tell whether all words of the unit are speech."""
    sentences = scene.article.sentences
    low, high = sentences[unit.first].start, sentences[unit.last].end
    return bool(unit.speech) and not any(scene.words.between(start, end) for start, end in unit.outside(low, high))


def resolve(scene: Scene, decide: Decide) -> Iterator[Quote]:
    """Yield the quotes that `decide` finds."""
    article = scene.article
    types = {c.id: c.type for c in article.clusters}
    ranks = {c.id: n for n, c in enumerate(sorted(article.clusters, key=lambda c: -len(c.mentions)))}
    previous, skipped = "", furniture()
    for unit in scene.units:
        if skipped.match(article.document.text, article.sentences[unit.first].start):
            continue
        found = cue_words(scene, unit)
        left = candidates(scene, unit, found, previous, types)
        chosen: list[tuple[Candidate, float]] = []
        while left and len(chosen) < _SPEAKERS:
            second = bool(chosen)
            features = [list(pair_features(scene, unit, found, c, previous, ranks, second=second)) for c in left]
            features.append(none_features(scene, unit, found, second=second))
            place, sure = decide(unit, left, features, second)
            if place < 0:
                break
            chosen.append((left[place], sure))
            left = [c for c in left if c.entity != left[place].entity and c.cue >= 0 and c.cue != left[place].cue]
        if chosen:
            previous = chosen[0][0].entity
        for candidate, sure in chosen:
            yield from _rows(scene, unit, candidate, round(sure, 3), main=candidate is chosen[0][0])


def _rows(scene: Scene, unit: Unit, candidate: Candidate, sure: float, *, main: bool) -> Iterator[Quote]:
    """Yield a row for each sentence of the unit; a further speaker has only the sentence of the cue."""
    article = scene.article
    cue = _cue(scene, candidate)
    for sentence in article.sentences[unit.first : unit.last + 1]:
        here = cue if cue and sentence.start <= cue.start < sentence.end else None
        if not main and here is None:
            continue
        speech = [(max(s, sentence.start), min(e, sentence.end)) for s, e in unit.speech]
        speech = [(s, e) for s, e in speech if s < e]
        span = _hull(article, speech) if speech and main else clause(article, sentence, here)
        kind = "direct" if speech and main else "indirect"
        method = "learned" if candidate.cue >= 0 else "learned:no cue"
        yield Quote(sentence.number, candidate.entity, kind, here, span, sure, method)


def _cue(scene: Scene, candidate: Candidate) -> Span | None:
    if candidate.cue < 0:
        return None
    words = scene.words
    return scene.article.document.span(words.starts[candidate.cue], words.ends[candidate.cue])


def _hull(article: Article, speech: list[tuple[int, int]]) -> Span:
    return trimmed(article, speech[0][0], speech[-1][1])
