"""One article's prediction beside its gold annotation: which rows agree, layer by layer, in the ids of gold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from kg.evaluate.matching import Pair, normal, pair_up, similarity
from kg.model import SYMMETRIC

__all__ = ["LAYERS", "Comparison", "Layer", "Row", "compare"]

Row = dict[str, Any]
LAYERS = ("entities", "mentions", "corefs", "roles", "relations", "events", "arguments", "quotes", "values")
#: layers of the annotation format
_FIELDS = ("entities", "corefs", "roles", "relations", "events", "quotes", "values")


@dataclass(frozen=True, slots=True)
class Layer:
    """The rows of one layer, the predicted ones in the ids of gold, and the pairs of those that agree."""

    gold: tuple[Any, ...]
    predicted: tuple[Any, ...]
    pairs: tuple[Pair, ...]

    @property
    def counts(self) -> tuple[int, int, int]:
        """Return how many agree, are gold, are predicted."""
        return len(self.pairs), len(self.gold), len(self.predicted)

    @property
    def missing(self) -> list[Any]:
        """Return the gold rows without a partner."""
        found = {i for i, _ in self.pairs}
        return [row for i, row in enumerate(self.gold) if i not in found]

    @property
    def spurious(self) -> list[Any]:
        """Return the predicted rows without a partner."""
        found = {j for _, j in self.pairs}
        return [row for j, row in enumerate(self.predicted) if j not in found]

    @property
    def matched(self) -> list[tuple[Any, Any]]:
        """Return the rows that agree."""
        return [(self.gold[i], self.predicted[j]) for i, j in self.pairs]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One article: its layers, and why the prediction counts as empty where it breaks the format."""

    id: str
    names: dict[str, str]
    layers: dict[str, Layer]
    broken: str = ""


def compare(gold: Row, predicted: Row) -> Comparison:
    """Return the comparison of one article; a prediction that breaks the format counts as empty."""
    try:
        return _compare(gold, {**{field: [] for field in _FIELDS}, **predicted})
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        empty = _compare(gold, {field: [] for field in _FIELDS})
        return Comparison(empty.id, empty.names, empty.layers, repr(error))


def _compare(gold: Row, predicted: Row) -> Comparison:
    entities = _entities(gold["entities"], predicted["entities"])
    same = {predicted["entities"][j][0]: gold["entities"][i][0] for i, j in entities.pairs}
    known = _Ids(
        same, frozenset(row[0] for row in gold["entities"]), frozenset(row[0] for row in predicted["entities"])
    )
    events = _events(gold["events"], predicted["events"], known)
    layers = {
        "entities": entities,
        "mentions": _mentions(gold["entities"], predicted["entities"]),
        "corefs": _corefs(gold["corefs"], predicted["corefs"], known),
        "roles": _roles(gold["roles"], predicted["roles"], known),
        "relations": _relations(gold["relations"], predicted["relations"], known),
        "events": events,
        "arguments": _arguments(events, known),
        "quotes": _quotes(gold["quotes"], predicted["quotes"], known),
        "values": _layer(gold["values"], predicted["values"], _same_value),
    }
    names = {f"?{row[0]}": row[2] for row in predicted["entities"]} | {row[0]: row[2] for row in gold["entities"]}
    return Comparison(gold["id"], names, layers)


@dataclass(frozen=True, slots=True)
class _Ids:
    """Which predicted entity is which gold one, and what ids there are at all."""

    same: dict[str, str]
    gold: frozenset[str]
    predicted: frozenset[str]

    def of(self, id_: str) -> str:
        """Return the id in gold; one that gold does not have is marked with "?"."""
        return self.same.get(id_, f"?{id_}")

    def filler(self, filler: str) -> str:
        """Return what fills a predicted argument: an id in gold, or a literal marked with "="."""
        return self.of(filler) if filler in self.predicted else f"={filler}"


def _layer(gold: Sequence[Any], predicted: Sequence[Any], fit: Callable[[Any, Any], int]) -> Layer:
    return Layer(tuple(gold), tuple(predicted), tuple(pair_up(gold, predicted, fit)))


def _entities(gold: Sequence[Any], predicted: Sequence[Any]) -> Layer:
    """Pair entities of one type of which gold knows half of the predicted forms; most forms in common first."""
    candidates = []
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            ours, theirs = _forms(g), _forms(p)
            shared = len(ours & theirs)
            if g[1] == p[1] and theirs and 2 * shared >= len(theirs):
                candidates.append((shared, normal(g[2]) == normal(p[2]), -i, -j))
    # two rows with one id are one entity: ids are used up, not places
    pairs: dict[str, Pair] = {}
    used: set[str] = set()
    for _, _, i, j in sorted(candidates, reverse=True):
        gold_id, id_ = gold[-i][0], predicted[-j][0]
        if id_ not in pairs and gold_id not in used:
            pairs[id_] = (-i, -j)
            used.add(gold_id)
    return Layer(tuple(gold), tuple(predicted), tuple(pairs.values()))


def _forms(entity: Any) -> set[str]:
    return {normal(form) for form in [entity[2], *entity[3]]} - {""}


def _mentions(gold: Sequence[Any], predicted: Sequence[Any]) -> Layer:
    ours, theirs = (sorted({(normal(form), row[1]) for row in rows for form in row[3]}) for rows in (gold, predicted))
    return Layer(
        tuple(ours), tuple(theirs), tuple((ours.index(row), j) for j, row in enumerate(theirs) if row in set(ours))
    )


def _corefs(gold: Sequence[Any], predicted: Sequence[Any], ids: _Ids) -> Layer:
    rows = [(sentence, word, ids.of(entity)) for sentence, word, entity in predicted]
    return _layer(gold, rows, lambda g, p: (g[0] == p[0] and g[2] == p[2]) * similarity(g[1], p[1]))


def _roles(gold: Sequence[Any], predicted: Sequence[Any], ids: _Ids) -> Layer:
    rows = [(ids.of(who), title, where and ids.of(where), status, n) for who, title, where, status, n in predicted]
    return _layer(gold, rows, lambda g, p: (g[0] == p[0] and g[2] == p[2]) * similarity(g[1], p[1]))


def _relations(gold: Sequence[Any], predicted: Sequence[Any], ids: _Ids) -> Layer:
    rows = [(ids.of(row[0]), row[1], ids.of(row[2]), *row[3:]) for row in predicted]
    return _layer(gold, rows, lambda g, p: int(_triple(g) == _triple(p)))


def _triple(row: Sequence[Any]) -> tuple[str, ...]:
    ends = str(row[0]), str(row[2])
    return (row[1], *(sorted(ends) if row[1] in SYMMETRIC else ends))


def _events(gold: Sequence[Any], predicted: Sequence[Any], ids: _Ids) -> Layer:
    """Pair events of one type, at most a sentence apart, that share an entity: with most arguments in common first."""
    rows = [{**event, "args": [(role, ids.filler(filler)) for role, filler in event["args"]]} for event in predicted]

    def fit(g: Row, p: Row) -> int:
        shared = ids.gold.intersection(str(v) for _, v in g["args"]) & {str(v) for _, v in p["args"]}
        if g["type"] != p["type"] or abs(g["sent"] - p["sent"]) > 1 or not shared:
            return 0
        same = len(pair_up(_tuples(g["args"]), p["args"], _argument(ids)))
        near, named = g["sent"] == p["sent"], normal(g["trigger"]) == normal(p["trigger"])
        return 1 + 100 * same + 10 * int(near) + int(named)

    return _layer(gold, rows, fit)


def _tuples(arguments: Sequence[Any]) -> list[tuple[Any, ...]]:
    return [tuple(argument) for argument in arguments]


def _argument(ids: _Ids) -> Callable[[Any, Any], int]:
    """Return the fit of two arguments: one entity in one role, or literals alike."""

    def fit(g: Any, p: Any) -> int:
        if g[0] != p[0]:
            return 0
        if g[1] in ids.gold:
            return 3 * int(g[1] == p[1])
        return similarity(g[1], p[1][1:]) if p[1].startswith("=") else 0

    return fit


def _arguments(events: Layer, ids: _Ids) -> Layer:
    """Return the arguments of all events, those of matched events paired; a row is (event type, role, filler)."""
    gold, predicted = ([(e["type"], *a) for e in rows for a in e["args"]] for rows in (events.gold, events.predicted))
    starts, ends = (_offsets(rows) for rows in (events.gold, events.predicted))
    pairs = [
        (starts[i] + a, ends[j] + b)
        for i, j in events.pairs
        for a, b in pair_up(_tuples(events.gold[i]["args"]), events.predicted[j]["args"], _argument(ids))
    ]
    return Layer(tuple(gold), tuple(predicted), tuple(pairs))


def _offsets(events: Sequence[Row]) -> list[int]:
    offsets, total = [], 0
    for event in events:
        offsets.append(total)
        total += len(event["args"])
    return offsets


def _quotes(gold: Sequence[Any], predicted: Sequence[Any], ids: _Ids) -> Layer:
    rows = [(sentence, ids.of(speaker), *rest) for sentence, speaker, *rest in predicted]
    return _layer(gold, rows, lambda g, p: (g[0] == p[0] and g[1] == p[1]) * (1 + (g[2] == p[2])))


def _same_value(gold: Any, predicted: Any) -> int:
    alike = similarity(gold[0], predicted[0]) if gold[1] == predicted[1] else 0
    return 4 * alike + (gold[2:] == predicted[2:]) if alike else 0
