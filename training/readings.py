"""The annotated articles as the pipeline reads them when it has not seen them: what the later classifiers work on.

Names come from recognisers that have not seen the article (`python -m training.ner --fold N`), everything built on them
from classifiers cross-fitted in the same fifths, a story in one of them. Clusters that the annotation has too get its
ids; others keep theirs behind a question mark, and so match nothing.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg import language
from kg.evaluate.compare import compare
from kg.extract import article as articles
from kg.extract.annotation import to_json
from kg.extract.article import Article
from kg.extract.clusters import clusters
from kg.extract.values import values
from kg.language.id.ner import WEIGHTS, Recogniser
from kg.model import Extraction
from training.articles import SHARED, documents
from training.stories import FOLDS, story_folds

__all__ = ["CACHE", "keep", "kept", "readings"]

CACHE, NAMES = Path(".cache/readings"), Path(".cache/ner")
Reading = tuple[Article, dict[str, Any]]


def readings(part: str, *layers: str) -> list[Reading]:
    """Return the articles of train or dev with predicted clusters, values and these layers, and their annotations.

    Args:
        part: "train" or "dev".
        layers: "corefs", "quotes", "roles", as their trainings have kept them.
    """
    nlp = language.load("id")
    nlp.remove_pipe("kg_entities")
    recognisers = [_recogniser(fold) for fold in range(FOLDS)] if part == "train" else [_recogniser(-1)]
    found: list[Reading] = []
    for document, annotation in documents(SHARED / "annotation" / f"{part}.jsonl"):
        fold = story_folds()[document.id] if part == "train" else 0
        doc = recognisers[fold](language.parse(nlp, document))
        article = articles.read(doc, document)
        article = replace(article, clusters=clusters(article))
        article = _renamed(replace(article, values=values(article)), annotation)
        found.append((article, annotation))
    for layer in layers:
        rows = kept(part, layer)
        found = [(_with(a, layer, row), g) for (a, g), row in zip(found, rows, strict=True)]
    return found


def _with(article: Article, layer: str, rows: tuple[Any, ...]) -> Article:
    fields: dict[str, Any] = {layer: rows}
    return replace(article, **fields)


def _recogniser(fold: int) -> Recogniser:
    return Recogniser().from_disk(NAMES / f"fold{fold}" if fold >= 0 else WEIGHTS)


def _renamed(article: Article, annotation: dict[str, Any]) -> Article:
    said = Extraction(article.document, (), article.clusters, (), (), (), (), (), (), (), "")
    pairs = compare({**annotation, "id": article.document.id}, to_json(said)).layers["entities"].pairs
    ids = {article.clusters[j].id: annotation["entities"][i][0] for i, j in pairs}
    renamed = (replace(c, id=ids.get(c.id, f"?{c.id}")) for c in article.clusters)
    return replace(article, clusters=tuple(renamed))


def keep(part: str, layer: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Keep what a layer's classifiers found in articles that they had not seen, for the layers that build on it."""
    CACHE.mkdir(parents=True, exist_ok=True)
    (CACHE / f"{part}.{layer}.pickle").write_bytes(pickle.dumps(list(rows)))


def kept(part: str, layer: str) -> list[tuple[Any, ...]]:
    """Return what `keep` has kept."""
    rows: list[tuple[Any, ...]] = pickle.loads((CACHE / f"{part}.{layer}.pickle").read_bytes())
    return rows
