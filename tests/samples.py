"""Small articles with what they say, made by hand, as the extractor would hand them on."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from kg.model import (
    Argument,
    Cluster,
    Document,
    Event,
    Extraction,
    Mention,
    Quote,
    Relation,
    Role,
    Span,
    Value,
)


def document(id_: str, sentences: list[str], publisher: str = "Harian A", day: str = "2017-01-10") -> Document:
    bounds, start = [], 0
    for sentence in sentences:
        bounds.append((start, start + len(sentence)))
        start += len(sentence) + 1
    published = date.fromisoformat(day)
    return Document(id_, "\n".join(sentences), sentences[0], published, publisher, sentences=tuple(bounds))


def extraction(document: Document, annotation: dict[str, Any]) -> Extraction:
    """Return the extraction that an annotation describes."""
    bounds = document.sentences or ()

    def within(number: int, text: str) -> Span:
        start = document.text.index(text, bounds[number - 1][0])
        return document.span(start, start + len(text))

    def number(offset: int) -> int:
        return sum(start <= offset for start, _ in bounds)

    def cluster(id_: str, type_: str, name: str, forms: list[str]) -> Cluster:
        pattern = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
        found = [document.span(*match.span()) for match in re.finditer(rf"\b(?:{pattern})(?!\w)", document.text)]
        return Cluster(id_, type_, name, tuple(Mention(span, type_, number(span.start), 0.9) for span in found), 0.9)

    def sentence(n: int) -> Span:
        return document.span(*bounds[n - 1])

    def event(row: dict[str, Any]) -> Event:
        known = {e[0] for e in annotation["entities"]}
        arguments = tuple(
            Argument(role, filler if filler in known else None, sentence(row["sent"]), 0.9)
            if filler in known
            else Argument(role, None, within(row["sent"], filler), 0.9)
            for role, filler in row["args"]
        )
        trigger = within(row["sent"], row["trigger"])
        where = sentence(row["sent"])
        return Event(row["type"], trigger, row["sent"], arguments, where, row["modality"], row["source"], 0.8)

    return Extraction(
        document,
        bounds,
        tuple(cluster(*row) for row in annotation["entities"]),
        values=tuple(
            Value(within(1, text), kind, str(value), unit, number(within(1, text).start), 0.9)
            for text, kind, value, unit in annotation.get("values", ())
        ),
        quotes=tuple(
            Quote(n, who, kind, within(n, cue) if cue else None, sentence(n), 0.9)
            for n, who, kind, cue in annotation.get("quotes", ())
        ),
        roles=tuple(
            Role(who, within(n, title), at, status, n, sentence(n), confidence=0.9)
            for who, title, at, status, n in annotation.get("roles", ())
        ),
        relations=tuple(
            Relation(s, p, o, n, sentence(n), modality, source, 0.9)
            for s, p, o, n, modality, source in annotation.get("relations", ())
        ),
        events=tuple(event(row) for row in annotation.get("events", ())),
        version="sample",
    )


def meeting() -> Extraction:
    """Two men meet; one article of two."""
    told = document("a1", [
        "Jack Ma bertemu Donald Trump di Trump Tower, New York, Senin (9/1).",
        "Ma adalah pendiri Alibaba yang memiliki Tmall.",
        "“Pertemuan luar biasa,” kata Trump.",
        "Alibaba berjanji membantu AS, kata Ma, dengan US$15 miliar.",
    ])  # fmt: skip
    return extraction(told, {
        "entities": [
            ["e1", "PER", "Jack Ma", ["Jack Ma", "Ma"]],
            ["e2", "PER", "Donald Trump", ["Donald Trump", "Trump"]],
            ["e3", "LOC", "Trump Tower", ["Trump Tower"]],
            ["e4", "LOC", "New York", ["New York"]],
            ["e5", "ORG", "Alibaba", ["Alibaba"]],
            ["e6", "PRD", "Tmall", ["Tmall"]],
            ["e7", "LOC", "AS", ["AS"]],
        ],
        "roles": [["e1", "pendiri", "e5", "current", 2]],
        "relations": [
            ["e3", "locatedIn", "e4", 1, "actual", None],
            ["e5", "owns", "e6", 2, "actual", None],
            ["e1", "founderOf", "e5", 2, "actual", None],
            ["e5", "praises", "e7", 4, "claimed", "e1"],
        ],
        "events": [
            {"type": "Meeting", "trigger": "bertemu", "sent": 1, "modality": "actual", "source": None,
             "args": [["agent", "e1"], ["agent", "e2"], ["place", "e3"], ["time", "Senin (9/1)"]]},
            {"type": "Plan", "trigger": "berjanji", "sent": 4, "modality": "planned", "source": "e1",
             "args": [["agent", "e5"], ["patient", "e7"], ["amount", "US$15 miliar"]]},
        ],
        "quotes": [[3, "e2", "direct", "kata"]],
        "values": [["Senin (9/1)", "date", "2017-01-09", ""], ["US$15 miliar", "money", 15000000000, "USD"]],
    })  # fmt: skip


def meeting_again() -> Extraction:
    """The other outlet's report of the same meeting."""
    told = document("b1", [
        "Bos Alibaba Group Holding Ltd (Alibaba), Jack Ma, bertemu Donald Trump.",
        "Keduanya berbicara tentang Amerika Serikat.",
    ], "Harian B")  # fmt: skip
    return extraction(told, {
        "entities": [
            ["e1", "ORG", "Alibaba Group Holding Ltd", ["Alibaba Group Holding Ltd", "Alibaba"]],
            ["e2", "PER", "Jack Ma", ["Jack Ma"]],
            ["e3", "PER", "Donald Trump", ["Donald Trump"]],
            ["e4", "LOC", "Amerika Serikat", ["Amerika Serikat"]],
        ],
        "events": [
            {"type": "Meeting", "trigger": "bertemu", "sent": 1, "modality": "actual", "source": None,
             "args": [["agent", "e2"], ["agent", "e3"]]},
        ],
    })  # fmt: skip
