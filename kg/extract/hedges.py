"""What the sentence puts into the future is a plan: the safe side of relations that a classifier took for facts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.article import Article
from kg.model import Relation

__all__ = ["guarded"]

#: Relations that begin with an act. In the annotated articles 19 of 34 of them behind such a word are no facts; who
#: follows whom stands behind none there.
ACTS = frozenset({"participatesIn", "heldIn", "organizes", "partnerOf", "produces", "sellsOn", "owns", "successorOf"})
FUTURE = re.compile(r"\b(?:akan|bakal|sedianya|rencananya|direncanakan|dijadwalkan|berencana)\b", re.IGNORECASE)


def guarded(article: Article, relations: Sequence[Relation]) -> tuple[Relation, ...]:
    """Return the relations; an act that a word of the future precedes in its sentence is planned."""
    return tuple(replace(r, modality="planned") if _is_planned(article, r) else r for r in relations)


def _is_planned(article: Article, relation: Relation) -> bool:
    if relation.modality != "actual" or relation.predicate not in ACTS:
        return False
    start = article.sentences[relation.sentence - 1].start
    return FUTURE.search(article.document.text, start, max(start, relation.span.end)) is not None
