"""The annotated quotes, values and roles as the types of `kg.model`: what a perfect extractor would have found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, DocBin

from kg.extract.article import Article
from kg.extract.quotes import quotes
from kg.extract.values import values
from kg.language import parse
from kg.model import Document, Quote, Role, Span, Value
from training.articles import documents, gold_article, spans_of

__all__ = ["further_layers", "gold_layers", "parsed"]


def parsed(path: Path, nlp: Language, cache: Path | None = None) -> Iterator[tuple[Document, Doc, dict[str, Any]]]:
    """Yield the documents of a file with their parse; `cache` keeps the parses between runs."""
    rows = list(documents(path))
    if cache and cache.exists():
        docs = list(DocBin().from_disk(cache).get_docs(nlp.vocab))
    else:
        docs = [parse(nlp, document) for document, _ in rows]
        if cache:
            DocBin(docs=docs).to_disk(cache)
    for (document, annotation), doc in zip(rows, docs, strict=True):
        yield document, doc, annotation


def further_layers(document: Document, doc: Doc, annotation: dict[str, Any]) -> Article:
    """Return the article as annotated; where neither values nor quotes are, with those that are found."""
    article = gold_layers(document, doc, annotation)
    if annotation["values"] or annotation["quotes"]:
        return article
    article = replace(article, values=values(article))
    return replace(article, quotes=quotes(article))


def gold_layers(document: Document, doc: Doc, annotation: dict[str, Any]) -> Article:
    """Return the article with the annotated clusters, corefs, values, quotes and roles in place."""
    return with_layers(gold_article(document, doc, annotation), annotation)


def with_layers(article: Article, annotation: dict[str, Any]) -> Article:
    """Return the article with the annotated values, quotes and roles; its clusters have the annotation's ids."""
    return replace(
        article,
        values=tuple(_values(article, annotation["values"])),
        quotes=tuple(_quote(article, *row) for row in annotation["quotes"]),
        roles=tuple(_role(article, *row) for row in annotation["roles"]),
    )


def _values(article: Article, rows: list[list[Any]]) -> Iterator[Value]:
    text = article.document.text
    taken = bytearray(len(text))
    found = []
    for form, kind, value, unit in sorted(rows, key=lambda row: (-len(row[0]), row[0])):
        for start, end in spans_of(form, text):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append((article.document.span(start, end), kind, str(value), unit))
    for span, kind, value, unit in sorted(found):
        yield Value(span, kind, value, unit, article.sentence_at(span.start).number, method="gold")


def _find(article: Article, number: int, form: str) -> Span | None:
    sentence = article.sentences[number - 1]
    at = article.document.text.find(form, sentence.start, sentence.end) if form else -1
    return article.document.span(at, at + len(form)) if at >= 0 else None


def _quote(article: Article, number: int, speaker: str, kind: str, cue: str) -> Quote:
    sentence = article.sentences[number - 1]
    whole = article.document.span(sentence.start, sentence.end)
    return Quote(number, speaker, kind, _find(article, number, cue), whole, method="gold")


def _role(article: Article, person: str, title: str, organization: str | None, status: str, number: int) -> Role:
    sentence = article.sentences[number - 1]
    whole = article.document.span(sentence.start, sentence.end)
    return Role(person, _find(article, number, title) or whole, organization, status, number, whole, method="gold")
