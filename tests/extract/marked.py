"""Small articles with names marked "[PER Jack Ma]", parsed by the Indonesian pipeline."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from spacy.language import Language

from kg.extract.article import Article, read
from kg.language import load, parse
from kg.model import Cluster, Document, Mention, Quote, Value

_NAME = re.compile(r"\[(PER|ORG|LOC|EVT|PRD|LAW) ([^\]]+)\]")


@cache
def pipeline() -> Language:
    """Return the Indonesian pipeline, loaded once."""
    return load("id")


def article(marked: str, *, speakers: dict[int, tuple[str, str]] | None = None, dates: tuple[str, ...] = ()) -> Article:
    """Return an article of sentences, one a line; `speakers` gives (name, kind of speech) by sentence."""
    text = _NAME.sub(lambda match: match[2], marked)
    bounds, start = [], 0
    for line in text.split("\n"):
        bounds.append((start, start + len(line)))
        start += len(line) + 1
    document = Document("d", text, sentences=tuple(bounds))
    result = read(parse(pipeline(), document), document)
    types = {match[2]: match[1] for match in _NAME.finditer(marked)}
    clusters = tuple(_cluster(result, name, type_) for name, type_ in types.items())
    whole = {n: document.span(*bounds[n - 1]) for n in speakers or {}}
    quotes = tuple(Quote(n, who, kind, None, whole[n]) for n, (who, kind) in sorted((speakers or {}).items()))
    return replace(result, clusters=clusters, quotes=quotes, values=tuple(_date(result, form) for form in dates))


def _cluster(given: Article, name: str, type_: str) -> Cluster:
    found = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", given.document.text)
    spans = [given.document.span(*match.span()) for match in found]
    return Cluster(name, type_, name, tuple(Mention(s, type_, given.sentence_at(s.start).number) for s in spans))


def _date(given: Article, form: str) -> Value:
    start = given.document.text.index(form)
    return Value(given.document.span(start, start + len(form)), "date", "", "", given.sentence_at(start).number)
