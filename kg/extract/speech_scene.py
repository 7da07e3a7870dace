"""Who is on stage: the names of an article by word, who speaks in which sentence, and what stands before whom."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract.article import Article
from kg.extract.speech import Unit, Words, cues, units

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
        unit = self.units[self.unit_of[sentence]]
        return any(start <= offset < end for start, end in unit.speech)

    def names_in(self, start: int, end: int) -> Sequence[Name]:
        """Return the names that start in the characters `start:end`."""
        starts = self._starts
        return self.names[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)]

    _starts: tuple[int, ...] = ()
    coref_starts: tuple[int, ...] = ()


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


def scene(article: Article) -> Scene:
    """Return the scene of an article with its clusters in place."""
    words = Words.of(article.document.text)
    made = tuple(units(article))
    of = tuple(i for i, unit in enumerate(made) for _ in range(unit.first, unit.last + 1))
    names = tuple(
        Name(
            words.at(m.span.start), words.at(max(m.span.start, m.span.end - 1)), m.span.start, m.span.end, c.id, c.type
        )
        for m, c in article.mentions()
    )
    bounds = tuple((r.start, r.stop) for r in (words.between(s.start, s.end) for s in article.sentences))
    starts = tuple(n.start for n in names)
    counts: dict[str, int] = {}
    for name in names:
        counts[name.entity] = counts.get(name.entity, 0) + 1
    bare = Scene(article, words, made, of, names, bounds, frozenset(), counts=counts, _starts=starts)
    offices, homes = _before(bare)
    parts = {c.id: frozenset(w for m in c.mentions[:30] for w in m.span.text.lower().split()) for c in article.clusters}
    found = tuple(c.span.start for c in article.corefs)
    return Scene(article, words, made, of, names, bounds, _speaking(bare), offices, homes, parts, counts, starts, found)


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


def _speaking(scene: Scene) -> frozenset[int]:
    """Return the starts of the names that stand where the nearest cue has its speaker."""
    found = set()
    for unit in scene.units:
        sentences = scene.article.sentences[unit.first : unit.last + 1]
        for start, end in unit.outside(sentences[0].start, sentences[-1].end):
            near = [n for n in scene.names_in(start, end) if n.type in ("PER", "ORG")]
            for i in scene.words.between(start, end) if near else ():
                word = scene.words.lower[i]
                if word in cues() and (name := _speaker(near, i, voice(word))) is not None:
                    found.add(name.start)
    return frozenset(found)


def _speaker(near: Sequence[Name], cue: int, how: str) -> Name | None:
    firsts = [n.first for n in near]
    at = bisect_right(firsts, cue)
    if how == "me":
        before = [n for n in near[max(0, at - 3) : at] if cue - n.last <= _REACH]
        return next((n for n in reversed(before) if n.type == "PER"), before[-1] if before else None)
    after = [n for n in near[at : at + 3] if n.first - cue <= _REACH]
    return next((n for n in after if n.type == "PER"), after[0] if after else None)
