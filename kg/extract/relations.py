"""An article to its relations: pairs of names judged by a learned classifier, each relation once, with modality."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from kg.extract import modality
from kg.extract.article import Article
from kg.extract.clauses import Frame, frame
from kg.extract.clauses_settings import settings
from kg.extract.linear import Linear
from kg.extract.modality import Told
from kg.extract.relations_choose import Found, choose
from kg.extract.relations_features import Pair, features, pairs
from kg.language.forest import Forest
from kg.model import PREDICATES, SYMMETRIC, Relation, Span

__all__ = ["find", "relations", "told"]

DATA = Path(__file__).with_name("data")
NONE = "-"
METHOD = "learned"
FLOOR = 0.02


def relations(article: Article) -> tuple[Relation, ...]:
    """Return the relations of an article in order of the text, each once, symmetric ones in one direction."""
    f, chosen = frame(article), settings("relations")
    model, trees, mood = _models()
    kept = choose(f, find(f, model), trees, chosen.floor)
    if not kept:
        return ()
    decided = modality.decide(f, [told(f, x) for x, _ in kept], mood, chosen.certain)
    rows = [
        _relation(f, x, chosen.calibrated(p), kind, source)
        for (x, p), (kind, source, _) in zip(kept, decided, strict=True)
    ]
    return tuple(sorted(rows, key=lambda r: (r.sentence, r.span, r.predicate, r.subject, r.object)))


@lru_cache(maxsize=1)
def _models() -> tuple[Linear, Forest, Linear]:
    trees = Forest.load(DATA / "relations_keep.npz")
    return Linear.load(DATA / "relations_pair.npz"), trees, Linear.load(DATA / "relations_modality.npz")


def find(f: Frame, model: Linear) -> list[Found]:
    """Return every relation that some pair of places may state, with the best of its pairs."""
    found = list(pairs(f))
    if not found:
        return []
    groups: dict[tuple[str, str, str], list[Found]] = {}
    sure = model.probabilities([features(f, pair) for pair in found])
    for pair, row in zip(found, sure.tolist(), strict=True):
        for x in _read(pair, model.labels, row):
            groups.setdefault((x.subject, x.predicate, x.object), []).append(x)
    return [_best(group) for group in groups.values()]


def _best(group: list[Found]) -> Found:
    first, *others = sorted(group, key=lambda x: -x.confidence)
    return replace(first, others=tuple(x.confidence for x in others))


def _read(pair: Pair, labels: tuple[str, ...], row: list[float]) -> Iterator[Found]:
    for label, p in zip(labels, row, strict=True):
        if p < FLOOR or label == NONE:
            continue
        predicate = label.rstrip("<>")
        subject, object_ = (pair.right, pair.left) if label.endswith("<") else (pair.left, pair.right)
        subjects, objects = PREDICATES[predicate]
        if subject.type in subjects and object_.type in objects:
            a, b = sorted((subject.id, object_.id)) if predicate in SYMMETRIC else (subject.id, object_.id)
            yield Found(a, predicate, b, pair, p)


def told(f: Frame, found: Found) -> Told:
    """Return the relation as something told, for the judgement of its modality."""
    a, b = found.pair.left, found.pair.right
    middle = range(a.last, b.first) if found.pair.gap == 0 else range(0)
    token = next((i for i in middle if f.tags[i] == "VERB"), b.first)
    return Told(found.predicate, token, min(a.last, token), token + 1, (found.subject,))


def _relation(f: Frame, found: Found, confidence: float, kind: str, source: str | None) -> Relation:
    a, b = found.pair.left, found.pair.right
    number = a.sentence if found.pair.gap != 1 else b.sentence
    return Relation(
        found.subject, found.predicate, found.object, number, _evidence(f, a.span, b.span, number), kind, source,
        round(confidence, 3), METHOD,
    )  # fmt: skip


def _evidence(f: Frame, a: Span, b: Span, number: int) -> Span:
    """Return the run of characters over both names, or the sentence where they stand in two."""
    document, sentence = f.article.document, f.sentence(number)
    start, end = min(a.start, b.start), max(a.end, b.end)
    if sentence.start <= start and end <= sentence.end:
        return document.span(start, end)
    return document.span(sentence.start, sentence.end)
