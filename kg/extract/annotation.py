"""An `Extraction` as one JSON object in the annotation format, plus `extra`, and back."""

from __future__ import annotations

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


def to_json(extraction: Extraction) -> Row:
    """Return the extraction as plain lists and dicts: what hand annotations look like, and `extra` row by row."""
    return {
        "id": extraction.document.id,
        "entities": [
            [c.id, c.type, c.name, list(dict.fromkeys([c.name, *(m.span.text for m in c.mentions)]))]
            for c in extraction.clusters
        ],
        "corefs": [[c.sentence, c.span.text, c.entity] for c in extraction.corefs],
        "roles": [[r.person, r.title.text, r.organization, r.status, r.sentence] for r in extraction.roles],
        "relations": [
            [r.subject, r.predicate, r.object, r.sentence, r.modality, r.source] for r in extraction.relations
        ],
        "events": [_event(event) for event in extraction.events],
        "quotes": [[q.sentence, q.speaker, q.kind, q.cue.text if q.cue else ""] for q in extraction.quotes],
        "values": [[v.span.text, v.kind, _number(v), v.unit] for v in extraction.values],
        "extra": _extra(extraction),
    }


def _event(event: Event) -> Row:
    return {
        "type": event.type, "trigger": event.trigger.text, "sent": event.sentence, "modality": event.modality,
        "source": event.source, "args": [[a.role, a.entity or a.span.text] for a in event.arguments],
    }  # fmt: skip


def _number(value: Value) -> str | int | float:
    if value.kind == "date":
        return value.value
    number = float(value.value)
    return int(value.value) if value.value.lstrip("-").isdigit() else number


def _at(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _sure(row: Any) -> Row:
    return {"confidence": row.confidence, "method": row.method}


def _evidence(row: Any) -> Row:
    return {"span": _at(row.span), "modality": row.modality, "source": row.source, **_sure(row)}


def _extra(extraction: Extraction) -> Row:
    document = extraction.document
    return {
        "version": extraction.version,
        "document": {
            "text": document.text, "title": document.title, "published": document.published and document.published.isoformat(),
            "publisher": document.publisher, "url": document.url, "language": document.language, "source": document.source,
            "given": document.sentences is not None, "sentences": [list(bounds) for bounds in extraction.sentences],
        },
        "entities": [
            {"spans": [_at(m.span) for m in c.mentions], "types": [m.type for m in c.mentions],
             "sentences": [m.sentence for m in c.mentions], "confidences": [m.confidence for m in c.mentions],
             "methods": [m.method for m in c.mentions], **_sure(c)}
            for c in extraction.clusters
        ],
        "corefs": [{"span": _at(c.span), **_sure(c)} for c in extraction.corefs],
        "roles": [{"title": _at(r.title), **_evidence(r)} for r in extraction.roles],
        "relations": [_evidence(r) for r in extraction.relations],
        "events": [
            {"trigger": _at(e.trigger), "args": [{"span": _at(a.span), "entity": a.entity, "confidence": a.confidence} for a in e.arguments],
             **_evidence(e)}
            for e in extraction.events
        ],
        "quotes": [{"span": _at(q.span), "cue": _at(q.cue), **_sure(q)} for q in extraction.quotes],
        "values": [{"span": _at(v.span), "value": v.value, "sentence": v.sentence, **_sure(v)} for v in extraction.values],
        "open": [
            {"subject": r.subject, "verb": r.verb, "preposition": r.preposition, "object": r.object,
             "sentence": r.sentence, **_evidence(r)}
            for r in extraction.open_relations
        ],
    }  # fmt: skip


def from_json(row: Row) -> Extraction:
    """Return the extraction that `to_json` wrote; `extra` must be there."""
    extra, d = row["extra"], row["extra"]["document"]
    bounds = tuple((start, end) for start, end in d["sentences"])
    document = Document(
        row["id"], d["text"], d["title"], date.fromisoformat(d["published"]) if d["published"] else None, d["publisher"],
        d["url"], d["language"], d["source"], bounds if d["given"] else None,
    )  # fmt: skip
    return Extraction(
        document, bounds,
        tuple(_cluster(document, r, x) for r, x in zip(row["entities"], extra["entities"], strict=True)),
        tuple(Coref(document.span(*x["span"]), r[0], r[2], x["confidence"], x["method"])
              for r, x in zip(row["corefs"], extra["corefs"], strict=True)),
        tuple(Value(document.span(*x["span"]), r[1], x["value"], r[3], x["sentence"], x["confidence"], x["method"])
              for r, x in zip(row["values"], extra["values"], strict=True)),
        tuple(Quote(r[0], r[1], r[2], document.span(*x["cue"]) if x["cue"] else None, document.span(*x["span"]),
                    x["confidence"], x["method"])
              for r, x in zip(row["quotes"], extra["quotes"], strict=True)),
        tuple(Role(r[0], document.span(*x["title"]), r[2], r[3], r[4], **_stated(document, x))
              for r, x in zip(row["roles"], extra["roles"], strict=True)),
        tuple(Relation(*r[:4], **_stated(document, x)) for r, x in zip(row["relations"], extra["relations"], strict=True)),
        tuple(_read_event(document, r, x) for r, x in zip(row["events"], extra["events"], strict=True)),
        tuple(OpenRelation(x["subject"], x["verb"], x["preposition"], x["object"], x["sentence"], **_stated(document, x))
              for x in extra["open"]),
        extra["version"],
    )  # fmt: skip


def _stated(document: Document, x: Row) -> Row:
    return {
        "span": document.span(*x["span"]), "modality": x["modality"], "source": x["source"],
        "confidence": x["confidence"], "method": x["method"],
    }  # fmt: skip


def _cluster(document: Document, r: list[Any], x: Row) -> Cluster:
    columns = zip(x["spans"], x["types"], x["sentences"], x["confidences"], x["methods"], strict=True)
    mentions = tuple(Mention(document.span(*at), type_, n, sure, method) for at, type_, n, sure, method in columns)
    return Cluster(r[0], r[1], r[2], mentions, x["confidence"], x["method"])


def _read_event(document: Document, r: Row, x: Row) -> Event:
    arguments = tuple(
        Argument(role, y["entity"], document.span(*y["span"]), y["confidence"])
        for (role, _), y in zip(r["args"], x["args"], strict=True)
    )
    return Event(r["type"], document.span(*x["trigger"]), r["sent"], arguments, **_stated(document, x))
