"""Which type a name has: told by its head, by a person's name that it is a part of, by the list that it stands in."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from kg.extract.article import Article
from kg.model import Mention

__all__ = ["BEFORE", "METHOD", "by_head", "by_lists", "by_persons", "rules", "type_of_head"]

DATA = Path(__file__).with_name("data")
METHOD = "rule:context"
#: what parts two members of a list: a comma, or a conjunction and at most three words in small letters
LINK = re.compile(r",? (?:dan|serta) (?:[a-zé-]+ ){0,3}|, ")
LEAD = re.compile(r"[a-z-]*(?: [a-z-]+){0,2} ?")
#: so many characters before a name are read
BEFORE = 60


@cache
def rules() -> dict[str, Any]:
    """Return the lists of words that tell the bounds and the type of a name."""
    return tomllib.loads((DATA / "mentions.toml").read_text(encoding="utf-8"))


@cache
def _heads() -> tuple[re.Pattern[str], dict[str, str]]:
    types = {head: type_ for type_, heads in rules()["heads"].items() for head in heads}
    return re.compile(rf"(?:{'|'.join(sorted(types, key=len, reverse=True))})(?=\.? \w)"), types


def type_of_head(name: str) -> str:
    """Return the type that the first word of a name of several words has wherever it stands ("RS", "Jalan"), or "".

    It is that of 767 of 768 things in the annotated articles with such a name.
    """
    pattern, types = _heads()
    head = pattern.match(name)
    return types[head.group()] if head else ""


def by_head(mention: Mention) -> Mention:
    """Return the mention with the type that its first word tells."""
    type_ = type_of_head(mention.span.text)
    if type_ in ("", mention.type) or mention.type not in {"ORG", "LOC", "PRD", "PER"}:
        return mention
    return replace(mention, type=type_, method=METHOD)


def by_persons(mentions: list[Mention]) -> list[Mention]:
    """Make a part of a person's name a person, where it stands in no other longer name.

    In the annotated articles all of 505 such names that stand alone are persons.
    """
    others = {m.span.text for m in mentions if m.type != "PER"}
    persons = {m.span.text for m in mentions if m.type == "PER"}
    parts = {
        name
        for name in others
        if any(f" {name} " in f" {person} " and name != person for person in persons)
        and not any(f" {name} " in f" {other} " for other in others if other != name)
    }
    return [replace(m, type="PER", method=METHOD) if m.span.text in parts else m for m in mentions]


def by_lists(article: Article, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions in order of the text, those of one list of examples of one type."""
    result = sorted(mentions, key=lambda m: (m.span.start, -m.span.end))
    for members, head in _lists(article, result):
        votes = Counter(result[i].type for i in members)
        best = max(votes, key=lambda type_: (votes[type_], type_ == head))
        if votes[best] * 2 > len(members) or best == head:
            for i in members:
                if result[i].type != best:
                    result[i] = replace(result[i], type=best, method=METHOD)
    return result


@cache
def _opener() -> re.Pattern[str]:
    nouns = {noun for kind in rules()["kinds"].values() for noun in kind}
    head, opener = "|".join(sorted(nouns)), "|".join(rules()["examples"])
    return re.compile(rf"\b(?P<head>{head})\b[^.;:]{{0,40}}?,? (?:{opener}) {LEAD.pattern}$")


def _lists(article: Article, mentions: Sequence[Mention]) -> Iterator[tuple[list[int], str]]:
    """Yield the places of the members of each list of examples, two or more, and the type that its noun tells."""
    text = article.document.text
    i = 0
    while i < len(mentions):
        start = mentions[i].span.start
        opened = _opener().search(text[max(0, start - BEFORE) : start].lower())
        members = [i]
        while opened and members[-1] + 1 < len(mentions):
            here, following = mentions[members[-1]], mentions[members[-1] + 1]
            if not LINK.fullmatch(text[here.span.end : following.span.start]):
                break
            members.append(members[-1] + 1)
        if opened and len(members) > 1:
            yield members, _kind(opened["head"])
        i = members[-1] + 1


def _kind(noun: str) -> str:
    kinds: dict[str, list[str]] = rules()["kinds"]
    return next(type_ for type_, nouns in kinds.items() if noun in nouns)
