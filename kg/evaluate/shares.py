"""Of the rows that agree, how many have the attribute right too, and which attributes are wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from kg.evaluate.compare import Comparison
from kg.evaluate.matching import normal

__all__ = ["SHARES", "Wrong", "not_fact_kept", "right", "wrong"]


@dataclass(frozen=True, slots=True)
class Wrong:
    """A row that agrees but for one attribute: what gold says, and what the prediction says."""

    layer: str
    share: str
    row: Any
    gold: str
    predicted: str


#: name of the share → layer, and the attribute as it is compared
SHARES: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "role status": ("roles", lambda row: row[3]),
    "relation modality": ("relations", lambda row: row[4]),
    "event modality": ("events", lambda row: row["modality"]),
    "quote kind": ("quotes", lambda row: row[2]),
    "value normalised": ("values", lambda row: (row[2], normal(row[3]))),
}


def right(comparison: Comparison, share: str) -> tuple[int, int]:
    """Return of how many matched rows the attribute is right, and how many there are."""
    layer, attribute = SHARES[share]
    matched = comparison.layers[layer].matched
    return sum(bool(attribute(g) == attribute(p)) for g, p in matched), len(matched)


def not_fact_kept(comparison: Comparison) -> tuple[int, int]:
    """Return how many matched relations and events that gold does not call actual the prediction does not either."""
    told = []
    for share in ("relation modality", "event modality"):
        layer, attribute = SHARES[share]
        told += [attribute(p) for g, p in comparison.layers[layer].matched if attribute(g) != "actual"]
    return sum(modality != "actual" for modality in told), len(told)


def wrong(comparison: Comparison) -> Iterator[Wrong]:
    """Yield every attribute that is wrong in a matched row."""
    for share, (layer, attribute) in SHARES.items():
        for g, p in comparison.layers[layer].matched:
            ours, theirs = attribute(g), attribute(p)
            if ours != theirs:
                yield Wrong(layer, share, g, _text(ours), _text(theirs))


def _text(attribute: Any) -> str:
    return " ".join(str(part) for part in attribute if str(part)) if isinstance(attribute, tuple) else str(attribute)
