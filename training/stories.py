"""Articles that tell of one story stay in one part of a cross-validation.

News comes in series: a trial, a storm, a summit is told by several articles of one crawl. An article whose sisters were
learned from is not unseen, and whatever is chosen by such articles (floors, strength of the pull to zero, calibration)
is chosen too boldly.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import TfidfVectorizer

from training.articles import SHARED, documents
from training.further import further

__all__ = ["FOLDS", "divided", "outside", "parts", "story_folds"]

FOLDS = 5
#: cosine of weighted words from which on two articles tell one story: a fifth of dev is that near to train, 42 % of
#: train to the rest of it
ALIKE = 0.25
T = TypeVar("T")


@lru_cache(maxsize=1)
def story_folds() -> dict[str, int]:
    """Return the part of each article of train.jsonl and of each further one, by its id."""
    train = {document.id: document.text for document, _ in documents(SHARED / "annotation" / "train.jsonl")}
    return divided(train | {document.id: document.text for document, _ in further()}, train)


def divided(texts: Mapping[str, str], counted: Container[str]) -> dict[str, int]:
    """Return the part of each text by its id, whatever the order of texts.

    Stories are the connected components of texts alike; the largest first, each to the smallest part, by the number of
    its texts that are `counted`.
    """
    ids = sorted(texts)
    counter = TfidfVectorizer(sublinear_tf=True, lowercase=False, min_df=2, max_df=0.3)
    words = counter.fit_transform(texts[id_] for id_ in ids)
    labels = connected_components((words @ words.T) > ALIKE, directed=False)[1].tolist()
    stories: dict[int, list[str]] = {}
    for id_, label in zip(ids, labels, strict=True):
        stories.setdefault(label, []).append(id_)
    sizes, folds = [0] * FOLDS, dict[str, int]()
    for members in sorted(stories.values(), key=lambda ids: (-len(ids), ids)):
        part = sizes.index(min(sizes))
        sizes[part] += sum(id_ in counted for id_ in members)
        folds |= dict.fromkeys(members, part)
    return folds


def parts(ids: Sequence[str], fold: int) -> tuple[list[int], list[int]]:
    """Return the indices of the articles to learn from and of those to judge in one fold."""
    folds = story_folds()
    judged = [i for i, id_ in enumerate(ids) if folds[id_] == fold]
    return sorted(set(range(len(ids))).difference(judged)), judged


def outside(fold: int, texts: Iterable[T], ids: Iterable[str]) -> list[T]:
    """Return the texts that tell no story of a fold; those that are in none, as the made pieces, stay."""
    folds = story_folds()
    return [text for text, id_ in zip(texts, ids, strict=True) if folds.get(id_) != fold]
