"""Words that may name an event, and the features by which a classifier tells which of the 20 types, if any."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from kg.extract.clauses import Frame, Place
from kg.extract.clauses_stem import stem

__all__ = ["NONE", "candidates", "features", "lexicon"]

NONE = "-"
DATA = Path(__file__).with_name("data")
_WINDOW = 5
_NEAR = 6


@lru_cache(maxsize=1)
def lexicon() -> dict[str, tuple[str, ...]]:
    """Return the event types that a root may name."""
    table = tomllib.loads((DATA / "triggers.toml").read_text(encoding="utf-8"))
    result: dict[str, dict[str, None]] = {}
    for type_, words in table.items():
        for word in words.split():
            result.setdefault(stem(word)[1], {})[type_] = None
    return {root: tuple(types) for root, types in result.items()}


def candidates(frame: Frame, roots: Iterable[str]) -> list[int]:
    """Return the tokens that may name an event: those with one of the roots, outside names that are no event's."""
    known = frozenset(roots)
    return [
        i
        for i, (_, root, _) in enumerate(frame.stems)
        if root in known and frame.types[i] in ("", "EVT") and frame.words[i].isalpha()
    ]


def features(frame: Frame, tokens: Sequence[int]) -> list[list[str]]:
    """Return the features of each candidate: the word, its neighbours, its clause, its sentence, its repetition."""
    sentences = {number: list(_sentence(frame, number)) for number in {frame.sentences[i] for i in tokens}}
    repeats = _repeats(frame, tokens)
    return [
        [
            *_word(frame, i), *_window(frame, i), *_tree(frame, i), *repeat, *sentences[frame.sentences[i]],
            *_told(frame, i), *_near(frame, i),
        ]
        for i, repeat in zip(tokens, repeats, strict=True)
    ]  # fmt: skip


def _label(frame: Frame, i: int) -> str:
    return frame.types[i] or frame.stems[i][1]


def _word(frame: Frame, i: int) -> Iterator[str]:
    prefix, root, suffix = frame.stems[i]
    word = frame.words[i]
    yield from (f"w={word}", f"r={root}", f"s={prefix}-{suffix}", f"r={root},{prefix}", f"t={frame.tags[i]}")
    yield from (f"e={word[-3:]}", f"in={frame.types[i]}")
    for type_ in lexicon().get(root, ()):
        yield f"lex={type_}"
        yield f"lex={type_},{prefix}-{suffix}"
        yield f"lex={type_},{frame.tags[i]}"


def _window(frame: Frame, i: int) -> Iterator[str]:
    s = frame.sentence(frame.sentences[i])
    for k in (-2, -1, 1, 2):
        j = i + k
        yield f"{k}={_label(frame, j)}" if s.first <= j < s.last else f"{k}=#"
    for j in range(max(s.first, i - _WINDOW), min(s.last, i + _WINDOW + 1)):
        if j != i:
            yield f"{'<' if j < i else '>'}{frame.stems[j][1]}"


def _tree(frame: Frame, i: int) -> Iterator[str]:
    head = frame.heads[i]
    if not frame.deps[i]:
        return
    yield f"d={frame.deps[i]}"
    yield f"h={_label(frame, head)}"
    yield f"hd={frame.deps[i]},{frame.tags[head]}"
    for child in frame.children[i]:
        yield f"c={frame.deps[child]}"
        yield f"c={frame.deps[child]},{_label(frame, child)}"


def _repeats(frame: Frame, tokens: Sequence[int]) -> list[tuple[str, ...]]:
    counts = Counter(root for _, root, _ in frame.stems)
    seen: Counter[str] = Counter()
    result: list[tuple[str, ...]] = []
    last = 0
    for i in tokens:
        seen.update(root for _, root, _ in frame.stems[last:i])
        last = i
        root = frame.stems[i][1]
        result.append((f"seen={min(seen[root], 3)}", f"all={min(counts[root], 5)}", f"again={root},{seen[root] > 0}"))
    return result


def _sentence(frame: Frame, number: int) -> Iterator[str]:
    s = frame.sentence(number)
    places = frame.places.get(number, ())
    yield f"q={frame.kinds.get(number, '')}"
    yield f"n={min(number, 3) if number < 4 else 3 + number // 8}"
    yield f"len={min((s.last - s.first) // 8, 5)}"
    yield f"names={min(len({p.id for p in places if p.id}), 4)}"
    yield from sorted({f"has={p.type},{p.kind}" for p in places})


def _told(frame: Frame, i: int) -> Iterator[str]:
    number, root = frame.sentences[i], frame.stems[i][1]
    yield f"quoted={frame.quoted[i]},{frame.kinds.get(number, '')}"
    yield f"r={root},{frame.quoted[i]}"
    if i in frame.cues:
        yield "cue"
        yield f"cue,{root}"


def _near(frame: Frame, i: int) -> Iterator[str]:
    """The nearest name or value on each side."""
    places = frame.places.get(frame.sentences[i], ())
    yield from _side("L", frame, i, next((p for p in reversed(places) if p.last <= i), None))
    yield from _side("R", frame, i, next((p for p in places if p.first > i), None))


def _side(side: str, frame: Frame, i: int, place: Place | None) -> Iterator[str]:
    if place is None:
        yield f"{side}=#"
        return
    gap = i - place.last if side == "L" else place.first - i - 1
    yield f"{side}={place.type},{place.kind}"
    yield f"{side}={place.type},{min(gap, _NEAR)}"
    yield f"{side}r={place.type},{frame.stems[i][1]}"
