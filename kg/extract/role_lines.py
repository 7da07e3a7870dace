"""The sentences of an article that name a person, as the lists of words that the role classifiers read."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from kg.extract.article import Article, Sentence

__all__ = ["Lexicon", "Line", "Place", "lexicon", "lines", "tokens"]

DATA = Path(__file__).parent / "data"
_WORD = re.compile(r"\w+")
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
    titles: frozenset[str]
    words: frozenset[str]
    joiners: frozenset[str]
    pairs: frozenset[str]
    fields: frozenset[str]
    plain: frozenset[str]
    generic: frozenset[str]

    def is_head(self, word: str) -> bool:
        """Return whether a title may begin with this word (lower case)."""
        return word in self.heads or (len(word) > 4 and word.startswith(self.prefixes))


@cache
def lexicon() -> Lexicon:
    """Return the word lists, read once."""
    raw = tomllib.loads((DATA / "titles.toml").read_text(encoding="utf-8"))
    sets = {
        name: frozenset(raw[name].split())
        for name in ("heads", "ranks", "titles", "words", "fields", "plain", "generic")
    }
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
    text = article.document.text
    for sentence in article.sentences:
        if sentence.number in people and _titled(text[sentence.start : sentence.end]):
            yield _line(text, sentence, sorted(names[sentence.number], key=lambda name: (name[0], -name[1], name[2:])))


def _titled(text: str) -> bool:
    """Return whether some word may begin a title: most sentences hold none and need no reading."""
    words = set(_WORD.findall(text.lower()))
    words.update([word[:-3] for word in words if word.endswith("nya")])
    lists = lexicon()
    return not lists.heads.isdisjoint(words) or any(word.startswith(lists.prefixes) for word in words)


def _line(text: str, sentence: Sentence, names: list[tuple[int, int, str, str, bool]]) -> Line:
    cuts = {at for start, end, *_ in names for at in (start, end)}
    words, starts, ends = tokens(text, sentence.start, sentence.end, cuts)
    owner = [-1] * len(words)
    places: list[Place] = []
    persons: list[Place] = []
    for start, end, type_, cluster, coref in names:
        first, last = bisect_right(ends, start), bisect_left(starts, end)
        place = Place(first, last, type_, cluster, coref)
        if type_ == "PER":
            persons.append(place)
        if not coref and first < last:
            if all(at < 0 for at in owner[first:last]):  # else a name inside a longer one
                owner[first:last] = [len(places)] * (last - first)
            places.append(place)
    lower = [word.lower() for word in words]
    kinds = [
        _kind(word, low, places[at].type if at >= 0 else "") for word, low, at in zip(words, lower, owner, strict=True)
    ]
    return Line(sentence, words, lower, starts, ends, kinds, owner, places, persons)


def tokens(text: str, start: int, end: int, cuts: Set[int] = frozenset()) -> tuple[list[str], list[int], list[int]]:
    """Return words with their bounds; a word falls apart at `cuts` and before "-nya" ("kuasa hukumnya")."""
    words, starts, ends = [], [], []
    for token in _TOKEN.finditer(text, start, end):
        word, (first, last) = token.group(), token.span()
        inner = [at for at in cuts if first < at < last] if last - first > 1 else []
        if not inner and len(word) > 6 and word.endswith("nya") and word.lower() not in lexicon().words:
            inner = [last - 3]
        for left, right in pairwise([first, *sorted(inner), last]) if inner else ((first, last),):
            words.append(text[left:right])
            starts.append(left)
            ends.append(right)
    return words, starts, ends


def _kind(word: str, low: str, type_: str) -> str:
    lists = lexicon()
    if type_:
        return type_
    if low in lists.words or not word[0].isalnum():
        return low
    if low in lists.ranks and (word[0].isupper() or low in lists.titles) and not lists.is_head(low):
        return "R"
    if lists.is_head(low):
        return "T"
    return "9" if word[0].isdigit() else "W" if word[0].isupper() else "w"
