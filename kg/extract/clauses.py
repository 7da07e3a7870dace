"""An article laid out for the clause extractors: words, stems, parse, names, values and quotation, token by token."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from kg.extract.article import Article, Sentence
from kg.extract.clauses_stem import stem
from kg.model import ENTITY_TYPES, Span

__all__ = ["Frame", "Place", "frame"]

_OPENING, _CLOSING, _EITHER = "“", "”", '"'
_LONGEST = 6
_HEADS = frozenset({"NOUN", "PROPN"})
_NOMINAL = _HEADS | {"ADJ", "NUM", "X", "SYM"}
#: what of an article goes into its frame
_LAYERS = ("document", "sentences", "clusters", "values", "corefs", "quotes", "roles")
_MARK = re.compile('["“”]')


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cluster or a value stands: `id` of the cluster or "", its type, tokens half-open, how it is told."""

    id: str
    type: str
    kind: str
    first: int
    last: int
    sentence: int
    span: Span


@dataclass(frozen=True)
class Frame:
    """The tokens of an article as parallel lists, and its places by sentence number."""

    article: Article
    words: list[str]
    stems: list[tuple[str, str, str]]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    sentences: list[int]
    types: list[str]
    owners: list[str]
    quoted: bytearray
    speakers: dict[int, str]
    kinds: dict[int, str]
    cues: frozenset[int]
    places: dict[int, tuple[Place, ...]]
    cache: dict[int, tuple[Place, ...]] = field(default_factory=dict, repr=False)
    stated: dict[int, tuple[str, ...]] = field(default_factory=dict, repr=False)
    above: dict[int, tuple[int, ...]] = field(default_factory=dict, repr=False)

    def sentence(self, number: int) -> Sentence:
        """Return the sentence with this number."""
        return self.article.sentences[number - 1]

    @cached_property
    def children(self) -> list[list[int]]:
        """The dependents of each token, in order."""
        result: list[list[int]] = [[] for _ in self.words]
        for i, head in enumerate(self.heads):
            if head != i:
                result[head].append(i)
        return result

    @cached_property
    def by_cluster(self) -> dict[str, tuple[Place, ...]]:
        """The places of each cluster, in order of the text."""
        result: dict[str, list[Place]] = {}
        for number in sorted(self.places):
            for place in self.places[number]:
                if place.id:
                    result.setdefault(place.id, []).append(place)
        return {id_: tuple(places) for id_, places in result.items()}

    @cached_property
    def forms(self) -> dict[str, frozenset[str]]:
        """The distinct forms of each cluster, in lower case."""
        return {c.id: frozenset(m.span.text.lower() for m in c.mentions) for c in self.article.clusters}

    @cached_property
    def types_of(self) -> dict[str, str]:
        """The type of each cluster."""
        return {c.id: c.type for c in self.article.clusters}

    @cached_property
    def roles(self) -> frozenset[tuple[str, str]]:
        """Who holds, held or will hold a position where: pairs of clusters."""
        return frozenset((role.person, role.organization) for role in self.article.roles if role.organization)

    def top(self, place: Place) -> int:
        """Return the token of a place whose head stands outside it."""
        inside = range(place.first, place.last)
        return next((i for i in inside if self.heads[i] not in inside), place.first)

    def chunks(self, number: int) -> tuple[Place, ...]:
        """Return the noun phrases of a sentence: runs of nominal words, at most six long, cut at names."""
        if number not in self.cache:
            s = self.sentence(number)
            self.cache[number] = tuple(
                Place("", "chunk", "chunk", a, b, number, self.span(a, b)) for a, b in self._runs(s.first, s.last)
            )
        return self.cache[number]

    def _runs(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        start = -1
        for i in range(first, last + 1):
            nominal = i < last and self.tags[i] in _NOMINAL and self.types[i] not in ENTITY_TYPES
            if start >= 0 and (not nominal or i - start >= _LONGEST):
                yield start, i
                start = -1
            if nominal and start < 0 and self.tags[i] in _HEADS:
                start = i

    def ancestors(self, token: int) -> tuple[int, ...]:
        """Return the token and its heads up to the root."""
        if (found := self.above.get(token)) is None:
            seen = {token: None}
            head = token
            while (head := self.heads[head]) not in seen:
                seen[head] = None
            found = self.above[token] = tuple(seen)
        return found

    def span(self, first: int, last: int) -> Span:
        """Return the characters of tokens `first` up to, not including, `last`."""
        doc = self.article.doc
        final = doc[last - 1]
        return self.article.document.span(doc[first].idx, final.idx + len(final))

    def written(self, token: int) -> Span:
        """Return the whole written word that holds the token: a clitic split off by the tokenizer is put back."""
        doc, text = self.article.doc, self.article.document.text
        start, end = doc[token].idx, doc[token].idx + len(doc[token])
        while end < len(text) and (text[end].isalnum() or (text[end] == "-" and text[end + 1 : end + 2].isalpha())):
            end += 1
        while start > 0 and text[start - 1].isalnum():
            start -= 1
        return self.article.document.span(start, end)


def frame(article: Article) -> Frame:
    """Return the frame of an article; a Doc without a parse has empty tags and each token as its own head."""
    if _last and _same(_last[0].article, article):
        return _last[0]
    made = _frame(replace(article, relations=()))
    _last[:] = [made]
    return made


#: the frame that was made last: six extractors in a row want that of one article, and its hash costs as much as it does
_last: list[Frame] = []


def _same(one: Article, other: Article) -> bool:
    return one.doc is other.doc and all(getattr(one, layer) is getattr(other, layer) for layer in _LAYERS)


def _frame(article: Article) -> Frame:
    doc = article.doc
    table = doc.to_array(["LOWER", "IDX", "POS", "DEP", "HEAD"])
    names = {code: doc.vocab.strings[int(code)] for code in {*table[:, [0, 2, 3]].ravel().tolist()}}
    words = [names[code] for code in table[:, 0].tolist()]
    parsed = doc.has_annotation("DEP")
    sentences = [0] * len(words)
    for sentence in article.sentences:
        sentences[sentence.first : sentence.last] = [sentence.number] * (sentence.last - sentence.first)
    starts = table[:, 1].tolist()
    places = tuple(_places(article, starts))
    types, owners = [""] * len(words), [""] * len(words)
    for place in sorted(places, key=lambda p: (p.last - p.first, p.kind == "name")):
        for i in range(place.first, place.last):
            types[i], owners[i] = place.type, place.id
    quotes = article.quotes
    return Frame(
        article,
        words,
        [stem(word) for word in words],
        [names[code] for code in table[:, 2].tolist()],
        [names[code] for code in table[:, 3].tolist()] if parsed else [""] * len(words),
        [i + head for i, head in enumerate(table[:, 4].astype("int64").tolist())] if parsed else [*range(len(words))],
        sentences,
        types,
        owners,
        _quoted(article, words),
        {quote.sentence: quote.speaker for quote in reversed(quotes)},
        {quote.sentence: quote.kind for quote in reversed(quotes)},
        frozenset(bisect_left(starts, quote.cue.start) for quote in quotes if quote.cue),
        _by_sentence(places),
    )


def _places(article: Article, starts: list[int]) -> Iterator[Place]:
    types = {cluster.id: cluster.type for cluster in article.clusters}
    for cluster in article.clusters:
        for mention in cluster.mentions:
            yield _place(starts, cluster.id, cluster.type, "name", mention.sentence, mention.span)
    for coref in article.corefs:
        if coref.entity in types:
            yield _place(starts, coref.entity, types[coref.entity], "coref", coref.sentence, coref.span)
    for value in article.values:
        yield _place(starts, "", value.kind, "value", value.sentence, value.span)


def _place(starts: list[int], id_: str, type_: str, kind: str, sentence: int, span: Span) -> Place:
    first = bisect_left(starts, span.start)
    last = max(bisect_left(starts, span.end), first + 1)
    return Place(id_, type_, kind, min(first, len(starts) - 1), min(last, len(starts)), sentence, span)


def _by_sentence(places: tuple[Place, ...]) -> dict[int, tuple[Place, ...]]:
    result: dict[int, list[Place]] = {}
    for place in sorted(places, key=lambda p: (p.span.start, -p.span.end, p.kind, p.id)):
        result.setdefault(place.sentence, []).append(place)
    return {number: tuple(found) for number, found in result.items()}


def _quoted(article: Article, words: list[str]) -> bytearray:
    """Mark the tokens inside quotation marks; a mark left open ends where the next one opens again."""
    quoted, text, inside = bytearray(len(words)), article.document.text, False
    for sentence in article.sentences:
        inside = inside and _closes_next(text, sentence.start)
        for i in range(sentence.first, sentence.last):
            if words[i] == _OPENING or (words[i] == _EITHER and not inside):
                inside = True
            elif words[i] in (_CLOSING, _EITHER):
                inside = False
            quoted[i] = inside
    return quoted


def _closes_next(text: str, start: int) -> bool:
    """Tell whether the next quotation mark from `start` on closes one: it stands at the end of a word."""
    match = _MARK.search(text, start)
    if match is None or match[0] == _OPENING:
        return False
    return match[0] == _CLOSING or (match.start() > start and not text[match.start() - 1].isspace())
