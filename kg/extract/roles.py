"""Who holds which position where: an `Article` in, its `Role`s out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log

from kg.extract import role_links as links
from kg.extract import titles
from kg.extract.article import Article
from kg.extract.linear import Linear
from kg.extract.role_features import holder_features, seat_features
from kg.extract.role_lines import DATA, Place, lines
from kg.extract.role_offices import same_office
from kg.extract.role_status import modality, status
from kg.extract.role_vetoes import crossed, parted
from kg.extract.titles import Title
from kg.model import Role

__all__ = ["Found", "Models", "find", "models", "roles"]


@dataclass(frozen=True, slots=True)
class Models:
    """The three classifiers, the thresholds, and the curve from their joint score to a confidence."""

    title: Linear
    holder: Linear
    seat: Linear
    settings: dict[str, float]


@dataclass(frozen=True, slots=True)
class Found:
    """A title with its holder and the organization or place (None where the article names none), and how it is told."""

    title: Title
    person: Place
    seat: links.Seat | None
    score: float
    modality: str
    source: str | None


@cache
def models() -> Models:
    """Return the classifiers that the package ships."""
    settings = json.loads((DATA / "roles.json").read_text(encoding="utf-8"))
    title, holder, seat = (Linear.load(DATA / f"roles_{name}.npz") for name in ("titles", "holders", "seats"))
    return Models(title, holder, seat, settings)


def roles(article: Article, chosen: Models | None = None) -> tuple[Role, ...]:
    """Return the roles that the article states, one for each person, title and organization, in order of the text."""
    chosen = chosen or models()
    found = _distinct(find(article, chosen), links.names(article))
    return tuple(_role(article, item, chosen.settings) for item in sorted(found, key=lambda f: f.title.start))


def find(article: Article, chosen: Models) -> list[Found]:
    """Return every title with a holder, wherever it is stated, with its likeliest organization or place."""
    spans = [title for line in lines(article) for title in titles.candidates(line)]
    kept = titles.best(spans, chosen.title, threshold=chosen.settings["title"])
    held = _held(kept, chosen)
    if not held:
        return []
    known = links.names(article)
    return [_seated(article, title, person, score, known, chosen) for score, title, person in held]


def _held(kept: Sequence[Title], chosen: Models) -> list[tuple[float, Title, Place]]:
    """Return the holders of each title: each person about as likely as the likeliest, at the likeliest mention."""
    pairs = [
        (title, person)
        for title in kept
        for person in links.holders(title)
        if not parted(title, person) and not crossed(title, person, kept)
    ]
    if not pairs:
        return []
    best: dict[tuple[int, str], tuple[float, Title, Place]] = {}
    highest: dict[int, float] = {}
    scores = _yes(chosen.holder, [holder_features(*pair) for pair in pairs])
    for (title, person), score in zip(pairs, scores, strict=True):
        key = title.start, person.cluster
        if score >= chosen.settings["holder"] and score > best.get(key, (0.0,))[0]:
            best[key] = score, title, person
            highest[title.start] = max(score, highest.get(title.start, 0.0))
    beside = chosen.settings["beside"]
    return [item for (start, _), item in best.items() if item[0] >= beside * highest[start]]


def _yes(model: Linear, items: Sequence[Sequence[str]]) -> list[float]:
    column: list[float] = model.probabilities(items)[:, model.labels.index("yes")].tolist()
    return column


def _seated(article: Article, title: Title, person: Place, score: float, known: links.Names, chosen: Models) -> Found:
    seats = links.seats(title, known)
    options: list[links.Seat | None] = [
        seat for seat in seats if seat.cluster != person.cluster and not (seat.place and parted(title, seat.place))
    ]
    if not options or not links.meant(title):
        options.insert(0, None)
    scores = _yes(chosen.seat, [seat_features(title, seat, person, known, len(seats)) for seat in options])
    at = max(range(len(options)), key=lambda n: (scores[n], -n))
    joint = title.score * score * scores[at] / max(sum(scores), 1e-6)
    return Found(title, person, options[at], joint, *modality(article, title))


def _distinct(found: Sequence[Found], known: links.Names) -> list[Found]:
    """Return one entry for each office of a person: the first, or a later one that says more."""
    kept: list[Found] = []
    for item in sorted(found, key=lambda f: (f.title.start, f.person.first)):
        at = next((n for n, other in enumerate(kept) if _same(item, other, known)), None)
        if at is None:
            kept.append(item)
        elif _better(item, kept[at], known):
            kept[at] = item
    return kept


def _same(a: Found, b: Found, known: links.Names) -> bool:
    if a.person.cluster != b.person.cluster or not same_office(a.title.text, b.title.text):
        return False
    if a.seat is None or b.seat is None or a.seat.cluster == b.seat.cluster:
        return True
    return known.narrower(a.seat.cluster, b.seat.cluster) or known.narrower(b.seat.cluster, a.seat.cluster)


def _better(new: Found, old: Found, known: links.Names) -> bool:
    """Return whether a later statement of an office names where (more closely), in full, or without quotation marks."""
    if new.seat is None or old.seat is None:
        if (new.seat is None) != (old.seat is None):
            return new.seat is not None
    elif new.seat.cluster != old.seat.cluster:
        return known.narrower(new.seat.cluster, old.seat.cluster)
    if (new.modality == "actual") != (old.modality == "actual"):
        return new.modality == "actual"
    return new.title.last - new.title.first > old.title.last - old.title.first


def _role(article: Article, item: Found, settings: dict[str, float]) -> Role:
    line, title = item.title.line, item.title
    places = [place for place in (item.person, item.seat and item.seat.place) if place and place.first < place.last]
    first = min([title.first, *(place.first for place in places)])
    last = max([title.last, *(place.last for place in places)])
    return Role(
        item.person.cluster,
        article.document.span(title.start, title.end),
        item.seat.cluster if item.seat else None,
        status(title, item.person, article.document.published),
        line.sentence.number,
        article.document.span(line.starts[first], line.ends[last - 1]),
        item.modality,
        item.source,
        _confidence(item.score, settings),
        "roles",
    )


def _confidence(score: float, settings: dict[str, float]) -> float:
    """Return the share of right roles among those with this score: a logistic curve over its log odds (Platt 1999)."""
    score = min(max(score, 1e-4), 1 - 1e-4)
    return round(1 / (1 + exp(-settings["slope"] * log(score / (1 - score)) - settings["offset"])), 4)
