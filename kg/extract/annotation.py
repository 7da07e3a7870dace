"""An `Extraction` as one JSON object in the annotation format, plus `extra`, and back.

The plain layers are what hand annotations look like. `extra` holds, per layer and in its order, one object per row
with every field of our type, spans as `[start, end]`, so that nothing is lost on the way. A value that stands several
times is one row; `occurrences` in its object holds the others.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from kg.model import (
    Argument,
    Cluster,
    Coref,
    Document,
    Event,
    Extraction,
    Mention,
    OpenRelation,
    Quote,
    Relation,
    Role,
    Span,
    Value,
)

__all__ = ["from_json", "to_json"]

Row = dict[str, Any]

#: layer of `extra` → (field of Extraction, type of its items)
LAYERS: dict[str, tuple[str, type]] = {
    "entities": ("clusters", Cluster),
    "corefs": ("corefs", Coref),
    "values": ("values", Value),
    "quotes": ("quotes", Quote),
    "roles": ("roles", Role),
    "relations": ("relations", Relation),
    "events": ("events", Event),
    "open": ("open_relations", OpenRelation),
}
NESTED: dict[str, type] = {"mentions": Mention, "arguments": Argument}


def to_json(extraction: Extraction) -> Row:
    """Return the extraction as plain lists and dicts: the annotation format and `extra`."""
    return {
        "id": extraction.document.id,
        "entities": [[c.id, c.type, c.name, _forms(c)] for c in extraction.clusters],
        "corefs": [[c.sentence, c.span.text, c.entity] for c in extraction.corefs],
        "roles": [[r.person, r.title.text, r.organization, r.status, r.sentence] for r in extraction.roles],
        "relations": [
            [r.subject, r.predicate, r.object, r.sentence, r.modality, r.source] for r in extraction.relations
        ],
        "events": [_event(event) for event in extraction.events],
        "quotes": [[q.sentence, q.speaker, q.kind, q.cue.text if q.cue else ""] for q in extraction.quotes],
        "values": [[v.span.text, v.kind, _number(v), v.unit] for v, *_ in _distinct(extraction.values)],
        "extra": {
            "version": extraction.version,
            "document": _document(extraction),
            **{layer: [_row(item) for item in getattr(extraction, name)] for layer, (name, _) in LAYERS.items()},
            "values": [
                {**_row(v), "occurrences": [_row(o) for o in rest]} for v, *rest in _distinct(extraction.values)
            ],
        },
    }


def from_json(row: Row) -> Extraction:
    """Return the extraction that `to_json` wrote; only `id` and `extra` are read."""
    extra = row["extra"]
    about = dict(extra["document"])
    bounds = tuple((start, end) for start, end in about.pop("sentences"))
    published = date.fromisoformat(about.pop("published")) if about["published"] else about.pop("published")
    given = bounds if about.pop("given") else None
    document = Document(id=row["id"], published=published, sentences=given, **about)
    layers = {
        name: tuple(_decode(document, type_, item) for item in extra[layer]) for layer, (name, type_) in LAYERS.items()
    }
    others = [_decode(document, Value, row) for value in extra["values"] for row in value["occurrences"]]
    layers["values"] = tuple(sorted((*layers["values"], *others), key=lambda value: value.span))
    return Extraction(document, bounds, version=extra["version"], **layers)


def _distinct(values: tuple[Value, ...]) -> list[list[Value]]:
    """Return the values by text, kind, number and unit, each with all its occurrences, in order of the first."""
    found: dict[tuple[str, str, str, str], list[Value]] = {}
    for value in values:
        found.setdefault((value.span.text, value.kind, value.value, value.unit), []).append(value)
    return list(found.values())


def _forms(cluster: Cluster) -> list[str]:
    return list(dict.fromkeys(mention.span.text for mention in cluster.mentions))


def _number(value: Value) -> str | int | float:
    if value.kind == "date":
        return value.value
    number = float(value.value)
    return int(number) if number.is_integer() else number


def _event(event: Event) -> Row:
    row = {"type": event.type, "trigger": event.trigger.text, "sent": event.sentence}
    arguments = [[a.role, a.entity or a.span.text] for a in event.arguments]
    return {**row, "modality": event.modality, "source": event.source, "args": arguments}


def _document(extraction: Extraction) -> Row:
    document = extraction.document
    row = {f.name: getattr(document, f.name) for f in fields(Document) if f.name not in {"id", "sentences"}}
    row["published"] = document.published.isoformat() if document.published else None
    return {**row, "given": document.sentences is not None, "sentences": [list(b) for b in extraction.sentences]}


def _row(item: Any) -> Row:
    row: Row = _encode(item)
    return {**row, "spans": [m["span"] for m in row["mentions"]]} if isinstance(item, Cluster) else row


def _encode(item: Any) -> Any:
    if isinstance(item, Span):
        return [item.start, item.end]
    if isinstance(item, tuple):
        return [_encode(part) for part in item]
    if hasattr(item, "__dataclass_fields__"):
        return {f.name: _encode(getattr(item, f.name)) for f in fields(item)}
    return item


def _decode(document: Document, type_: type, row: Row) -> Any:
    def value(name: str, raw: Any, annotation: str) -> Any:
        if "Span" in annotation:
            return document.span(*raw) if raw else None
        if name in NESTED:
            return tuple(_decode(document, NESTED[name], part) for part in raw)
        return raw

    return type_(**{f.name: value(f.name, row[f.name], str(f.type)) for f in fields(type_)})
