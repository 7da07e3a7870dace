"""The sentences of an article that name a person, as the lists of words that the role classifiers read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.extract.article import Article, Sentence

__all__ = ["Lexicon", "Line", "Place", "lexicon", "lines"]

DATA = Path(__file__).parent / "data"
_TOKEN = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*|\S")


@dataclass(frozen=True, slots=True)
class Place:
    """A name (or, where `coref`, a description) in a sentence: words `first` to `last`, half-open."""

    first: int
    last: int
    type: str
    cluster: str
    coref: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: its words, where they stand, their kinds, and the names and descriptions in it.

    A kind is the type of the name that holds the word, "R" for a rank, "T" for a title's first word, the word itself
    where it is a little word or a mark, else its shape: "w", "W" or "9". `owner` is the place that holds the word, -1
    for none.
    """

    sentence: Sentence
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    kinds: list[str]
    owner: list[int]
    places: list[Place]
    persons: list[Place]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists of titles.toml."""

    heads: frozenset[str]
    prefixes: tuple[str, ...]
    ranks: frozenset[str]
    words: frozenset[str]
    joiners: frozenset[str]
    pairs: frozenset[str]
    fields: frozenset[str]

    def is_head(self, word: str) -> bool:
        """Return whether a title may begin with this word (lower case)."""
        return word in self.heads or (len(word) > 4 and word.startswith(self.prefixes))


@cache
def lexicon() -> Lexicon:
    """Return the word lists, read once."""
    raw = tomllib.loads((DATA / "titles.toml").read_text(encoding="utf-8"))
    sets = {name: frozenset(raw[name].split()) for name in ("heads", "ranks", "words", "fields")}
    lists = {name: frozenset(raw[name]) for name in ("joiners", "pairs")}
    return Lexicon(prefixes=tuple(raw["prefixes"]), **lists, **sets)


def lines(article: Article) -> Iterator[Line]:
    """Yield the sentences in which a person is named or meant, in order."""
    names: dict[int, list[tuple[int, int, str, str, bool]]] = {}
    people = set()
    for cluster in article.clusters:
        for mention in cluster.mentions:
            place = (mention.span.start, mention.span.end, cluster.type, cluster.id, False)
            names.setdefault(mention.sentence, []).append(place)
            if cluster.type == "PER":
                people.add(mention.sentence)
    types = {cluster.id: cluster.type for cluster in article.clusters}
    for coref in article.corefs:
        if types.get(coref.entity) == "PER":
            place = (coref.span.start, coref.span.end, "PER", coref.entity, True)
            names.setdefault(coref.sentence, []).append(place)
            people.add(coref.sentence)
    for sentence in article.sentences:
        if sentence.number in people:
            yield _line(article.document.text, sentence, sorted(names[sentence.number]))


def _line(text: str, sentence: Sentence, names: list[tuple[int, int, str, str, bool]]) -> Line:
    words, starts, ends = _tokens(text, sentence)
    owner, places, persons = [-1] * len(words), [], []
    for start, end, type_, cluster, coref in names:
        first = next((n for n, at in enumerate(ends) if at > start), len(words))
        last = next((n for n in range(first, len(words)) if starts[n] >= end), len(words))
        place = Place(first, last, type_, cluster, coref)
        if type_ == "PER":
            persons.append(place)
        if not coref and first < last:
            owner[first:last] = [len(places)] * (last - first)
            places.append(place)
    lower = [word.lower() for word in words]
    kinds = [
        _kind(word, low, places[at].type if at >= 0 else "") for word, low, at in zip(words, lower, owner, strict=True)
    ]
    return Line(sentence, words, lower, starts, ends, kinds, owner, places, persons)


def _tokens(text: str, sentence: Sentence) -> tuple[list[str], list[int], list[int]]:
    """Return words with their bounds; "-nya" stands apart ("kuasa hukumnya" holds the title "kuasa hukum")."""
    words, starts, ends = [], [], []
    for token in _TOKEN.finditer(text, sentence.start, sentence.end):
        word, start, end = token.group(), token.start(), token.end()
        if word.endswith("nya") and len(word) > 6 and word.lower() not in lexicon().words:
            words += [word[:-3], "nya"]
            starts += [start, end - 3]
            ends += [end - 3, end]
        else:
            words.append(word)
            starts.append(start)
            ends.append(end)
    return words, starts, ends


def _kind(word: str, low: str, type_: str) -> str:
    lists = lexicon()
    if type_:
        return type_
    if low in lists.words or not word[0].isalnum():
        return low
    if low in lists.ranks and word[0].isupper() and low not in ("komisaris", "inspektur"):
        return "R"
    if lists.is_head(low):
        return "T"
    return "9" if word[0].isdigit() else "W" if word[0].isupper() else "w"
