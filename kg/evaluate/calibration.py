"""How far confidences can be trusted: of the rows at 0.8, how many are right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.evaluate.compare import Comparison, Row

__all__ = ["Bin", "calibration"]

_LAYERS = ("entities", "corefs", "roles", "relations", "events", "arguments", "quotes", "values")


@dataclass(frozen=True, slots=True)
class Bin:
    """The predicted rows of a layer with a confidence from `low` to below `high`: number, mean, share right."""

    layer: str
    low: float
    high: float
    count: int
    confidence: float
    right: float


def calibration(comparisons: Sequence[Comparison], predicted: Sequence[Row], *, bins: int = 10) -> list[Bin]:
    """Return the bins that hold any row, by layer; `predicted` are the rows compared, with their `extra`."""
    found: dict[tuple[str, int], list[tuple[float, bool]]] = {}
    rows = {row["id"]: row for row in predicted}
    for comparison in comparisons:
        for layer, confidence, right in _judged(comparison, rows.get(comparison.id, {})):
            place = min(int(confidence * bins + 1e-9), bins - 1)
            found.setdefault((layer, place), []).append((confidence, right))
    order = sorted(found.items(), key=lambda item: (_LAYERS.index(item[0][0]), item[0][1]))
    return [_bin(layer, place, bins, judged) for (layer, place), judged in order]


def _judged(comparison: Comparison, row: Row) -> Iterator[tuple[str, float, bool]]:
    extra = {} if comparison.broken else row.get("extra", {})
    for layer in _LAYERS:
        right = {j for _, j in comparison.layers[layer].pairs}
        for place, confidence in enumerate(_confidences(extra, layer)):
            yield layer, confidence, place in right


def _confidences(extra: Row, layer: str) -> list[float]:
    if layer == "arguments":
        return [argument["confidence"] for event in extra.get("events", ()) for argument in event["args"]]
    return [row["confidence"] for row in extra.get(layer, ())]


def _bin(layer: str, place: int, bins: int, judged: Sequence[tuple[float, bool]]) -> Bin:
    count = len(judged)
    mean, share = sum(c for c, _ in judged) / count, sum(right for _, right in judged) / count
    return Bin(layer, place / bins, (place + 1) / bins, count, round(mean, 3), round(share, 3))
