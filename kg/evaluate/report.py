"""The comparisons of many articles as figures, worst articles, commonest errors and calibration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.evaluate.compare import LAYERS, Comparison
from kg.evaluate.shares import SHARES, not_fact_kept, right, wrong

__all__ = ["Figures", "Problem", "Report"]

#: figures by layer ("P", "R", "F1", "gold", "predicted") or share ("accuracy", "of"), in percent
Figures = dict[str, dict[str, float]]
_GRAPH = ("roles", "relations", "arguments", "quotes")
_ORDER = ("role status", "relation modality", "event modality", "not-fact kept", "quote kind", "value normalised")


@dataclass(frozen=True, slots=True)
class Problem:
    """An error that recurs: what is wrong, how often, and in which articles (the first few)."""

    layer: str
    text: str
    count: int
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What `score` found: one comparison per gold article, and how many of them were predicted at all."""

    comparisons: tuple[Comparison, ...]
    predicted: int

    def figures(self) -> Figures:
        """Return precision, recall and F1 of each layer, and the share of each attribute, micro-averaged."""
        figures = {layer: _rates(*self._counts(layer)) for layer in LAYERS}
        sums = [self._counts(layer) for layer in _GRAPH]
        figures["graph"] = _rates(*(sum(column) for column in zip(*sums, strict=True)))
        for share in _ORDER:
            counts = [right(c, share) if share in SHARES else not_fact_kept(c) for c in self.comparisons]
            hits, total = (sum(count[k] for count in counts) for k in (0, 1))
            figures[share] = {"accuracy": round(100 * hits / total, 1) if total else 0.0, "of": total}
        return figures

    def _counts(self, layer: str) -> tuple[int, int, int]:
        counts = [comparison.layers[layer].counts for comparison in self.comparisons]
        return sum(c[0] for c in counts), sum(c[1] for c in counts), sum(c[2] for c in counts)

    def worst(self, count: int = 10) -> list[tuple[str, float]]:
        """Return the articles with the lowest F1 over all layers, and that F1 in percent."""
        scored = [(comparison.id, _overall(comparison)) for comparison in self.comparisons]
        return sorted(scored, key=lambda item: (item[1], item[0]))[:count]

    def problems(self, layer: str, count: int = 5) -> list[Problem]:
        """Return the commonest errors of a layer: rows missing, spurious, or wrong in an attribute."""
        found: dict[str, list[str]] = {}
        for comparison in self.comparisons:
            for text in _problems(comparison, layer):
                found.setdefault(text, []).append(comparison.id)
        common = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))[:count]
        return [Problem(layer, text, len(ids), tuple(dict.fromkeys(ids))[:3]) for text, ids in common]

    def __str__(self) -> str:
        lines = [f"{len(self.comparisons)} articles, {self.predicted} predicted"]
        lines += [
            f"{name:18}" + "  ".join(f"{key} {value:>6}" for key, value in row.items())
            for name, row in self.figures().items()
        ]
        broken = [f"{c.id}: counts as empty, breaks the format: {c.broken}" for c in self.comparisons if c.broken]
        return "\n".join(lines + broken)


def _rates(hits: int, gold: int, predicted: int) -> dict[str, float]:
    precision, recall = hits / predicted if predicted else 0.0, hits / gold if gold else 0.0
    mean = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    rounded = {name: round(100 * rate, 1) for name, rate in (("P", precision), ("R", recall), ("F1", mean))}
    return {**rounded, "gold": gold, "predicted": predicted}


def _overall(comparison: Comparison) -> float:
    counts = [layer.counts for name, layer in comparison.layers.items() if name != "mentions"]
    hits, gold, predicted = (sum(column) for column in zip(*counts, strict=True))
    return round(200 * hits / (gold + predicted), 1) if gold + predicted else 100.0


def _problems(comparison: Comparison, layer: str) -> Iterator[str]:
    rows = comparison.layers[layer]
    retyped = {_retyped(g, p) for g in rows.missing for p in rows.spurious} - {""} if layer == "entities" else set()
    yield from sorted(retyped)
    yield from (f"missing {_sort(layer, row)}" for row in rows.missing)
    yield from (f"spurious {_sort(layer, row)}" for row in rows.spurious)
    yield from (f"{w.share}: {_kind(w)} for {_kind(w, gold=True)}" for w in wrong(comparison) if w.layer == layer)


def _retyped(gold: Any, predicted: Any) -> str:
    return f"{predicted[1]} for {gold[1]}" if gold[1] != predicted[1] and gold[2] == predicted[2] else ""


def _kind(error: Any, *, gold: bool = False) -> str:
    """Return the attribute of a wrong row; of a value only its kind, since every value is another one."""
    if error.layer == "values":
        return error.row[1] if gold else "another"
    return str(error.gold if gold else error.predicted)


def _sort(layer: str, row: Any) -> str:
    """Return what rows of a layer have in common with others: the type, the predicate, the role, the cue."""
    match layer:
        case "events":
            return str(row["type"])
        case "arguments":
            return f"{row[1]} of {row[0]}"
        case "quotes":
            return f"{row[2]} {row[3]!r}"
        case "roles" | "entities" | "mentions" | "relations" | "values" | "corefs":
            return str(row[1])
    raise ValueError(f"no layer {layer!r}: give one of {', '.join(LAYERS)}")
