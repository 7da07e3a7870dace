"""Values of an article: every date, amount of money, percentage and counted quantity, with its normal form.

An `Article` comes in, its `Value`s go out. Numbers, currencies and dates are read by rules and tables; which of the
numbers and dates are values, and how far a unit reaches, is learned from annotated articles.
"""

from __future__ import annotations

from kg.extract.article import Article
from kg.extract.values.dates import read_date
from kg.extract.values.decide import Kept, Models, decide, models
from kg.extract.values.features import scene
from kg.extract.values.find import candidates
from kg.extract.values.numbers import read_number
from kg.extract.values.tokens import tokens
from kg.model import Value

__all__ = ["distinct", "read_date", "read_number", "values"]


def values(article: Article, trained: Models | None = None) -> tuple[Value, ...]:
    """Return every value of the article at every place where it stands, in order of the text.

    Args:
        article: needs its sentences; mentions of names, where there are any, help to leave out years inside names.
        trained: other classifiers than those that kg ships.
    """
    document = article.document
    found = tokens(document.text)
    possible = candidates(document.text, found, document.published)
    kept = decide(scene(article, found), possible, trained or models()) if possible else []
    return tuple(_value(article, item) for item in kept)


def _value(article: Article, kept: Kept) -> Value:
    candidate = kept.candidate
    span = article.document.span(candidate.start, candidate.end)
    sentence = article.sentence_at(candidate.start).number
    return Value(
        span, candidate.kind, candidate.value, candidate.unit, sentence, kept.confidence, f"values.{candidate.rule}"
    )


def distinct(values: tuple[Value, ...]) -> tuple[Value, ...]:
    """Return one value per text and kind, the surest (the first of equals), in order of first places.

    This is what the rows of an annotation are: "2025" is one row however often it stands there.
    """
    best: dict[tuple[str, str], Value] = {}
    for value in values:
        key = value.span.text, value.kind
        if key not in best or value.confidence > best[key].confidence:
            best[key] = value
    return tuple(best.values())
