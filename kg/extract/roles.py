"""Who holds which position where: an `Article` in, its `Role`s out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

from kg.extract import role_links as links
from kg.extract import titles
from kg.extract.article import Article
from kg.extract.linear import Linear
from kg.extract.role_lines import DATA, Place, lines
from kg.extract.role_offices import same_office
from kg.extract.role_status import modality, status
from kg.extract.titles import Title
from kg.model import Role

__all__ = ["Found", "Models", "find", "models", "roles"]


@dataclass(frozen=True, slots=True)
class Models:
    """The three classifiers, and how their joint score becomes a confidence."""

    title: Linear
    holder: Linear
    seat: Linear
    settings: dict[str, float]


@dataclass(frozen=True, slots=True)
class Found:
    """A title with its holder and the organization or place (None where the article names none)."""

    title: Title
    person: Place
    seat: links.Seat | None
    score: float


@cache
def models() -> Models:
    """Return the classifiers that the package ships."""
    settings = json.loads((DATA / "roles.json").read_text(encoding="utf-8"))
    title, holder, seat = (Linear.load(DATA / f"roles_{name}.npz") for name in ("titles", "holders", "seats"))
    return Models(title, holder, seat, settings)


def roles(article: Article) -> tuple[Role, ...]:
    """Return the roles that the article states, one for each person, title and organization, in order of the text."""
    chosen = models()
    found = find(article, chosen)
    return tuple(_role(article, item, chosen) for item in _distinct(found, links.names(article)))


def find(article: Article, chosen: Models) -> list[Found]:
    """Return every title with a holder, wherever it is stated, with its likeliest organization or place."""
    spans = [title for line in lines(article) for title in titles.candidates(line)]
    kept = titles.best(spans, chosen.title, threshold=chosen.settings["title"])
    pairs = [(title, person) for title in kept for person in links.holders(title)]
    if not pairs:
        return []
    scores = _yes(chosen.holder, [links.holder_features(*pair) for pair in pairs])
    best: dict[tuple[int, str], tuple[float, Title, Place]] = {}
    for (title, person), score in zip(pairs, scores, strict=True):
        key = title.start, person.cluster
        if score >= chosen.settings["holder"] and score > best.get(key, (0.0,))[0]:
            best[key] = score, title, person
    known = links.names(article)
    highest: dict[int, float] = {}
    for (start, _), (score, *_) in best.items():
        highest[start] = max(score, highest.get(start, 0.0))
    return [
        _seated(title, person, score, known, chosen)
        for (start, _), (score, title, person) in best.items()
        if score >= chosen.settings["beside"] * highest[start]
    ]


def _yes(model: Linear, items: Sequence[Sequence[str]]) -> list[float]:
    column: list[float] = model.probabilities(items)[:, model.labels.index("yes")].tolist()
    return column


def _seated(title: Title, person: Place, score: float, known: links.Names, chosen: Models) -> Found:
    seats = links.seats(title, known)
    options: list[links.Seat | None] = [None, *(seat for seat in seats if seat.cluster != person.cluster)]
    scores = _yes(chosen.seat, [links.seat_features(title, seat, person, known, len(seats)) for seat in options])
    at = max(range(len(options)), key=lambda n: (scores[n], -n))
    return Found(title, person, options[at], title.score * score * scores[at] / max(sum(scores), scores[at]))


def _distinct(found: Sequence[Found], known: links.Names) -> list[Found]:
    """Return one entry for each office of a person, at the first sentence; a known seat is better than none."""
    kept: list[Found] = []
    for item in sorted(found, key=lambda f: (f.title.start, f.person.first)):
        at = next((n for n, other in enumerate(kept) if _same(item, other, known)), None)
        if at is None:
            kept.append(item)
        elif _better(item, kept[at], known):
            kept[at] = item
    return kept


def _text(title: Title) -> str:
    return " ".join(title.line.lower[title.first : title.last])


def _same(a: Found, b: Found, known: links.Names) -> bool:
    if a.person.cluster != b.person.cluster or not same_office(_text(a.title), _text(b.title)):
        return False
    if a.seat is None or b.seat is None or a.seat.cluster == b.seat.cluster:
        return True
    return _narrower(a.seat.cluster, b.seat.cluster, known) or _narrower(b.seat.cluster, a.seat.cluster, known)


def _narrower(inner: str, outer: str, known: links.Names) -> bool:
    """Return whether one organization's name holds the other's ("Komisi VII DPR" and "DPR")."""
    whole = f" {known.clusters[inner].name.lower()} "
    return any(f" {form} " in whole for form in known.forms.get(outer, ()))


def _better(new: Found, old: Found, known: links.Names) -> bool:
    if new.seat is None or old.seat is None:
        return new.seat is not None
    if new.seat.cluster != old.seat.cluster:
        return _narrower(new.seat.cluster, old.seat.cluster, known)
    return new.title.last - new.title.first > old.title.last - old.title.first


def _role(article: Article, item: Found, chosen: Models) -> Role:
    line, title, person = item.title.line, item.title, item.person
    places = [person] if person.first < person.last else []
    if item.seat and item.seat.place:
        places.append(item.seat.place)
    first = min(title.first, *(p.first for p in places), title.first)
    last = max(title.last, *(p.last for p in places), title.last)
    told, source = modality(article, title)
    return Role(
        person.cluster,
        article.document.span(title.start, title.end),
        item.seat.cluster if item.seat else None,
        status(title, person),
        line.sentence.number,
        article.document.span(line.starts[first], line.ends[last - 1]),
        told,
        source,
        _confidence(item.score, chosen.settings),
        "roles",
    )


def _confidence(score: float, settings: dict[str, float]) -> float:
    """Return the calibrated share of right roles among those with this score (a logistic curve)."""
    odds = settings["slope"] * score + settings["offset"]
    return round(1 / (1 + exp(-odds)), 3)
