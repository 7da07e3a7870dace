"""What looks like a value and is none, and what a unit does not end with: for what too few places teach a classifier.

What is counted here was counted in the 486 annotated articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kg.extract.values.candidate import Candidate
from kg.extract.values.features import Scene
from kg.extract.values.lexicon import table, words
from kg.extract.values.quantities import Word

__all__ = ["trimmed", "vetoed"]

#: a number below it counts something or is none: all 5 annotated quantities without a unit are larger
LEAST_BARE = 1000


def vetoed(scene: Scene, candidate: Candidate) -> bool:
    """Tell whether what the classifier keeps is no value."""
    if candidate.kind == "date":
        return _is_name(scene, candidate) or _is_short(scene, candidate)
    if candidate.kind == "quantity":
        return _is_age(scene, candidate) or _is_word(scene, candidate) or _is_bare(candidate)
    return False


def trimmed(unit: Sequence[Word]) -> Sequence[Word]:
    """Return the words of a unit without what only goes on from it: "sekolah lebih"; none of the annotated ends so."""
    while unit and unit[-1].text.lower() in words("vetoes", "ends"):
        unit = unit[:-1]
    return unit


def _lower(scene: Scene, place: int) -> str:
    return scene.tokens[place].lower if 0 <= place < len(scene.tokens) else ""


def _is_name(scene: Scene, candidate: Candidate) -> bool:
    """Tell whether a date lies inside a name ("Piala Dunia 2026"): of 1,384 annotated rows one stands only there."""
    return all(scene.named[candidate.start : candidate.end]) or _is_named_month(scene, candidate)


def _is_named_month(scene: Scene, candidate: Candidate) -> bool:
    """Tell whether a month stands between two names, outside the headline: "Raja Juli Wirawan" (3 of 3 are no date)."""
    first, last = candidate.first, candidate.last
    if last != first + 1 or _lower(scene, first) not in table("dates")["months"]:
        return False
    if not first or last >= len(scene.tokens) or scene.article.sentence_at(candidate.start).number == 1:
        return False
    before, behind = scene.tokens[first - 1], scene.tokens[last]
    beside = (
        before.end + 1 == candidate.start and candidate.end + 1 == behind.start and before.start not in scene.starts
    )
    return beside and all(token.kind == "word" and token.text[0].isupper() for token in (before, behind))


def _is_short(scene: Scene, candidate: Candidate) -> bool:
    text = scene.article.document.text[candidate.start : candidate.end]
    return text.lower().rstrip(".") in words("vetoes", "short_months")


def _is_age(scene: Scene, candidate: Candidate) -> bool:
    """Tell whether a number says how old somebody is: 13 of 13 are no values."""
    if candidate.unit.lower() not in words("vetoes", "ages"):
        return False
    place = candidate.first - 1
    place -= _lower(scene, place) in words("vetoes", "about")
    aged = _lower(scene, place) in words("vetoes", "aged") | words("vetoes", "persons")
    return aged or _lower(scene, candidate.last) in words("vetoes", "behind")


def _is_word(scene: Scene, candidate: Candidate) -> bool:
    """Tell whether a number is part of a word: "roda empat", "satu pun" (7 of 7 are no values)."""
    before, number = _lower(scene, candidate.first - 1), _lower(scene, candidate.first)
    behind = _lower(scene, candidate.first + 1)
    return before in words("vetoes", "kinds") or (number == "satu" and behind in words("vetoes", "none"))


def _is_bare(candidate: Candidate) -> bool:
    return not candidate.unit and abs(Decimal(candidate.value)) < LEAST_BARE
