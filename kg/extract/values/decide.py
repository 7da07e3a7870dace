"""Which candidates are values, how far a unit reaches, and the unit of a number that stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from kg.extract.linear import Linear
from kg.extract.values.candidate import Candidate
from kg.extract.values.features import Scene, candidate_features, in_furniture, unit_features
from kg.extract.values.lexicon import DATA, compounds, table
from kg.extract.values.numbers import plain
from kg.extract.values.quantities import Word, unit_words, with_unit
from kg.extract.values.vetoes import trimmed, vetoed

__all__ = ["Kept", "Models", "decide", "models", "plausible"]

#: values on either side whose unit a bare number may share
NEIGHBOURS = 8
#: a number from here on is the same wherever an article says it again: "4 juta"; a small one counts something else
AGAIN = 100


@dataclass(frozen=True, slots=True)
class Models:
    """The two classifiers: which kind a candidate is, and whether a unit takes one more word."""

    kinds: Linear
    units: Linear


@dataclass(frozen=True, slots=True)
class Kept:
    """A candidate that is a value, and how sure that is."""

    candidate: Candidate
    confidence: float


@lru_cache
def models(folder: Path = DATA) -> Models:
    """Return the classifiers that kg ships.

    Raises:
        ModelError: where their weights are missing or damaged.
    """
    return Models(Linear.load(folder / "kinds.npz"), Linear.load(folder / "units.npz"))


def decide(scene: Scene, found: Sequence[Candidate], trained: Models) -> list[Kept]:
    """Return the candidates that are values, quantities with their units, in order of the text."""
    keep = table("thresholds")["keep"]
    found = [candidate for candidate in found if plausible(scene, candidate)]
    if not found:
        return []
    scores = trained.kinds.probabilities([candidate_features(scene, candidate) for candidate in found])
    kept: list[Kept] = []
    for candidate, row in zip(found, scores, strict=True):
        no = float(row[trained.kinds.labels.index("no")])
        if 1 - no >= keep:
            kept.append(Kept(_of_kind(candidate, trained.kinds.labels, row.tolist()), round(1 - no, 4)))
    whole = _alone(scene, _composed(_united(scene, kept, trained.units)))
    return [item for item in whole if not vetoed(scene, item.candidate)]


def plausible(scene: Scene, candidate: Candidate) -> bool:
    """Say whether a candidate may be a value at all: one value, and not in a sentence of the site itself."""
    return candidate.rule != "range" and not in_furniture(scene, candidate)


def _of_kind(candidate: Candidate, labels: Sequence[str], row: Sequence[float]) -> Candidate:
    """Return a bare number as the kind that its surroundings make it: "11,93 triliun" among rupiah is money."""
    if candidate.kind != "quantity":
        return candidate
    best = max((score, label) for score, label in zip(row, labels, strict=True) if label not in ("no", "date"))[1]
    return replace(candidate, kind=str(best), unit="%" if best == "percent" else candidate.unit)


def _united(scene: Scene, kept: Sequence[Kept], model: Linear) -> list[Kept]:
    """Return the values, each counted quantity with the words of its unit."""
    spans = [unit_words(scene.tokens, k.candidate.last) if _counts(k.candidate) else [] for k in kept]
    rows = [unit_features(scene, words, n) for words in spans for n in range(len(words))]
    scores = iter(model.probabilities(rows)[:, model.labels.index("yes")].tolist()) if rows else iter(())
    result = []
    for item, words in zip(kept, spans, strict=True):
        count = _reach(words, [next(scores) for _ in words])
        result.append(replace(item, candidate=with_unit(item.candidate, trimmed(words[:count]))))
    return result


def _reach(words: Sequence[Word], scores: Sequence[float]) -> int:
    """Return how many words are the unit: those of a known compound, else up to the first that is unlikely."""
    names = [word.text.lower() for word in words]
    known = max((n for n in range(2, len(names) + 1) if " ".join(names[:n]) in compounds()), default=0)
    if known:
        return known
    threshold = table("thresholds")["unit"]
    return next((n for n, score in enumerate(scores) if score < threshold), len(scores))


def _counts(candidate: Candidate) -> bool:
    return candidate.kind == "quantity" and not candidate.unit


def _composed(kept: Sequence[Kept]) -> list[Kept]:
    """Return the values with "1 tahun 6 bulan" as one, in the smaller unit."""
    parts: dict[str, dict[str, int]] = table("quantities")["parts"]
    result: list[Kept] = []
    for item in kept:
        large, small = result[-1].candidate if result else None, item.candidate
        factor = parts.get(large.unit.lower(), {}).get(small.unit.lower()) if large else None
        if large and factor and large.last == small.first:
            value = Decimal(large.value) * factor + Decimal(small.value)
            whole = replace(small, start=large.start, first=large.first, value=plain(value))
            result[-1] = Kept(whole, min(item.confidence, result[-1].confidence))
        else:
            result.append(item)
    return result


def _alone(scene: Scene, kept: Sequence[Kept]) -> list[Kept]:
    """Return the values, each number without a unit with the one that its neighbours have."""
    of_value = {k.candidate.value: k.candidate.unit for k in reversed(kept) if _is_repeatable(k.candidate)}
    result: list[Kept] = []
    currency = ""
    for place, item in enumerate(kept):
        own = item.candidate
        if own.kind == "money":
            own = replace(own, unit=own.unit or currency)
            currency = own.unit
        elif own.kind == "quantity" and not own.unit:
            own = replace(own, unit=_title(scene, own) or of_value.get(own.value) or _nearby(scene, kept, place))
        result.append(replace(item, candidate=own))
    return result


def _united_quantity(candidate: Candidate) -> bool:
    return candidate.kind == "quantity" and bool(candidate.unit)


def _is_repeatable(candidate: Candidate) -> bool:
    return _united_quantity(candidate) and abs(Decimal(candidate.value)) >= AGAIN


def _title(scene: Scene, candidate: Candidate) -> str:
    """Return the word before a number where it is the unit: "level 8.000"."""
    before = scene.tokens[candidate.first - 1].lower if candidate.first else ""
    return before if before in table("quantities")["titles"] else ""


def _nearby(scene: Scene, kept: Sequence[Kept], place: int) -> str:
    """Return the unit of the quantity before a bare number in its sentence, else of the one behind it."""
    sentence = scene.article.sentence_at(kept[place].candidate.start)
    before, behind = kept[max(0, place - NEIGHBOURS) : place], kept[place + 1 : place + 1 + NEIGHBOURS]
    around = (k.candidate for k in (*reversed(before), *behind))
    units = (c.unit for c in around if _united_quantity(c) and sentence.start <= c.start < sentence.end)
    return next(units, "")
