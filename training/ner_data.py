"""What the recogniser of names learns from: annotated articles and public sets as sentences of words with spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.language.id.ner_tokens import Words, split
from kg.model import Document
from training.articles import SHARED, documents, spans_of

__all__ = ["PUBLIC", "Text", "articles", "public", "raw"]

#: the public sets that name persons, organizations and places, and nothing else
PUBLIC = ("idner", "nerui", "nerugm", "nergrit")
TYPES = {"PERSON": "PER", "ORGANISATION": "ORG", "ORGANIZATION": "ORG", "PLACE": "LOC", "LOCATION": "LOC",
         "PPL": "PER", "PLC": "LOC", "EVT": "EVT", "PER": "PER", "ORG": "ORG", "LOC": "LOC",
         "IND": "IND", "FNB": "FNB"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its names: `outer` and `inner` are (start, end, type) in characters, inner ones inside outer ones.

    `forms` are the annotated (name, type) of an article, `source` the name of the set.
    """

    id: str
    source: str
    text: str
    words: Words
    outer: tuple[tuple[int, int, str], ...]
    inner: tuple[tuple[int, int, str], ...] = ()
    forms: frozenset[tuple[str, str]] = frozenset()


def articles(name: str) -> list[Text]:
    """Return the annotated articles of train or dev."""
    return [_article(*pair) for pair in documents(SHARED / "annotation" / f"{name}.jsonl")]


def public(name: str, part: str) -> list[Text]:
    """Return the sentences of a public set, their tokens joined by blanks."""
    path = SHARED / "data" / "ner" / f"{name}.{part}.conll"
    return [_sentence(f"{name}-{part}-{n}", name, rows) for n, rows in enumerate(_rows(path))]


def raw() -> list[str]:
    """Return all unlabelled text there is: articles, sentences, the annotated articles, the public sets."""
    import json

    lines = (SHARED / "data" / "news" / "articles.jsonl").read_text(encoding="utf-8").split("\n")
    texts = [json.loads(line)["text"] for line in lines if line]
    texts += (SHARED / "data" / "news" / "sentences.txt").read_text(encoding="utf-8").split("\n")
    return texts


def _article(document: Document, annotation: dict[str, Any]) -> Text:
    rows = [(form, row[1], row[0]) for row in annotation["entities"] for form in row[3]]
    outer = _longest(document.text, rows)
    inner = []
    for start, end, _, id_ in outer:
        inside = [row for row in rows if row[2] != id_ and row[1] != "LOC" and len(row[0]) < end - start]
        inner += [(start + s, start + e, t) for s, e, t, _ in _longest(document.text[start:end], inside)]
    text = document.text
    assert document.sentences
    words = split(text, [start for start, _ in document.sentences])
    forms = frozenset((form, type_) for form, type_, _ in rows)
    return Text(document.id, "detik", text, words, tuple(o[:3] for o in outer), tuple(inner), forms)


def _longest(text: str, rows: Iterable[tuple[str, str, str]]) -> list[tuple[int, int, str, str]]:
    taken, found = bytearray(len(text)), []
    for form, type_, id_ in sorted(rows, key=lambda row: (-len(row[0]), row)):
        for start, end in spans_of(form, text):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append((start, end, type_, id_))
    return sorted(found)


def _rows(path: Path) -> Iterator[list[tuple[str, str]]]:
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if "\t" in line]
        if rows:
            yield [(row[0], row[1]) for row in rows]


def _sentence(id_: str, source: str, rows: list[tuple[str, str]]) -> Text:
    spans: list[tuple[int, int, str]] = []
    start, last = 0, ""
    for word, tag in rows:
        type_ = TYPES.get(tag[2:], "")
        if type_ and tag[0] == "I" and last == type_:
            spans[-1] = (spans[-1][0], start + len(word), type_)
        elif type_:
            spans.append((start, start + len(word), type_))
        last = type_
        start += len(word) + 1
    text = " ".join(word for word, _ in rows)
    return Text(id_, source, text, split(text, [0]), tuple(spans))
