"""Pairs of places that may stand in a relation, and the features by which a classifier tells in which, if any."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.extract.article import Sentence
from kg.extract.clauses import Frame, Place
from kg.extract.clauses_stem import stem
from kg.extract.gazetteer import level
from kg.model import PREDICATES

__all__ = ["Pair", "features", "pairs"]

DATA = Path(__file__).with_name("data")
_FARTHEST = 80
_LISTING = frozenset((",", ";", "dan", "serta", "(", ")", "-", "/", "&", "maupun", "hingga", "juga"))
_SHORT = 4
#: pairs of types that some predicate joins
_JOINED = frozenset((s, o) for subjects, objects in PREDICATES.values() for s in subjects for o in objects)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two places of different clusters, `left` first in the text (or holding `right`, where names nest)."""

    left: Place
    right: Place
    gap: int


def pairs(frame: Frame) -> Iterator[Pair]:
    """Yield the pairs that one sentence holds, or two neighbours where nothing nearer joins the two clusters."""
    near: set[tuple[str, str]] = set()
    for number in sorted(frame.places):
        names = [p for p in frame.places[number] if p.id]
        for pair in _within(names):
            near.add((pair.left.id, pair.right.id))
            near.add((pair.right.id, pair.left.id))
            yield pair
    for number in sorted(frame.places):
        if number + 1 in frame.places:
            yield from _across(frame, number, near)
    yield from _nested(frame, near)


def _joined(a: Place, b: Place) -> bool:
    return a.id != b.id and ((a.type, b.type) in _JOINED or (b.type, a.type) in _JOINED)


def _within(names: list[Place]) -> Iterator[Pair]:
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            if _joined(a, b) and b.first - a.last <= _FARTHEST:
                yield Pair(a, b, 0)


def _across(frame: Frame, number: int, near: set[tuple[str, str]]) -> Iterator[Pair]:
    last: dict[str, Place] = {p.id: p for p in frame.places[number] if p.id}
    first: dict[str, Place] = {p.id: p for p in reversed(frame.places[number + 1]) if p.id}
    for a in last.values():
        for b in first.values():
            if _joined(a, b) and (a.id, b.id) not in near and b.first - a.last <= _FARTHEST:
                yield Pair(a, b, 1)


def _nested(frame: Frame, near: set[tuple[str, str]]) -> Iterator[Pair]:
    """Names inside names, wherever they stand: each pair once, at the first place of the longer name."""
    firsts = [places[0] for _, places in sorted(frame.by_cluster.items())]
    for a in firsts:
        for b in firsts:
            if _joined(a, b) and (a.id, b.id) not in near and _holds(frame, a.id, b.id):
                yield Pair(a, b, 2)


@lru_cache(maxsize=4096)
def _inside(outer: frozenset[str], inner: frozenset[str]) -> bool:
    return any(f" {b} " in f" {a} " and len(a) > len(b) for a in outer for b in inner)


def _holds(frame: Frame, outer: str, inner: str) -> bool:
    return _inside(frame.forms[outer], frame.forms[inner])


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, tuple[str, ...]]:
    """Return the predicates that a root may state."""
    table = tomllib.loads((DATA / "relations.toml").read_text(encoding="utf-8"))
    result: dict[str, dict[str, None]] = {}
    for predicate, words in table.items():
        for word in words.split():
            result.setdefault(stem(word)[1], {})[predicate] = None
    return {root: tuple(predicates) for root, predicates in result.items()}


def place_of(frame: Frame, id_: str) -> tuple[str, str]:
    """Return the level of a place ("country", "province", "kabupaten", …) and the province that it lies in, or ""."""
    return level(frame.forms[id_]) if frame.types_of[id_] == "LOC" else (frame.types_of[id_], "")


def features(frame: Frame, pair: Pair) -> list[str]:
    """Return the features of a pair: types, names, the words between and around, the path, the sentence."""
    a, b = pair.left, pair.right
    types = f"{a.type}-{b.type}"
    plain = [
        *_names(frame, pair),
        *_between(frame, pair),
        *_around(frame, pair),
        *_path(frame, pair),
        *_told(frame, pair),
    ]
    return [f"T={types}", *plain, *[f"{types}|{f}" for f in plain]]


def _names(frame: Frame, pair: Pair) -> Iterator[str]:
    a, b = pair.left, pair.right
    yield f"k={a.kind},{b.kind},{pair.gap}"
    if _holds(frame, a.id, b.id):
        yield "a>b"
    if _holds(frame, b.id, a.id):
        yield "b>a"
    if a.last > b.first and pair.gap == 0:
        yield "nested"
    for side, place in (("A", a), ("B", b)):
        if place.kind == "name":
            yield f"{side}0={frame.words[place.first]}"
            yield f"{side}n={min(place.last - place.first, 4)}"
            if place.last - place.first > 1:
                yield f"{side}9={frame.words[place.last - 1]}"
    if a.type == b.type == "LOC" or "LOC" in (a.type, b.type):
        yield from _geography(frame, pair)


def _geography(frame: Frame, pair: Pair) -> Iterator[str]:
    """What kinds of place both are, and whether the one is known to lie in the other."""
    (here, inside), (there, outside) = (place_of(frame, p.id) for p in (pair.left, pair.right))
    yield f"levels={here},{there}"
    if inside and inside in frame.forms[pair.right.id]:
        yield "known>"
    if outside and outside in frame.forms[pair.left.id]:
        yield "known<"


def _label(frame: Frame, i: int) -> str:
    return frame.types[i] or frame.stems[i][1]


def _between(frame: Frame, pair: Pair) -> Iterator[str]:
    a, b = pair.left, pair.right
    if pair.gap == 2:
        yield "far"
        return
    inside = range(a.last, b.first)
    count = len(inside)
    yield f"gap={count if count < _SHORT else _SHORT + count // 6}"
    labels = [_label(frame, i) for i in inside]
    if count <= _SHORT:
        yield "bt=" + " ".join(labels)
    for i in inside:
        if frame.types[i]:
            continue
        yield f"b={frame.stems[i][1]}"
        if frame.tags[i] in ("VERB", "ADP"):
            yield f"b{frame.tags[i]}={frame.stems[i][0]}{frame.stems[i][1]}"
    for kind in sorted({frame.types[i] for i in inside if frame.types[i]}):
        yield f"bE={kind}"
    if count:
        yield f"b0={labels[0]}"
        yield f"b9={labels[-1]}"
    rest = [
        label for i, label in zip(inside, labels, strict=True) if not (frame.types[i] or frame.words[i] in _LISTING)
    ]
    if len(rest) <= _SHORT:
        yield "rb=" + " ".join(rest)
    yield f"list={count > 0 and not rest},{a.type == b.type}"
    if rest:
        yield f"rb0={rest[0]}"
    yield from sorted({f"lexb={p}" for i in inside for p in _lexicon().get(frame.stems[i][1], ())})


def _around(frame: Frame, pair: Pair) -> Iterator[str]:
    a, b = pair.left, pair.right
    for k in (1, 2):
        yield f"-{k}={_label(frame, a.first - k) if a.first >= k else '#'}"
        yield f"+{k}={_label(frame, b.last + k - 1) if b.last + k <= len(frame.words) else '#'}"
    s = frame.sentence(a.sentence)
    yield from _stated(frame, s)
    near = range(max(s.first, a.first - 3), a.first), range(b.last, min(len(frame.words), b.last + 3))
    for side, tokens in zip("-+", near, strict=True):
        yield from sorted({f"lex{side}={p}" for i in tokens for p in _lexicon().get(frame.stems[i][1], ())})


def _stated(frame: Frame, s: Sentence) -> tuple[str, ...]:
    """Return the predicates that words of a sentence may state, found once for all its pairs."""
    if s.number not in frame.stated:
        words = {root for _, root, _ in frame.stems[s.first : s.last]}
        frame.stated[s.number] = tuple(sorted({f"lexs={p}" for word in words for p in _lexicon().get(word, ())}))
    return frame.stated[s.number]


def _path(frame: Frame, pair: Pair) -> Iterator[str]:
    """The dependencies from each place up to where they meet, and the word there."""
    if pair.gap or not frame.deps[pair.left.first]:
        return
    up = [frame.top(pair.left), frame.top(pair.right)]
    left, right = (frame.ancestors(i) for i in up)
    meeting = next((i for i in left if i in right), None)
    if meeting is None:
        return
    rise, fall = left[: left.index(meeting)], right[: right.index(meeting)]
    if len(rise) + len(fall) > 6:
        yield "path=long"
        return
    names = "^".join(frame.deps[i] for i in rise) + "v" + "v".join(frame.deps[i] for i in reversed(fall))
    yield f"path={names}"
    yield f"meet={_label(frame, meeting)},{frame.stems[meeting][0]}"
    yield f"via={names},{frame.stems[meeting][0]}{frame.stems[meeting][1]}"
    for i in (*rise[1:], *fall[1:], meeting):
        yield f"p={frame.stems[i][1]}"
    for side, i in zip("AB", up, strict=True):
        case = next((frame.words[c] for c in frame.children[i] if frame.deps[c] == "case"), "")
        yield f"{side}case={case},{frame.deps[i]}"


def _told(frame: Frame, pair: Pair) -> Iterator[str]:
    a, b, number = pair.left, pair.right, pair.left.sentence
    yield f"q={frame.kinds.get(number, '')}{frame.quoted[b.first]}"
    speaker = frame.speakers.get(number)
    for side, place in (("A", a), ("B", b)):
        if place.id == speaker:
            yield f"{side}speaks"
            cue = next((frame.stems[i][1] for i in sorted(frame.cues) if frame.sentences[i] == number), "")
            yield f"{side}speaks={cue}"
    yield f"n={min(number, 4)}"
    roles = frame.roles
    for x, y, name in ((a.id, b.id, "ab"), (b.id, a.id, "ba")):
        if (x, y) in roles:
            yield f"role={name}"
    for side, place in (("A", a), ("B", b)):
        yield f"{side}many={min(len(frame.by_cluster.get(place.id, ())), 4)}"
