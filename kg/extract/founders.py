"""Who founded what, in apposition: "pendiri Body Name", "Name, pendiri Body", "Name (Pendiri …, Body)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from kg.extract.article import Article
from kg.extract.speech_choice import lines
from kg.model import Cluster, Mention, Relation

__all__ = ["founders", "personal"]

METHOD = "rule:founder"
#: a guess: the annotated articles hold three such appositions, all three found and right, too few for a share
CONFIDENCE = 0.8
FOUNDER = r"(?:[Pp]endiri|[Ff]ounder|[Cc]o-?founder)"
#: a second office that may stand beside it
ALSO = r"(?:(?: dan| sekaligus|,) [\w -]{2,40}?)?"
#: text between the person and the body, the person first
AFTER = re.compile(rf"\s?[(,]\s?(?:salah satu |yang merupakan |selaku )?{FOUNDER}{ALSO},? (?:dari )?")
#: text before the body, and between the body and the person
BEFORE = re.compile(rf"\b{FOUNDER}{ALSO} $")
GAP = re.compile(r",? ")
#: what a family may do as well as a person
HELD = frozenset({"founderOf", "owns"})


@cache
def _house() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lines('founders_houses.txt'))})(?: besar)? $", re.IGNORECASE)


def personal(article: Article, relations: Iterable[Relation]) -> tuple[Relation, ...]:
    """Return the relations without those in which a family founded or owns something: it is not one of its members.

    The annotated articles have no such relation.
    """
    return tuple(r for r in relations if not (r.predicate in HELD and _of_a_house(article, r)))


def _of_a_house(article: Article, relation: Relation) -> bool:
    start = relation.span.start
    subject = any(m.span.start == start and c.id == relation.subject for m, c in article.mentions())
    return subject and _house().search(article.document.text[:start]) is not None


def founders(article: Article) -> tuple[Relation, ...]:
    """Return `founderOf` relations between a person and a body that stand beside the word, each once."""
    found: dict[tuple[str, str], Relation] = {}
    for (a, first), (_, second), span in _pairs(article):
        if first.id != second.id and not _house().search(article.document.text[: a.span.start]):
            relation = Relation(
                first.id, "founderOf", second.id, a.sentence, article.document.span(*span),
                confidence=CONFIDENCE, method=METHOD,
            )  # fmt: skip
            found.setdefault((relation.subject, relation.object), relation)
    quoted = {quote.sentence for quote in article.quotes if quote.kind == "direct"}
    return tuple(relation for relation in found.values() if relation.sentence not in quoted)


Named = tuple[Mention, Cluster]


def _pairs(article: Article) -> Iterator[tuple[Named, Named, tuple[int, int]]]:
    """Yield the person, the body and the bounds of what states it."""
    text, named = article.document.text, list(article.mentions())
    for one, other in pairwise(named):
        if one[0].sentence != other[0].sentence:
            continue
        between = text[one[0].span.end : other[0].span.start]
        if one[1].type == "PER" and other[1].type in {"ORG", "PRD"} and AFTER.fullmatch(between):
            yield one, other, (one[0].span.start, other[0].span.end)
        elif one[1].type in {"ORG", "PRD"} and other[1].type == "PER" and GAP.fullmatch(between):
            start = article.sentence_at(one[0].span.start).start
            if match := BEFORE.search(text[start : one[0].span.start]):
                yield other, one, (start + match.start(), other[0].span.end)
