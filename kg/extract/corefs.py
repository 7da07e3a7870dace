"""Article → corefs: pronouns, words in -nya and descriptions that stand for something named.

Each candidate chooses among the names near it and "none", by a ranker trained on annotated articles; the text is read
once from left to right, and what a word was found to stand for counts for those after it. Then trees judge all choices.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kg.extract.article import Article
from kg.extract.corefs_anaphors import Anaphor, anaphors
from kg.extract.corefs_features import Case, none_features, pair_features, speaks
from kg.extract.corefs_headline import METHOD, SURE, officer
from kg.extract.corefs_numbers import Company, rows
from kg.extract.corefs_second import Draft, forest, judged
from kg.extract.corefs_state import Candidate, State, candidates
from kg.extract.speech import cues
from kg.extract.speech_choice import Weights, choice, load
from kg.extract.speech_scene import Name, Scene, scene
from kg.language.forest import Forest
from kg.model import Coref

__all__ = ["Decide", "corefs", "first_look", "pick", "resolve"]

#: chooses: the case, its candidates, the features of each and of "none" → place of the candidate (or -1), confidence
Decide = Callable[[Case, Sequence[Candidate], list[list[str]]], tuple[int, float]]

#: an antecedent is taken when it is at least this many times as likely as none (chosen by F1 on train, cross-validated)
BALANCE = 0.8
#: characters between a closing mark and its cue
_CLOSE = 4


def corefs(article: Article, weights: Weights | None = None, trees: Forest | None = None) -> tuple[Coref, ...]:
    """Return the words that stand for a cluster, in order of the text; weights and trees of others serve to test."""
    found, drafts = first_look(article, load("corefs") if weights is None else weights)
    plain = [coref for coref in found if coref.method == METHOD]
    second = (
        Coref(article.document.span(d.anaphor.start, d.anaphor.end), d.sentence, entity, round(sure, 3), "learned")
        for d, entity, sure in judged(drafts, forest() if trees is None else trees)
    )
    return tuple(sorted([*plain, *second], key=lambda coref: coref.span))


def first_look(article: Article, weights: Weights) -> tuple[list[Coref], list[Draft]]:
    """Return what the ranker and the rules find, and the ranker's choices as the second look needs them."""
    view = scene(article, parsed=True)
    company, drafts = Company(view), list[Draft]()

    def decide(case: Case, options: Sequence[Candidate], features: list[list[str]]) -> tuple[int, float]:
        barred = _spoken_of(view, case.anaphor, case.sentence)
        chances = choice(weights, features)
        told = rows(case, options, chances, company)
        drafts.append(
            Draft(case.anaphor, case.sentence + 1, tuple(option[0] for option in options), told, frozenset(barred))
        )
        left = [n for n, option in enumerate(options) if option[0] not in barred]
        if not left:
            return -1, 0.0
        best, sure = _likeliest([*(chances[n] for n in left), chances[-1]])
        return (left[best] if best >= 0 else -1), sure

    return list(resolve(view, decide)), drafts


def _spoken_of(scene: Scene, anaphor: Anaphor, sentence: int) -> set[str]:
    """Return who is named in the quotation that the anaphor's cue closes: nobody speaks of himself by name.

    The cue is the anaphor ('"…," ujarnya') or the word before it ('"…," kata pria itu').
    """
    unit, words = scene.units[scene.unit_of[sentence]], scene.words
    cue = anaphor.first if anaphor.kind == "cue" else anaphor.first - 1
    closes = any(0 <= words.starts[cue] - end <= _CLOSE for _, end in unit.speech)
    if cue < 0 or not closes or words.lower[cue] not in cues():
        return set()
    return {name.entity for start, end in unit.speech for name in scene.names_in(start, end) if name.type == "PER"}


def pick(weights: Weights, features: list[list[str]]) -> tuple[int, float]:
    """Return the place of the likeliest antecedent, or -1 where "none" (the last) is much likelier, and how sure."""
    return _likeliest(choice(weights, features))


def _likeliest(chances: Sequence[float]) -> tuple[int, float]:
    best = max(range(len(chances) - 1), key=chances.__getitem__)
    return (best if chances[best] > BALANCE * chances[-1] else -1), chances[best] / sum(chances)


def resolve(scene: Scene, decide: Decide) -> Iterator[Coref]:
    """Yield the corefs that `decide` and the rules find."""
    state = State()
    article = scene.article
    items: list[Name | Anaphor] = [*scene.names, *anaphors(article, scene.words)]
    for item in sorted(items, key=lambda item: (item.start, item.end)):
        sentence = article.sentence_at(item.start).number - 1
        quoted = scene.quoted(item.start, sentence)
        unit = scene.unit_of[sentence] if quoted else -1
        if isinstance(item, Name):
            state.name(item, sentence, unit, speaks=item.start in scene.speaking)
            continue
        if (holder := officer(scene, item)) is not None:
            yield Coref(article.document.span(item.start, item.end), sentence + 1, holder, SURE, METHOD)
            continue
        options = candidates(scene, state, item, sentence)
        if not options:
            continue
        case = Case(scene, state, item, sentence, quoted)
        features = [*(list(pair_features(case, option)) for option in options), none_features(case)]
        chosen, sure = decide(case, options, features)
        if chosen >= 0:
            entity, type_, _ = options[chosen]
            state.note(entity, type_, sentence, item.first, unit)
            state.resolved(item, entity, speaks=not quoted and speaks(scene, item, sentence))
            yield Coref(article.document.span(item.start, item.end), sentence + 1, entity, round(sure, 3), "learned")
