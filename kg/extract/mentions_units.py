"""Names that a recogniser cuts short, joins, or takes from what is no name: by lists of words, counted on articles.

A unit stands before the body that it belongs to ("DPP Partai Anu"), a place before the larger one that it lies in
("Prambanan Klaten"), and words for a kind of thing ("LSM") name nothing. In the annotated articles, from which most of
the lists come, 45 of the 52 names that the first of them added were right, and none of the 33 that they took away.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from kg.extract.article import Article
from kg.extract.gazetteer import gazetteer
from kg.model import Mention

__all__ = ["kept_whole"]

METHOD = "rule:units"
#: 45 of 52
CONFIDENCE = 0.85
#: a name of a unit has at most this many words before the body's, and no more characters
LONGEST, REACH = 5, 80
WORDS = re.compile(r"(?:(?:[A-Z][\w./&-]*|dan|&) )+$")


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).with_name("data") / "mentions_units.toml").read_text(encoding="utf-8"))


def kept_whole(article: Article, found: Iterable[Mention]) -> list[Mention]:
    """Return the mentions with units told apart from the bodies that they belong to, places parted, kinds left out."""
    mentions = [mention for mention in found if mention.span.text.lower() not in _kinds()]
    mentions = [_without_form(article, mention) for mention in mentions]
    mentions = [body for mention in mentions for body in _led(article, mention)]
    places = frozenset(mention.span.text.lower() for mention in mentions if mention.type == "LOC")
    mentions = [part for mention in mentions for part in _parted(article, mention, places)]
    return mentions + list(_units(article, mentions))


@cache
def _kinds() -> frozenset[str]:
    return frozenset(word.lower() for word in _rules()["kinds"])


def _without_form(article: Article, mention: Mention) -> Mention:
    """Cut "(Persero) Tbk" behind a company's name: brackets stay out of names."""
    cut = _form().search(mention.span.text) if mention.type == "ORG" else None
    if cut is None:
        return mention
    return replace(mention, span=article.document.span(mention.span.start, mention.span.start + cut.start()))


@cache
def _form() -> re.Pattern[str]:
    return re.compile(rf" \((?:{'|'.join(_rules()['forms'])})\).*$")


def _led(article: Article, mention: Mention) -> Iterator[Mention]:
    """Yield the body behind what somebody leads of it ("Otoritas Anu" of "Dewan Komisioner Otoritas Anu"), if any."""
    before = article.document.text[max(0, mention.span.start - REACH) : mention.span.start]
    words = mention.span.text.split(" ")
    head = _led_heads().match(mention.span.text + " ") if mention.type == "ORG" and _leaders().search(before) else None
    if head is None:
        yield mention
        return
    first = len(head.group().split())
    if first == 1:  # "Seksi Intelijen": what it is called ends where a body begins
        first = next((n for n in range(first, len(words)) if words[n] in _rules()["bodies"]), len(words))
    if first < len(words):
        start = mention.span.end - len(" ".join(words[first:]))
        yield replace(mention, span=article.document.span(start, mention.span.end), method=METHOD)


@cache
def _leaders() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_rules()['leaders'])}) $")


@cache
def _led_heads() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_rules()['led'])}) ")


def _parted(article: Article, mention: Mention, places: frozenset[str]) -> Iterator[Mention]:
    """Yield "Prambanan" and "Klaten" of "Prambanan Klaten": both known, or named in the article.

    In the annotated articles 10 of 12 such names are two, and the others are directions and "DKI Jakarta".
    """
    words, start = mention.span.text.split(" "), mention.span.start
    single = mention.type != "LOC" or mention.span.text.lower() in gazetteer()
    for n in () if single else range(1, len(words)):
        here, there = " ".join(words[:n]), " ".join(words[n:])
        if words[n].lower() in _rules()["directions"] or here.lower() in _rules()["joined"]:
            continue
        if all(name.lower() in places or name.lower() in gazetteer() for name in (here, there)):
            cut = start + len(here) + 1
            yield replace(mention, span=article.document.span(start, cut - 1), method=METHOD)
            yield replace(mention, span=article.document.span(cut, mention.span.end), method=METHOD)
            return
    yield mention


def _units(article: Article, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the names of units that end in the name of a body or, for offices of a place, of a place."""
    text = article.document.text
    taken = bytearray(len(text))
    for mention in mentions:
        taken[mention.span.start : mention.span.end] = b"\1" * (mention.span.end - mention.span.start)
    for mention in mentions:
        start = mention.span.start
        if mention.type not in ("ORG", "LOC") or (start > 1 and taken[start - 2]):
            continue
        first = max(article.sentences[mention.sentence - 1].start, start - REACH)
        before = WORDS.search(text[first:start])
        if before is None:
            continue
        at = _begins(before.group(), mention.type)
        if at >= 0 and not any(taken[first + before.start() + at : start]):
            span = article.document.span(first + before.start() + at, mention.span.end)
            yield Mention(span, "ORG", mention.sentence, min(mention.confidence, CONFIDENCE), METHOD)


def _begins(words: str, type_: str) -> int:
    """Return where the first word that begins a unit stands among the words before a name, -1 for nowhere."""
    parts = words.split(" ")[:-1]
    for n in range(max(0, len(parts) - LONGEST), len(parts)):
        if _heads(type_).match(" ".join(parts[n:]) + " "):
            return len(" ".join([*parts[:n], ""]))
    return -1


@cache
def _heads(type_: str) -> re.Pattern[str]:
    rules = _rules()
    whole, first = "|".join(rules["offices" if type_ == "LOC" else "units"]), "|".join(rules["parts"])
    return re.compile(rf"(?:{whole}) $" if type_ == "LOC" else rf"(?:{whole}|{first}) ")
