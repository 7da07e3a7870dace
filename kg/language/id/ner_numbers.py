"""What the recogniser knows of each form of an article, as numbers for the second look at names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kg.language.id.ner_brackets import fits, introduced
from kg.language.id.ner_forms import TYPES, Floats, Form, Span, norm
from kg.language.id.ner_tokens import Words

__all__ = ["NAMES", "Lexicon", "rows"]

#: a type at least this likely is judged
TYPED = 0.02
#: where a span hides what stands in it
STRONG = 0.5
#: weight of what is known of all words against what is known of one
PRIOR = 3.0
NAMES = (
    "highest", "sum", "mean", "whole", "places", "paths", "share", "top", "type", "first_look", "inner", "outer",
    "named", "longer", "longer_type", "shorter", "crossing", "in_longer", "in_longer_any", "of_shorter",
    "of_shorter_any", "bracket", "partner", "partner_any", "quoted", "words", "letters", "capitals", "capital_words",
    "digit", "capital_first", "capital_last", "sentence", "headline", "opens", "upper", "quotes", "sentences", "all",
    "free", "free_share", "first_type", "first_seen", "last_type", "last_seen", "form_type", "form_seen", "first_none",
    "last_none", "form_none",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How often annotated articles have a form, or forms with a first or last word, as each type, or as no name.

    Keys are "=form", "<word" and ">word"; values are counts of the types and of none.
    """

    counts: Mapping[str, Sequence[float]]
    shares: Sequence[float]

    def told(self, key: str) -> tuple[list[float], float]:
        """Return the shares of the types and of none for a key, and how often it was seen."""
        seen = self.counts.get(key)
        if seen is None:
            return list(self.shares), 0.0
        total = float(sum(seen))
        return [(n + PRIOR * share) / (total + PRIOR) for n, share in zip(seen, self.shares, strict=True)], total


def rows(
    words: Words, text: str, found: Mapping[str, Form], lexicon: Lexicon
) -> Iterator[tuple[str, int, list[float]]]:
    """Yield form, type and the numbers of NAMES for each form and each type that it may have."""
    article = _Article(words, text, found)
    for key, form in found.items():
        about = _of_form(form, article)
        tops = about.tops
        first, last = key.split(" ", 1)[0], key.rsplit(" ", 1)[-1]
        lists = [lexicon.told(f"<{first}"), lexicon.told(f">{last}"), lexicon.told(f"={key}")]
        for type_ in range(TYPES):
            named = [one for one in form.base if one[2] == type_]
            if tops[type_] < TYPED and not named:
                continue
            yield key, type_, [
                tops[type_], about.sums[type_], about.sums[type_] / max(1, len(form.places)), about.whole,
                len(form.places), about.paths, len(form.places) / max(1, about.all), max(tops), type_,
                max((one[3] for one in named), default=0.0), any(one[4] for one in named),
                any(not one[4] for one in named), bool(form.base), about.longer.sum(), about.longer[type_],
                about.shorter, about.crossing, about.in_longer[type_], about.in_longer.max(),
                about.of_shorter[type_], about.of_shorter.max(), about.bracket, about.partner[type_],
                about.partner.max(), about.quoted, *about.surface, about.all, about.free,
                about.free / max(1, about.all), *(x for shares, seen in lists for x in (shares[type_], seen)),
                *(shares[TYPES] for shares, _ in lists),
            ]  # fmt: skip


class _Article:
    """What all forms of an article are looked at against."""

    def __init__(self, words: Words, text: str, found: Mapping[str, Form]):
        self.words, self.found = words, found
        self.places = {place: chance for form in found.values() for place, chance in form.places.items()}
        self.totals = {place: float(chance.sum()) for place, chance in self.places.items()}
        self.over: dict[int, list[Span]] = defaultdict(list)
        for place in self.places:
            for at in range(*place):
                self.over[at].append(place)
        self.brackets = frozenset(introduced(words.words))
        self.sentence = np.zeros(len(words.words), np.int64)
        for number, (first, last) in enumerate(words.sentences):
            self.sentence[first:last] = number
        self.starts = {first for first, _ in words.sentences}
        self.sharing: dict[str, set[str]] = defaultdict(set)
        for key in found:
            for word in key.split():
                self.sharing[word].add(key)
        self.all, self.free = self._count(found)

    def _count(self, found: Mapping[str, Form]) -> tuple[dict[str, int], dict[str, int]]:
        """Return how often each form stands in the text at all, and not inside a longer name."""
        stream = [(part, at) for at, word in enumerate(self.words.words) for part in norm(word).split()]
        parts, owners = [part for part, _ in stream], [at for _, at in stream]
        by_first: dict[str, set[tuple[str, tuple[str, ...]]]] = defaultdict(set)
        for key, form in found.items():
            # a word may be cut where two were glued together, so that a form is not always its own parts
            for wanted in {tuple(key.split()), *map(self._parts, form.places)}:
                by_first[wanted[0]].add((key, wanted))
        every, free = dict.fromkeys(found, 0), dict.fromkeys(found, 0)
        for at, part in enumerate(parts):
            for key, wanted in by_first.get(part, ()):
                if tuple(parts[at : at + len(wanted)]) == wanted:
                    place = owners[at], owners[at + len(wanted) - 1] + 1
                    every[key] += 1
                    free[key] += not any(self._hides(other, place) for other in self.over[place[0]])
        return every, free

    def _parts(self, place: Span) -> tuple[str, ...]:
        return tuple(part for word in self.words.words[slice(*place)] for part in norm(word).split())

    def _hides(self, other: Span, place: Span) -> bool:
        return other != place and other[0] <= place[0] and other[1] >= place[1] and self.totals[other] >= STRONG


@dataclass(slots=True)
class _About:
    """The numbers of one form that do not depend on its type, and those by type."""

    tops: list[float]
    sums: list[float]
    whole: float
    paths: int
    all: int
    free: int
    longer: Floats
    shorter: float
    crossing: float
    in_longer: Floats
    of_shorter: Floats
    bracket: int
    partner: Floats
    quoted: float
    surface: list[float]


def _of_form(form: Form, article: _Article) -> _About:
    chances = np.array([*form.places.values()] or np.zeros((1, TYPES)), np.float32)
    longer, shorter, crossing = np.zeros(TYPES, np.float32), 0.0, 0.0
    for first, last in form.places:
        for other in {place for at in range(first, last) for place in article.over[at]} - {(first, last)}:
            total = article.totals[other]
            if other[0] <= first and other[1] >= last:
                longer = max(longer, article.places[other], key=lambda chance: float(chance.sum()))
            elif other[0] >= first and other[1] <= last:
                shorter = max(shorter, total)
            else:
                crossing = max(crossing, total)
    in_longer, of_shorter = _related(form.text, article)
    bracket, partner = _bracket(form, article)
    words = article.words.words
    quoted = [first > 0 and words[first - 1] in "\"“'‘" for first, _ in form.places]
    return _About(
        chances.max(0).tolist(), chances.sum(0).tolist(), float(chances.sum(1).max()),
        sum(not one[4] for one in form.base), article.all[form.text], article.free[form.text], longer, shorter,
        crossing, in_longer, of_shorter, bracket, partner, float(np.mean(quoted)) if quoted else 0.0,
        _surface(form, article),
    )  # fmt: skip


def _related(key: str, article: _Article) -> tuple[Floats, Floats]:
    """Return by type how likely the longer forms with this one in them are, and the shorter ones in it."""
    longer, shorter = np.zeros(TYPES, np.float32), np.zeros(TYPES, np.float32)
    for other in set().union(*(article.sharing[word] for word in key.split())) - {key}:
        chances = list(article.found[other].places.values())
        if not chances:
            continue
        if f" {key} " in f" {other} ":
            longer = np.maximum(longer, np.max(chances, axis=0))
        elif f" {other} " in f" {key} ":
            shorter = np.maximum(shorter, np.max(chances, axis=0))
    return longer, shorter


def _bracket(form: Form, article: _Article) -> tuple[int, Floats]:
    """Return how the form goes with brackets, and by type how likely the other form is.

    1: it stands in them; 2: as the letters of the name before; 3: it stands before; 4: as the name of the letters.
    """
    words, kind, partner = article.words.words, 0, np.zeros(TYPES, np.float32)
    for first, last in form.places:
        if first in article.brackets and last == first + 1:
            kind = max(kind, 1)
            for place, chance in article.places.items():
                if place[1] == first - 1 and fits(words[first], words[slice(*place)]):
                    kind, partner = 2, np.maximum(partner, chance)
        if last + 1 in article.brackets:
            kind = max(kind, 3)
            if fits(words[last + 1], words[first:last]):
                kind = 4
                partner = np.maximum(partner, article.places.get((last + 1, last + 2), 0.0))
    return kind, partner


def _surface(form: Form, article: _Article) -> list[float]:
    parts, places = form.written.split(), list(form.places)
    sentences = [int(article.sentence[first]) for first, _ in places]
    return [
        len(form.text.split()), len(form.text), sum(c.isupper() for c in form.written),
        sum(w[0].isupper() for w in parts) / len(parts), any(c.isdigit() for c in form.written),
        parts[0][0].isupper(), parts[-1][0].isupper(), min(sentences, default=-1), 0 in sentences,
        sum(first in article.starts for first, _ in places) / max(1, len(places)), form.written.isupper(),
        '"' in form.written or "“" in form.written, len(article.words.sentences),
    ]  # fmt: skip
