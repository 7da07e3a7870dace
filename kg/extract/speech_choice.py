"""Choosing one of several candidates, or none: a log-linear ranker over named features, kept as a `Linear`.

Each candidate scores the sum of its features' weights; the scores of one choice, with that of "none", become
probabilities. Used for the antecedent of a pronoun, the speaker of a quotation and the cluster of a short name.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from spacy.strings import hash_string  # type: ignore[attr-defined]  # missing from its stub

from kg.extract.linear import Linear

__all__ = ["DATA", "Weights", "choice", "lines", "load", "table", "weights"]

DATA = Path(__file__).parent / "data"
#: weight by the hash of the feature's name
Weights = dict[int, float]


def weights(model: Linear) -> Weights:
    """Return the weight of each feature for the label "yes" against the other."""
    yes = model.labels.index("yes")
    column = (model.weights[:, yes] - model.weights[:, 1 - yes]).tolist()
    return {key: column[row] for key, row in model.rows.items()}


@cache
def load(name: str) -> Weights:
    """Return the weights shipped in `data/<name>.npz`, read once."""
    return weights(Linear.load(DATA / f"{name}.npz"))


def choice(model: Weights, candidates: Sequence[Sequence[str]]) -> list[float]:
    """Return the probability of each candidate, given its features; they sum to 1."""
    get = model.get
    scores = [sum([get(hash_string(feature), 0.0) for feature in features]) for features in candidates]
    top = max(scores)
    exponents = [math.exp(score - top) for score in scores]
    total = sum(exponents)
    return [e / total for e in exponents]


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the entries of a word list in `data/`, comments left out."""
    text = (DATA / name).read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def table(name: str) -> dict[str, tuple[str, ...]]:
    """Return a tab-separated file in `data/` by its first column."""
    rows = (line.split("\t") for line in lines(name))
    return {first: tuple(rest) for first, *rest in rows}
