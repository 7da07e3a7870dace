"""Events by the words beside the one that names them: no event at all, or no fact where a classifier took one.

What is counted here was counted in the 486 annotated articles.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from kg.extract.article import Article
from kg.extract.clauses_stem import stem
from kg.model import Event

__all__ = ["worded"]


def worded(article: Article, events: Sequence[Event]) -> tuple[Event, ...]:
    """Return the events that are some, denied, possible or planned where the words beside their trigger say so."""
    cues = {quote.cue.start for quote in article.quotes if quote.cue}
    kept = (event for event in events if not _is_noun(article, event) and not _is_height(article, event))
    kept = (event for event in kept if not (event.trigger.start in cues and _is_report(event)))
    return tuple(_told(article, event) for event in kept if not _is_no_plan(article, event))


@cache
def _words(name: str) -> tuple[str, ...]:
    path = Path(__file__).with_name("data") / "wording.toml"
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))[name])


@cache
def _any(*names: str) -> str:
    return "|".join(re.escape(word) for name in names for word in _words(name))


def _before(article: Article, event: Event) -> str:
    """Return what stands before the trigger in its sentence."""
    return article.document.text[article.sentences[event.sentence - 1].start : event.trigger.start]


def _behind(article: Article, event: Event) -> str:
    return article.document.text[event.trigger.end : article.sentences[event.sentence - 1].end]


def _is_noun(article: Article, event: Event) -> bool:
    """Tell whether the trigger is part of the name of a thing: "ruang rapat" (0 events in 24 places)."""
    words = [*_before(article, event).split()[-1:], event.trigger.text]
    return " ".join(words).lower() in _words("nouns")


def _is_height(article: Article, event: Event) -> bool:
    """Tell whether a price is what closes: "ditutup naik 3 persen" (0 events in 3 places)."""
    if event.trigger.text.lower() not in _words("quoted"):
        return False
    return re.match(rf"\s+(?:{_any('heights')})\b", _behind(article, event), re.IGNORECASE) is not None


def _is_report(event: Event) -> bool:
    """Tell whether a cue only reports what is said.

    Of 3,097 annotated cues that do a single one names an event.
    """
    return stem(event.trigger.text)[1] in {stem(word)[1] for word in _words("reports")}


def _is_no_plan(article: Article, event: Event) -> bool:
    """Tell whether what looks like a plan is one that nobody has: "tidak akan …", "belum ada rencana" (44 of 45)."""
    return event.type == "Plan" and _follows(
        article, event, rf"(?:{_any('denied')})(?: (?:{_any('future', 'existing')}))?"
    )


def _told(article: Article, event: Event) -> Event:
    kind = _modality(article, event) if event.modality == "actual" else "actual"
    return event if kind == "actual" else replace(event, modality=kind, source=_speaker(article, event.sentence))


def _modality(article: Article, event: Event) -> str:
    if _follows(article, event, _any("possible")):  # 6 of 6 are possible
        return "possible"
    # 7 of 7 are denied, but what does not go on has ended
    if event.type != "Closure" and _follows(article, event, rf"(?:{_any('denied')})(?: (?:{_any('future')}))?"):
        return "denied"
    return "planned" if event.type not in _words("dated") and _is_to_come(article, event) else "actual"


def _follows(article: Article, event: Event, words: str) -> bool:
    return re.search(rf"\b(?:{words})\s+$", _before(article, event), re.IGNORECASE) is not None


def _is_to_come(article: Article, event: Event) -> bool:
    """Tell whether the event's time lies after publication, or where it has none each date of the trigger's sentence.

    56 of 62 events with such a time are no facts; the others are of the types that `dated` lists. Without a time 5 of 6
    of the other types are none.
    """
    published = article.document.published
    if published is None:
        return False
    own = {a.span for a in event.arguments if a.role == "time"}
    dates = [v for v in article.values if v.kind == "date" and v.value and v.sentence == event.sentence]
    firsts = [v.value.partition("/")[0] for v in dates if v.span in own or not own]
    later = [first > published.isoformat()[: len(first)] for first in firsts]
    return any(later) if own else bool(later) and all(later)


def _speaker(article: Article, sentence: int) -> str | None:
    return next((quote.speaker for quote in article.quotes if quote.sentence == sentence), None)
