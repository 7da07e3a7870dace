"""Who is on stage: the names of an article by word, who speaks in which sentence, and what stands before whom."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

import numpy as np
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.extract.article import Article, Sentence
from kg.extract.speech import Unit, Words, cues, units
from kg.model import Cluster, Document

__all__ = ["Name", "Scene", "scene", "voice"]

#: how many words a cue and its speaker may be apart, and words before a name that may tell its office
_REACH, _OFFICE = 14, 7


@dataclass(frozen=True, slots=True)
class Name:
    """A mention by the numbers of its first and last word, with the cluster's id and type."""

    first: int
    last: int
    start: int
    end: int
    entity: str
    type: str


@dataclass(frozen=True, slots=True)
class Syntax:
    """The parse by words: dependencies of the first and the last token, and of the last one's head with its tag."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    head: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """An article as corefs and quotes see it; lists run parallel to `article.sentences` where they say so."""

    article: Article
    words: Words
    units: tuple[Unit, ...]
    unit_of: tuple[int, ...]  # sentence → place in units
    names: tuple[Name, ...]
    bounds: tuple[tuple[int, int], ...]  # sentence → numbers of its words
    speaking: frozenset[int]  # start offsets of names that a cue makes speakers
    offices: dict[str, frozenset[str]] = field(default_factory=dict)  # entity → words before its mentions
    homes: dict[str, frozenset[str]] = field(default_factory=dict)  # person → organizations named just before
    parts: dict[str, frozenset[str]] = field(default_factory=dict)  # entity → words of its names
    counts: dict[str, int] = field(default_factory=dict)  # entity → mentions

    def quoted(self, offset: int, sentence: int) -> bool:
        """Tell whether the character is inside speech in quotation marks."""
        return self.units[self.unit_of[sentence]].quotes(offset)

    def names_in(self, start: int, end: int) -> Sequence[Name]:
        """Return the names that start in the characters `start:end`."""
        starts = self._starts
        return self.names[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)]

    unit_speakers: tuple[frozenset[str], ...] = ()  # unit → whom a cue in it makes the speaker of its quotation
    _starts: tuple[int, ...] = ()
    syntax: Syntax | None = None
    coref_starts: tuple[int, ...] = ()


def _syntax(article: Article, words: Words) -> Syntax | None:
    """Return the dependencies by words, None where the pipeline has no parser."""
    doc = article.doc
    if not words.starts or not len(doc) or not doc.has_annotation("DEP"):
        return None
    array = doc.to_array(["IDX", "DEP", "POS", "HEAD"])
    starts = array[:, 0]
    first = np.searchsorted(starts, np.array(words.starts), "right") - 1
    last = np.searchsorted(starts, np.array(words.ends) - 1, "right") - 1
    strings = {int(code): doc.vocab.strings[int(code)] for code in np.unique(array[:, 1:3])}
    heads = last + array[last, 3].astype(np.int64)
    return Syntax(
        tuple(strings[code] for code in array[first, 1].tolist()),
        tuple(strings[code] for code in array[last, 1].tolist()),
        tuple(f"{strings[d]}/{strings[p]}" for d, p in array[heads, 1:3].tolist()),
    )


def voice(cue: str) -> str:
    """Return how a cue takes its speaker: before it ("me", "ber"), after it ("root"), in itself ("nya"), …."""
    if cue.endswith("nya"):
        return "nya"
    if cue.startswith("di") and len(cue) > 5:
        return "di"
    if cue.startswith(("menurut", "berdasar", "bagi")):
        return "menurut"
    if cue.startswith(("me", "ber", "ter")):
        return "me"
    return "root"


def scene(article: Article, *, parsed: bool = False) -> Scene:
    """Return the scene of an article with its clusters in place; the dependencies only where they are asked for."""
    base = _scene(article.document, article.sentences, article.clusters)
    found = tuple(c.span.start for c in article.corefs)
    return replace(base, article=article, coref_starts=found, syntax=_syntax(article, base.words) if parsed else None)


@cache
def _no_doc() -> Doc:
    """Return an empty Doc: the shared part of a scene looks at the text alone."""
    return Doc(Vocab())


@lru_cache(maxsize=2)  # corefs and quotes of one article share it
def _scene(document: Document, sentences: tuple[Sentence, ...], clusters: tuple[Cluster, ...]) -> Scene:
    article = Article(document, _no_doc(), sentences, clusters, starts=tuple(s.start for s in sentences))
    words = Words.of(document.text)
    made = tuple(units(article))
    of = tuple(i for i, unit in enumerate(made) for _ in range(unit.first, unit.last + 1))
    names = tuple(
        Name(
            words.at(m.span.start), words.at(max(m.span.start, m.span.end - 1)), m.span.start, m.span.end, c.id, c.type
        )
        for m, c in article.mentions()
    )
    bounds = tuple((r.start, r.stop) for r in (words.between(s.start, s.end) for s in sentences))
    starts = tuple(n.start for n in names)
    counts: dict[str, int] = {}
    for name in names:
        counts[name.entity] = counts.get(name.entity, 0) + 1
    bare = Scene(article, words, made, of, names, bounds, frozenset(), counts=counts, _starts=starts)
    offices, homes = _before(bare)
    parts = {c.id: frozenset(w for m in c.mentions[:30] for w in m.span.text.lower().split()) for c in clusters}
    speaking, by_unit = _speaking(bare)
    return replace(bare, speaking=speaking, unit_speakers=by_unit, offices=offices, homes=homes, parts=parts)


def _before(scene: Scene) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Return for each entity the words just before its mentions, and the organizations among them."""
    offices: dict[str, set[str]] = {}
    homes: dict[str, set[str]] = {}
    previous: Name | None = None
    for name in scene.names:
        first = name.first
        if name.type == "PER" and previous and previous.type in ("ORG", "LOC") and 0 <= first - previous.last <= 3:
            homes.setdefault(name.entity, set()).add(previous.entity)
            first = previous.first
        if len(seen := offices.setdefault(name.entity, set())) < 40:
            seen.update(scene.words.lower[max(0, first - _OFFICE) : name.first])
        previous = name
    return {e: frozenset(w) for e, w in offices.items()}, {e: frozenset(w) for e, w in homes.items()}


def _speaking(scene: Scene) -> tuple[frozenset[int], tuple[frozenset[str], ...]]:
    """Return the starts of the names that stand where the nearest cue has its speaker, and by unit whose they are."""
    found: set[int] = set()
    by_unit: list[frozenset[str]] = []
    for unit in scene.units:
        sentences = scene.article.sentences[unit.first : unit.last + 1]
        here: set[str] = set()
        for start, end in unit.outside(sentences[0].start, sentences[-1].end):
            near = [n for n in scene.names_in(start, end) if n.type in ("PER", "ORG")]
            firsts = [n.first for n in near]
            for i in scene.words.between(start, end) if near else ():
                word = scene.words.lower[i]
                if word in cues() and (name := _speaker(near, bisect_right(firsts, i), i, voice(word))) is not None:
                    found.add(name.start)
                    here.add(name.entity)
        by_unit.append(frozenset(here) if unit.speech else frozenset())
    return frozenset(found), tuple(by_unit)


def _speaker(near: Sequence[Name], at: int, cue: int, how: str) -> Name | None:
    """Return the name that the cue takes for its speaker; `near[at]` is the first name after it."""
    if how == "me":
        before = [n for n in near[max(0, at - 3) : at] if cue - n.last <= _REACH]
        return next((n for n in reversed(before) if n.type == "PER"), before[-1] if before else None)
    after = [n for n in near[at : at + 3] if n.first - cue <= _REACH]
    return next((n for n in after if n.type == "PER"), after[0] if after else None)
