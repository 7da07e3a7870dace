"""Article → corefs: pronouns, words in -nya and descriptions that stand for something named.

Each candidate chooses among the names near it and "none", by a ranker trained on annotated articles; the text is read
once from left to right, and what a word was found to stand for counts for those after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.extract.article import Article
from kg.extract.corefs_anaphors import Anaphor, anaphors
from kg.extract.corefs_features import State, candidates, none_features, pair_features, speaks
from kg.extract.speech_choice import choice, load
from kg.extract.speech_scene import Name, Scene, scene
from kg.model import Coref

__all__ = ["Decide", "corefs", "resolve"]

#: chooses: anaphor, sentence, entities and the features of each and of "none" → place of the entity (or -1), confidence
Decide = Callable[[Anaphor, int, list[str], list[list[str]]], tuple[int, float]]


def corefs(article: Article) -> tuple[Coref, ...]:
    """Return the words that stand for a cluster, in order of the text."""
    weights = load("corefs")

    def decide(_anaphor: Anaphor, _sentence: int, _entities: list[str], features: list[list[str]]) -> tuple[int, float]:
        chances = choice(weights, features)
        best = max(range(len(chances)), key=chances.__getitem__)
        return (best if best < len(chances) - 1 else -1), chances[best]

    return tuple(resolve(scene(article), decide))


def resolve(scene: Scene, decide: Decide) -> Iterator[Coref]:
    """Yield the corefs that `decide` finds."""
    state = State()
    article = scene.article
    for item in sorted((*scene.names, *anaphors(article, scene.words)), key=lambda item: (item.start, item.end)):
        sentence = article.sentence_at(item.start).number - 1
        if isinstance(item, Name):
            state.name(item, sentence, speaks=item.start in scene.speaking)
            continue
        options = candidates(scene, state, item, sentence)
        if not options:
            continue
        quoted = scene.quoted(item.start, sentence)
        features = [list(pair_features(scene, state, item, option, sentence, quoted=quoted)) for option in options]
        features.append(none_features(scene, item, sentence, quoted=quoted))
        chosen, sure = decide(item, sentence, [option[0] for option in options], features)
        if chosen >= 0:
            entity, type_, _ = options[chosen]
            state.resolved(item, entity, type_, sentence, speaks=not quoted and speaks(scene, item, sentence))
            span = article.document.span(item.start, item.end)
            yield Coref(span, sentence + 1, entity, round(sure, 3), "learned")
