"""What the recogniser of names learns from: annotated articles and public sets as sentences of words with spans."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.language.id.ner_tokens import WHOLE, Cutter, Words, split
from kg.model import Document
from training.articles import SHARED, documents, spans_of
from training.further import further, pieces

__all__ = ["PUBLIC", "Text", "articles", "lowered", "public", "raw"]

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


def articles(name: str, cutter: Cutter = WHOLE) -> list[Text]:
    """Return the annotated articles of train or dev, the "further" ones, or the "made" pieces."""
    more = {"further": further, "made": pieces}
    pairs = more[name]() if name in more else documents(SHARED / "annotation" / f"{name}.jsonl")
    return [_article(*pair, cutter) for pair in pairs]


def public(name: str, part: str, cutter: Cutter = WHOLE) -> list[Text]:
    """Return the sentences of a public set, their tokens joined by blanks."""
    path = SHARED / "data" / "ner" / f"{name}.{part}.conll"
    return [_sentence(f"{name}-{part}-{n}", name, rows, cutter) for n, rows in enumerate(_rows(path))]


def raw(part: str = "", known: Container[str] = ()) -> list[str]:
    """Return the unlabelled texts of data/news: "articles" (but those whose id is known), "sentences", or both."""
    news = SHARED / "data" / "news"
    lines = (news / "articles.jsonl").read_text(encoding="utf-8").split("\n") if part != "sentences" else []
    records = (json.loads(line) for line in lines if line)
    texts = [f"{record['title']}\n{record['text']}" for record in records if record["id"] not in known]
    if part != "articles":
        texts += filter(None, (news / "sentences.txt").read_text(encoding="utf-8").split("\n"))
    return texts


def lowered(text: Text) -> Text:
    """Return the text in small letters, with the same names."""
    small = text.text.lower()
    assert len(small) == len(text.text)
    return replace(text, text=small)


def _article(document: Document, annotation: dict[str, Any], cutter: Cutter) -> Text:
    rows = [(form, row[1], row[0]) for row in annotation["entities"] for form in row[3]]
    text = document.text
    assert document.sentences
    words = split(text, [start for start, _ in document.sentences], cutter)
    outer = _longest(text, rows, {*words.starts}, {words.end(i) for i in range(len(words.words))})
    inner = []
    for start, end, _, id_ in outer:
        inside = [row for row in rows if row[2] != id_ and row[1] != "LOC" and len(row[0]) < end - start]
        inner += [(start + s, start + e, t) for s, e, t, _ in _longest(document.text[start:end], inside)]
    forms = frozenset((form, type_) for form, type_, _ in rows)
    return Text(document.id, "detik", text, words, tuple(o[:3] for o in outer), tuple(inner), forms)


def _longest(
    text: str, rows: Iterable[tuple[str, str, str]], starts: Container[int] = (), ends: Container[int] = ()
) -> list[tuple[int, int, str, str]]:
    """Return where the forms stand as whole words, or else glued to others but cut from them by the word bounds."""
    taken, found = bytearray(len(text)), []
    for form, type_, id_ in sorted(rows, key=lambda row: (-len(row[0]), row)):
        places = list(spans_of(form, text))
        if not places:
            inside = [match.span() for match in re.finditer(re.escape(form), text)]
            places = [(start, end) for start, end in inside if start in starts and end in ends]
        for start, end in places:
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append((start, end, type_, id_))
    return sorted(found)


def _rows(path: Path) -> Iterator[list[tuple[str, str]]]:
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if "\t" in line]
        if rows:
            yield [(row[0], row[1]) for row in rows]


def _sentence(id_: str, source: str, rows: list[tuple[str, str]], cutter: Cutter) -> Text:
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
    return Text(id_, source, text, split(text, [0], cutter), tuple(spans))
