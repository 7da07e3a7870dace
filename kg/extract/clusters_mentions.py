"""Doc → mentions: what the entity recogniser found, with clean bounds, without the site's own lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Doc

from kg.extract.article import Article
from kg.extract.names import bounds, furniture
from kg.extract.names_short import abbreviates, tail
from kg.model import ENTITY_TYPES, Mention

__all__ = ["Form", "forms", "found", "spread"]

_BRACKET = re.compile(r"\s*\(([^()\n]+)\)?")
_SHORT = re.compile(r"\s?\(([A-Z][\w/-]{1,20})\)")
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of a name in the article (case apart) and all its mentions, in order of the text."""

    text: str
    type: str
    mentions: tuple[Mention, ...]

    @property
    def first(self) -> int:
        """Return where it stands first."""
        return self.mentions[0].span.start


def found(article: Article) -> tuple[Mention, ...]:
    """Return the mentions that the recogniser found, outer and inner ones, cleaned, in order of the text."""
    skipped = _furniture(article)
    result: dict[tuple[int, int], Mention] = {}
    for name in _names(article.doc):
        if name[2] in ENTITY_TYPES:
            for mention in _mentions(article, name, skipped):
                result.setdefault((mention.span.start, mention.span.end), mention)
    for mention in _shorts(article, list(result.values())):
        result.setdefault((mention.span.start, mention.span.end), mention)
    for mention in _tails(article, sorted(result.values(), key=lambda m: m.span)):
        result.setdefault((mention.span.start, mention.span.end), mention)
    return tuple(sorted(result.values(), key=lambda m: (m.span.start, -m.span.end)))


def _names(doc: Doc) -> Iterator[tuple[int, int, str, float]]:
    """Yield start, end, type and confidence: our recogniser's own list, else any pipeline's entities."""
    if listed := doc.user_data.get("names"):
        for start, end, type_, sure, _layer in listed:
            yield start, end, type_, float(sure)
        return
    for ent in (*doc.ents, *doc.spans.get("nested", ())):
        yield ent.start_char, ent.end_char, ent.label_, 1.0


def _shorts(article: Article, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield "KITB" of "Kawasan Industri Terpadu Batang (KITB)" where only the full name was found."""
    starts = {mention.span.start for mention in mentions}
    for full in mentions:
        short = _SHORT.match(article.document.text, full.span.end)
        if short and short.start(1) not in starts and abbreviates(short.group(1), full.span.text):
            yield replace(full, span=article.document.span(*short.span(1)), method="bracket")


def _tails(article: Article, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield "Majelis Ulama Indonesia" of "Komisi Fatwa Majelis Ulama Indonesia (MUI)"."""
    text = article.document.text
    for full, short in pairwise(mentions):
        between = text[full.span.end : short.span.start]
        if between.strip() != "(" or len(between) > 3:
            continue
        if end := tail(short.span.text, full.span.text, body=full.type == short.type == "ORG"):
            span = article.document.span(full.span.end - len(end), full.span.end)
            yield replace(short, span=span, method="tail")


def _furniture(article: Article) -> frozenset[int]:
    text, pattern = article.document.text, furniture()
    return frozenset(s.number for s in article.sentences if pattern.match(text, s.start, s.end))


def _mentions(article: Article, name: tuple[int, int, str, float], skipped: frozenset[int]) -> Iterator[Mention]:
    from_, to, type_, sure = name
    sentence = article.sentence_at(from_)
    if sentence.number in skipped:
        return
    text = article.document.text
    for start, end in _parts(text, from_, min(to, max(sentence.end, from_ + 1))):
        first, last = bounds(text, start, end, type_)
        if any(character.isalpha() for character in text[first:last]):  # no article "2" of a law
            yield Mention(article.document.span(first, last), type_, sentence.number, sure, "ner")


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield "Full" and "Short" of a span "Full (Short)", else the span."""
    bracket = _BRACKET.search(text, start, end)
    if bracket is None or bracket.start() == start or bracket.end() != end:
        yield start, end
    else:
        yield start, bracket.start()
        yield bracket.span(1)


def forms(mentions: Iterable[Mention]) -> list[Form]:
    """Return the spellings, each with the type that most of its mentions have, in order of the text."""
    groups: dict[str, list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(" ".join(mention.span.text.casefold().split()), []).append(mention)
    return [Form(group[0].span.text, vote(group), tuple(group)) for group in groups.values()]


def vote(mentions: Iterable[Mention]) -> str:
    """Return the type with the most confidence; at a draw the first in the order of the types."""
    score = dict.fromkeys(ENTITY_TYPES, 0.0)
    for mention in mentions:
        score[mention.type] += mention.confidence
    return max(score, key=score.__getitem__)


def spread(article: Article, known: Iterable[Form]) -> list[list[Mention]]:
    """Return for each form the places that the recogniser missed: whole words, same spelling, not inside a mention."""
    listed = list(known)
    by_word: dict[str, list[int]] = {}
    for i, form in enumerate(listed):
        if word := _WORD.match(form.text):
            by_word.setdefault(word.group(), []).append(i)
    for indices in by_word.values():
        indices.sort(key=lambda i: -len(listed[i].text))
    taken = {at for form in listed for m in form.mentions for at in range(m.span.start, m.span.end)}
    text, skipped = article.document.text, _furniture(article)
    result: list[list[Mention]] = [[] for _ in listed]
    free = 0
    for word in _WORD.finditer(text):
        for i in by_word.get(word.group(), ())[:20] if word.start() >= free else ():
            end = word.start() + len(listed[i].text)
            if not text.startswith(listed[i].text, word.start()) or text[end : end + 1].isalnum():
                continue
            sentence = article.sentence_at(word.start())
            if word.start() not in taken and end - 1 not in taken and sentence.number not in skipped:
                span = article.document.span(word.start(), end)
                result[i].append(Mention(span, listed[i].type, sentence.number, 0.8, "spread"))
                free = end
            break
    return result
