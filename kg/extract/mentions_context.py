"""Mentions mended by the words around them: bounds that a recogniser of single sentences gets wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.extract.article import Article
from kg.extract.mentions_types import BEFORE, METHOD, by_head, by_lists, by_persons, rules
from kg.extract.mentions_units import kept_whole
from kg.model import Mention

__all__ = ["is_built_place", "mended"]

#: a guess: how often such a name is a place was not counted
CONFIDENCE = 0.8
#: an article of a law with its paragraph and letter
ARTICLE = re.compile(r"[Pp]asal \d+[A-Z]?(?: ayat ?\(?\d+[a-z]?\)?)?(?: huruf [a-z]\b)?")
NUMBER = re.compile(r"(?:Nomor|No\.?) ")
#: in the annotated articles no name of more than one word follows at once; short ones do ("Menteri PU")
MINISTER = re.compile(r"\b(?:[Mm]enteri|[Ww]amen)(?: Koordinator)?(?: Bidang)? $")
DATELINE = re.compile(r"[A-Z][A-Z .'/-]+(?:, ?[\w .]{2,40}?)? ?[-–—]+ |[A-Z]\w+(?: [A-Z]\w+)?, [\w .]{2,40}? [-–—]+ ")


def mended(article: Article, found: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return the mentions with built places found, bynames whole, headlines cut, and lists of one kind."""
    mentions = [
        mention
        for mention in found
        if not (_is_office(mention) or _in_office(article, mention) or _in_dateline(article, mention))
    ]
    mentions = [bounded for mention in mentions if (bounded := _bounded(article, mention))]
    mentions = _with_traders(article, _with_places(article, mentions))
    mentions = [_whole_byname(article, mention) for mention in mentions]
    persons = frozenset(mention.span.text for mention in mentions if mention.type == "PER")
    mentions = [_without_office(article, mention, persons) for mention in mentions]
    mentions = [part for mention in mentions for part in _parted(article, mention, mentions)]
    mentions = kept_whole(article, mentions)
    mentions = by_persons([by_head(mention) for mention in mentions])
    typed = by_lists(article, mentions)
    unique = {(m.span.start, m.span.end): m for m in typed}
    return tuple(sorted(unique.values(), key=lambda m: (m.span.start, -m.span.end)))


@cache
def _place() -> re.Pattern[str]:
    return re.compile(rf"\b(?:[A-Z][\w’'-]+ ){{1,2}}(?:{'|'.join(rules()['places'])})\b")


def is_built_place(name: str) -> bool:
    """Return whether a name ends as those of buildings and streets do ("Trump Tower")."""
    return _place().fullmatch(name) is not None


def _with_places(article: Article, mentions: list[Mention]) -> list[Mention]:
    """Make "Name Tower" and the like a place, instead of a mention that lies inside."""
    for match in _place().finditer(article.document.text):
        start, end = match.span()
        over = [m for m in mentions if m.span.start < end and start < m.span.end]
        mentions = [replace(m, type="LOC") if (m.span.start, m.span.end) == (start, end) else m for m in mentions]
        if any(m.span.start <= start and end <= m.span.end for m in over):
            continue
        start = min([start, *(m.span.start for m in over)])
        sentence = article.sentence_at(start)
        if end <= sentence.end:
            mentions = [m for m in mentions if m not in over]
            mentions.append(Mention(article.document.span(start, end), "LOC", sentence.number, CONFIDENCE, METHOD))
    return mentions


@cache
def _trader() -> re.Pattern[str]:
    who, days = "|".join(rules()["traders"]), "|".join(rules()["calendar"])
    return re.compile(rf"\b(?:{who})(?: (?!asal )[a-z]{{3,}})? (?!(?:{days})\b)([A-Z][a-z][\w’'-]*)(?! [A-Z(\d])\b")


def _with_traders(article: Article, mentions: list[Mention]) -> list[Mention]:
    """Add the word that names who makes or sells where the recogniser found nothing ("penjual pakaian Melati").

    Of 16 such words in the raw news 7 are companies and 8 places, which the recogniser finds before this asks; in the
    annotated articles it finds all three.
    """
    added = []
    for match in _trader().finditer(article.document.text):
        start, end = match.span(1)
        if not any(m.span.start < end and start < m.span.end for m in mentions):
            sentence = article.sentence_at(start)
            added.append(Mention(article.document.span(start, end), "ORG", sentence.number, CONFIDENCE, METHOD))
    return mentions + added


def _whole_byname(article: Article, mention: Mention) -> Mention:
    word = rules()["country"] + " "
    start = mention.span.start - len(word)
    if mention.type == "LOC" and start >= 0 and article.document.text.startswith(word, start):
        return replace(mention, span=article.document.span(start, mention.span.end))
    return mention


def _without_office(article: Article, mention: Mention, persons: frozenset[str]) -> Mention:
    """Cut "Name Bos Body" behind the name where the name stands alone elsewhere."""
    words = mention.span.text.split()
    at = next((i for i, word in enumerate(words) if i and word in rules()["offices"]), 0)
    name = " ".join(words[:at])
    if at + 1 >= len(words) or not (
        name in persons or (mention.type == "PER" and _stands_alone(article, name, mention))
    ):
        return mention
    span = article.document.span(mention.span.start, mention.span.start + len(name))
    return replace(mention, span=span, type="PER", method=METHOD)


def _stands_alone(article: Article, name: str, mention: Mention) -> bool:
    found = re.finditer(rf"\b{re.escape(name)}\b", article.document.text) if name else ()
    return any(not mention.span.start <= match.start() < mention.span.end for match in found)


def _is_office(mention: Mention) -> bool:
    return all(word in rules()["offices"] for word in mention.span.text.split())


def _in_office(article: Article, mention: Mention) -> bool:
    """Tell whether the words are a minister's field, not a body ("Menteri Pendayagunaan Aparatur Negara …")."""
    before = article.document.text[max(0, mention.span.start - BEFORE) : mention.span.start]
    return mention.type == "ORG" and " " in mention.span.text and MINISTER.search(before) is not None


def _bounded(article: Article, mention: Mention) -> Mention | None:
    """Return the mention without words before the name, with the head of a law; None for a word in small letters."""
    text, start, end = article.document.text, mention.span.start, mention.span.end
    if mention.type == "LAW":
        before = _law().search(text[max(0, start - BEFORE) : start]) if NUMBER.match(mention.span.text) else None
        start -= len(before.group()) if before else 0
        article_of = ARTICLE.match(text, start)
        end = max(end, article_of.end()) if article_of else end
    elif (pattern := _before(mention.type)) and (head := pattern.match(mention.span.text)):
        start += head.end()
    if mention.type in {"PER", "LOC"} and mention.span.text.islower() and _has_capitals(article, mention):
        return None
    moved = (start, end) != (mention.span.start, mention.span.end)
    return replace(mention, span=article.document.span(start, end)) if moved else mention


@cache
def _law() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(rules()['laws'])})(?: [A-Z(][\w./()-]*){{0,6}} $")


@cache
def _before(type_: str) -> re.Pattern[str] | None:
    """Return the words before a name of a type that are none of it."""
    if type_ not in {"ORG", "LOC"}:
        return None
    words = "|".join(rules()["leaders" if type_ == "ORG" else "buildings"])
    return re.compile(rf"(?:{words}) (?:of )?(?:the )?(?=[A-Z])")


def _has_capitals(article: Article, mention: Mention) -> bool:
    """Return whether the sentence tells capital from small letters behind its first word."""
    sentence = article.sentences[mention.sentence - 1]
    return re.search(r"\s\W?[A-Z]", article.document.text[sentence.start : sentence.end]) is not None


def _in_dateline(article: Article, mention: Mention) -> bool:
    """Return whether the mention is the place or the outlet of "JAKARTA, HARIAN ANU - " at the head of a sentence."""
    sentence = article.sentences[mention.sentence - 1]
    line = DATELINE.match(article.document.text, sentence.start, sentence.end)
    return line is not None and mention.span.end <= line.end()


def _parted(article: Article, mention: Mention, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield "Body" and "Product" of "Body Product" where the article names each alone."""
    words, start = mention.span.text.split(" "), mention.span.start
    types = {m.span.text: m.type for m in mentions}
    for n in range(1, len(words)):
        body, product = " ".join(words[:n]), " ".join(words[n:])
        if types.get(body) == "ORG" and types.get(product) == "PRD":
            cut = start + len(body) + 1
            yield replace(mention, span=article.document.span(start, cut - 1), type="ORG")
            yield replace(mention, span=article.document.span(cut, mention.span.end), type="PRD")
            return
    yield mention
