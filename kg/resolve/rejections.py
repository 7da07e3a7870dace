"""A person's decisions about articles and what they state: documents taken down, statements rejected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from kg.model import Extraction, Span
from kg.resolve.decisions import Decision, Place

__all__ = ["LAYERS", "Obeyed", "Row", "rows"]

#: the layers of which a row can be rejected
LAYERS = ("relations", "roles", "events", "quotes", "open_relations")
ACTIONS = ("reject", "remove")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that an article states: in which layer, as what, between which names, by which characters."""

    layer: str
    index: int
    predicate: str
    subject: str
    object: str
    span: Span

    def words(self) -> str:
        """Return the row in one line."""
        return f"{self.subject} — {self.predicate} — {self.object}".removesuffix(" — ")


def rows(extraction: Extraction) -> Iterator[Row]:
    """Yield all that an article states; a role is "role", a quotation "quote", an event goes by its type."""
    names = {cluster.id: cluster.name for cluster in extraction.clusters}
    for layer in LAYERS:
        for index, item in enumerate(getattr(extraction, layer)):
            yield Row(layer, index, *_ends(layer, item, names), item.span)


def _ends(layer: str, item: Any, names: dict[str, str]) -> tuple[str, str, str]:
    """Return predicate, subject and object as a person would write them."""
    match layer:
        case "relations":
            return item.predicate, names[item.subject], names[item.object]
        case "open_relations":
            return f"{item.verb} {item.preposition}".strip(), names[item.subject], names[item.object]
        case "roles":
            return "role", names[item.person], item.title.text
        case "events":
            return item.type, item.trigger.text, ""
        case _:
            return "quote", names[item.speaker], ""


@dataclass(slots=True)
class Obeyed:
    """Extractions as a person lets them stand; reading them through notes which decisions found what they are about."""

    extractions: Iterable[Extraction]
    decisions: tuple[Decision, ...] = ()
    used: set[int] = field(default_factory=set)

    @property
    def matters(self) -> bool:
        """Whether any decision is about articles or statements."""
        return any(decision.action in ACTIONS for decision in self.decisions)

    def __iter__(self) -> Iterator[Extraction]:
        """Yield the extractions that are not taken down, without what is rejected."""
        removed = {d.value: i for i, d in enumerate(self.decisions) if d.action == "remove"}
        for extraction in self.extractions:
            if extraction.document.id in removed:
                self.used.add(removed[extraction.document.id])
            else:
                yield self._without_rejected(extraction)

    def _without_rejected(self, extraction: Extraction) -> Extraction:
        about = [
            (i, d)
            for i, d in enumerate(self.decisions)
            if d.action == "reject" and any(p.document == extraction.document.id for p in d.places)
        ]
        if not about:
            return extraction
        gone: dict[str, set[int]] = {}
        for row in rows(extraction):
            for i, decision in about:
                if _rejects(decision, row, extraction.document.id):
                    gone.setdefault(row.layer, set()).add(row.index)
                    self.used.add(i)
        left: dict[str, Any] = {
            layer: tuple(item for n, item in enumerate(getattr(extraction, layer)) if n not in indices)
            for layer, indices in gone.items()
        }
        return replace(extraction, **left)

    def idle(self) -> tuple[str, ...]:
        """Return the decisions about articles and statements that nothing answers to any more."""
        missing = {"remove": "no such document in this build", "reject": "nothing like it is stated there"}
        return tuple(
            f"{decision.words()}: {missing[decision.action]}"
            for i, decision in enumerate(self.decisions)
            if decision.action in ACTIONS and i not in self.used
        )


def _rejects(decision: Decision, row: Row, document: str) -> bool:
    named = (decision.subject in ("", row.subject)) and (decision.object in ("", row.object))
    return decision.value == row.predicate and named and any(_at(place, row, document) for place in decision.places)


def _at(place: Place, row: Row, document: str) -> bool:
    return place.document == document and place.start < row.span.end and row.span.start < place.end
