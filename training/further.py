"""Annotated texts besides those of `../shared/annotation`: 93 articles of its `data/news`, and pieces written for this.

The articles stay where they are: `further.jsonl` holds where their sentences and all that is annotated stand, in
characters of headline, line break, text. The pieces (`made.jsonl`: invented people and companies, our own sentences)
are whole. Both were annotated for this project by the same guidelines, read once, with the help of a language model;
nothing is measured on them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kg.model import Document
from training.articles import SHARED, document_of, documents

__all__ = ["further", "packed", "pieces", "unpacked"]

HERE = Path(__file__).parent
Record = dict[str, Any]


def further() -> Iterator[tuple[Document, Record]]:
    """Yield each further article as a document and its annotation."""
    lines = (SHARED / "data" / "news" / "articles.jsonl").read_text(encoding="utf-8").split("\n")
    news = {record["id"]: record for record in map(json.loads, filter(None, lines))}
    for line in (HERE / "further.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        record = unpacked(row, news[row["id"]])
        yield document_of(record), record["annotation"]


def pieces() -> Iterator[tuple[Document, Record]]:
    """Yield each piece as a document and its annotation."""
    return documents(HERE / "made.jsonl")


def unpacked(row: Record, news: Record) -> Record:
    """Return a record as in `train.jsonl` from what stands where."""
    text = f"{news['title']}\n{news['text']}"
    fields = {key: news[key] for key in ("id", "title", "date", "publisher", "url")}
    sentences = [text[start:end] for start, end in row["sentences"]]

    def told(at: Any) -> Any:
        return text[at[0] : at[1]] if isinstance(at, list) else at

    return {**fields, "sentences": sentences, "annotation": _mapped(row["annotation"], told)}


def packed(record: Record, news: Record) -> Record:
    """Return where the sentences and the annotated words of a record stand.

    Raises:
        ValueError: where some word stands nowhere.
    """
    text, sentences, at = f"{news['title']}\n{news['text']}", [], 0
    for sentence in record["sentences"]:
        start = text.index(sentence, at)
        at = start + len(sentence)
        sentences.append([start, at])

    def placed(words: str) -> list[int]:
        start = text.find(words)
        start = text.lower().find(words.lower()) if start < 0 else start
        if start < 0:
            raise ValueError(f"{record['id']}: {words!r} stands nowhere")
        return [start, start + len(words)]

    return {"id": record["id"], "sentences": sentences, "annotation": _mapped(record["annotation"], placed)}


def _mapped(annotation: Record, change: Callable[[Any], Any]) -> Record:
    """Return the annotation with all words of the text changed, ids and kinds left alone."""
    ids = {row[0] for row in annotation["entities"]}
    return {
        "id": annotation["id"],
        "entities": [[a, b, change(c), [change(m) for m in d]] for a, b, c, d in annotation["entities"]],
        "corefs": [[n, change(words), id_] for n, words, id_ in annotation["corefs"]],
        "roles": [[a, change(title), b, status, n] for a, title, b, status, n in annotation["roles"]],
        "relations": annotation["relations"],
        "events": [
            {**event, "trigger": change(event["trigger"]), "args": [
                [role, filler if isinstance(filler, str) and filler in ids else change(filler)]
                for role, filler in event["args"]
            ]}
            for event in annotation["events"]
        ],
        "quotes": [],
        "values": [],
    }  # fmt: skip
