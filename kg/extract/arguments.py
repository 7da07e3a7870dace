"""What may take part in an event, and the features by which a classifier tells its role, if any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.clauses import Frame, Place
from kg.model import ENTITY_TYPES

__all__ = ["NONE", "ROLES", "Candidate", "Trigger", "allowed", "candidates", "features"]

NONE = "-"
ROLES = ("agent", "patient", "place", "time", "amount", "topic")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names an event of a type."""

    token: int
    type: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place, or a noun phrase of kind "chunk", that may take part in the event of a trigger."""

    place: Place
    rank: int


def allowed(place: Place) -> frozenset[str]:
    """Return the roles that a kind of place can take."""
    if place.kind == "chunk":
        return frozenset({"topic", "patient", "agent"})
    if place.kind == "value":
        return frozenset({"time"} if place.type == "date" else {"amount"})
    return frozenset({"agent", "patient", "place"})


def candidates(frame: Frame, token: int) -> list[Candidate]:
    """Return each cluster near the trigger once, at its nearest place, the values, and the noun phrases around."""
    number = frame.sentences[token]
    found: dict[str, Place] = {}
    rows: list[Place] = []
    for n in (number, number - 1, number + 1, number - 2):
        for place in sorted(frame.places.get(n, ()), key=lambda p: _distance(p, token)):
            if place.id:
                found.setdefault(place.id, place)
            elif n == number or (place.type == "date" and abs(n - number) == 1):
                rows.append(place)
    speaker = frame.speakers.get(number)
    if speaker and speaker not in found and speaker in frame.by_cluster:
        found[speaker] = min(frame.by_cluster[speaker], key=lambda p: _distance(p, token))
    rows += found.values()
    rows += frame.chunks(number)
    rows = [p for p in rows if not p.first <= token < p.last or p.kind == "name"]
    ranks: Counter[tuple[str, bool]] = Counter()
    result = []
    for place in sorted(rows, key=lambda p: (_distance(p, token), p.first, p.last, p.id)):
        side = place.kind if place.kind == "chunk" else place.type, place.first < token
        result.append(Candidate(place, ranks[side]))
        ranks[side] += 1
    return result


def _distance(place: Place, token: int) -> int:
    return place.first - token if place.first > token else max(0, token - place.last + 1)


def features(frame: Frame, trigger: Trigger, candidate: Candidate) -> list[str]:
    """Return the features of a trigger and a candidate: kinds, order, words between, dependencies, speech."""
    place, token = candidate.place, trigger.token
    what = "chunk" if place.kind == "chunk" else place.type
    prefix = frame.stems[token][0]
    plain = [
        *_order(frame, token, candidate), *_between(frame, token, place), *_tree(frame, token, place),
        *_told(frame, token, place), *(_chunk(frame, place) if what == "chunk" else ()),
    ]  # fmt: skip
    named = [f"{what}|{f}" for f in plain]
    starred = [name for name, f in zip(named, plain, strict=True) if f[0] == "*"]
    return [
        f"C={what}",
        f"C={what},{trigger.type}",
        f"C={what},{trigger.type},{prefix}",
        *named,
        *[f"{trigger.type}|{name}" for name in starred],
        *[f"{prefix}|{name}" for name in starred],
    ]


def _order(frame: Frame, token: int, candidate: Candidate) -> Iterator[str]:
    place = candidate.place
    offset = place.sentence - frame.sentences[token]
    side = "in" if place.first <= token < place.last else "L" if place.first < token else "R"
    gap = _distance(place, token)
    yield f"*{offset},{side}"
    yield f"*{offset},{side},{place.kind}"
    yield f"*{offset},{side},{min(gap, 4) if gap < 5 else 4 + min(gap // 5, 4)}"
    yield f"*{side},rank={min(candidate.rank, 3)},{offset}"
    yield f"many={min(len(frame.by_cluster.get(place.id, ())), 5)}"
    yield f"trigger={frame.stems[token][1]},{side}"
    yield f"trigger={frame.stems[token][1]},{frame.stems[token][0]},{side}"


def _between(frame: Frame, token: int, place: Place) -> Iterator[str]:
    before = frame.words[place.first - 1] if place.first else "#"
    yield f"*before={frame.types[place.first - 1] or before}" if place.first else "*before=#"
    if place.first > 1:
        yield f"before2={frame.types[place.first - 2] or frame.words[place.first - 2]}"
    if place.last < len(frame.words):
        yield f"after={frame.types[place.last] or frame.words[place.last]}"
    if place.sentence != frame.sentences[token]:
        return
    inside = range(token + 1, place.first) if place.first > token else range(place.last, token)
    if len(inside) <= 3:
        yield "bt=" + " ".join(frame.types[i] or frame.words[i] for i in inside)
    marks: Counter[str] = Counter()
    for i in inside[:15]:
        if not frame.types[i]:
            yield f"b={frame.words[i]}"
        marks[frame.tags[i]] += 1
    for tag in ("VERB", "PUNCT", "SCONJ", "ADP", "CCONJ"):
        yield f"*b{tag}={min(marks[tag], 2)},{place.first > token}"
    yield f"bE={min(sum(1 for i in inside if frame.types[i] in ENTITY_TYPES), 3)}"


def _tree(frame: Frame, token: int, place: Place) -> Iterator[str]:
    if place.sentence != frame.sentences[token] or not frame.deps[token]:
        return
    top = frame.top(place)
    case = next((frame.words[c] for c in frame.children[top] if frame.deps[c] in ("case", "mark")), "")
    yield f"dep={frame.deps[top]},{case}"
    up = frame.ancestors(top)[:6]
    if token in up:
        chain = ">".join(frame.deps[i] for i in up[: up.index(token)])
        yield f"*down={chain}"
        yield f"*down={chain},{case}"
        return
    over = frame.ancestors(token)[:6]
    meeting = next((i for i in over if i in up), None)
    if meeting is None:
        yield "*path=none"
        return
    rise = "<".join(frame.deps[i] for i in over[: over.index(meeting)])
    fall = ">".join(frame.deps[i] for i in up[: up.index(meeting)])
    yield f"*path={rise}/{fall}"
    yield f"path={rise}/{fall},{case}"
    yield f"meet={frame.stems[meeting][1]},{fall}"


def _told(frame: Frame, token: int, place: Place) -> Iterator[str]:
    number = frame.sentences[token]
    kind = frame.kinds.get(number, "")
    speaks = place.id != "" and frame.speakers.get(number) == place.id
    yield f"*q={kind},{frame.quoted[token]},{frame.quoted[place.first]},{speaks}"
    if token in frame.cues:
        yield f"*cue,{frame.speakers.get(number) == place.id}"
    yield f"n={min(number, 3)}"


def _chunk(frame: Frame, place: Place) -> Iterator[str]:
    yield f"first={frame.stems[place.first][1]}"
    yield f"last={frame.stems[place.last - 1][1]}"
    yield f"size={min(place.last - place.first, 5)}"
    yield f"shape={frame.stems[place.first][0]}-{frame.stems[place.first][2]}"
    yield f"tags={frame.tags[place.first]}"
    for type_ in sorted({frame.types[i] for i in range(place.first, place.last)}):
        yield f"*holds={type_}"
