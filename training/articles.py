"""The annotated articles as `Document`s, and their annotations as the types of `kg.model`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from kg.extract.article import Article, read
from kg.model import Cluster, Coref, Document, Mention, Span

__all__ = ["SHARED", "document_of", "documents", "gold_article", "spans_of"]

SHARED = Path(__file__).resolve().parents[2] / "shared"


def documents(path: Path) -> Iterator[tuple[Document, dict[str, Any]]]:
    """Yield each record of train.jsonl or dev.jsonl as a document (sentences joined by LF) and its annotation."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield document_of(record), record["annotation"]


def document_of(record: dict[str, Any]) -> Document:
    """Return the document of a record: its sentences joined by LF, and their bounds."""
    bounds, start = [], 0
    for sentence in record["sentences"]:
        bounds.append((start, start + len(sentence)))
        start += len(sentence) + 1
    return Document(
        record["id"],
        "\n".join(record["sentences"]),
        record["title"],
        date.fromisoformat(record["date"][:10]),
        record["publisher"],
        record["url"],
        sentences=tuple(bounds),
    )


def spans_of(form: str, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield where `form` stands as whole words in `text[start:end]`."""
    pattern = re.compile(rf"(?<!\w){re.escape(form)}(?!\w)" if re.match(r"\w", form) else re.escape(form))
    for match in pattern.finditer(text, start, len(text) if end is None else end):
        yield match.start(), match.end()


def gold_article(document: Document, doc: Doc, annotation: dict[str, Any]) -> Article:
    """Return the article with the annotated clusters and corefs in place, as a perfect extractor would have found them.

    Mentions are every whole-word occurrence of the annotated forms, longest form first, none overlapping.
    """
    article = read(doc, document)
    taken = bytearray(len(document.text))
    found: dict[str, list[Mention]] = {row[0]: [] for row in annotation["entities"]}
    forms = [(form, row[0], row[1]) for row in annotation["entities"] for form in row[3]]
    for form, id_, type_ in sorted(forms, key=lambda f: (-len(f[0]), f)):
        for start, end in spans_of(form, document.text):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found[id_].append(Mention(document.span(start, end), type_, article.sentence_at(start).number))
    for row in annotation["entities"]:
        if not found[row[0]]:  # a name that stands only inside longer ones ("DPR RI" in "Komisi II DPR RI")
            spans = {at for form in row[3] for at in spans_of(form, document.text)}
            found[row[0]] += [Mention(document.span(*at), row[1], article.sentence_at(at[0]).number) for at in spans]
    clusters = tuple(
        Cluster(row[0], row[1], row[2], tuple(sorted(found[row[0]], key=lambda m: m.span)), method="gold")
        for row in annotation["entities"]
    )
    corefs = tuple(
        Coref(span, n, id_, method="gold")
        for n, word, id_ in annotation["corefs"]
        if (span := _in_sentence(article, n, word))
    )
    return replace(article, clusters=clusters, corefs=corefs)


def _in_sentence(article: Article, number: int, word: str) -> Span | None:
    sentence = article.sentences[number - 1]
    text = article.document.text
    at = next(spans_of(word, text, sentence.start, sentence.end), None)
    if at is None and (place := text.find(word, sentence.start, sentence.end)) >= 0:
        at = place, place + len(word)
    return article.document.span(*at) if at else None
