"""Whether something told is a fact, a claim, a plan, a denial or a possibility, and who says so.

A learned classifier over hedges, negation, speech and clause; then rules that lean to the safe side: what may be no
fact becomes a claim.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.extract.clauses import Frame
from kg.extract.linear import Linear

__all__ = ["Told", "decide", "features", "hedged"]

DATA = Path(__file__).with_name("data")
_NEAR = 6
#: relations that are the speaker's own act, so a fact also inside a quotation
_OWN_ACTS = frozenset({"praises", "criticizes"})


@dataclass(frozen=True, slots=True)
class Told:
    """Something told: its type or predicate, the token that says it, the tokens it runs over, who takes part."""

    what: str
    token: int
    first: int
    last: int
    agents: tuple[str, ...]
    people: bool = False


@lru_cache(maxsize=1)
def _hedges() -> dict[str, tuple[str, ...]]:
    table = tomllib.loads((DATA / "modality.toml").read_text(encoding="utf-8"))
    result: dict[str, list[str]] = {}
    for kind, words in table.items():
        for word in words.split():
            result.setdefault(word, []).append(kind)
    return {word: tuple(kinds) for word, kinds in result.items()}


def features(frame: Frame, told: Told) -> list[str]:
    """Return the features of something told."""
    plain = [*_word(frame, told), *_hedging(frame, told), *_speech(frame, told), *_tree(frame, told)]
    return [f"T={told.what}", *plain, *(f"{told.what}|{f}" for f in plain if f[0] == "*")]


def _word(frame: Frame, told: Told) -> Iterator[str]:
    prefix, root, _ = frame.stems[told.token]
    yield f"*r={root}"
    yield f"w={frame.words[told.token]}"
    yield f"s={prefix}"
    for k in (-2, -1, 1):
        j = told.token + k
        if 0 <= j < len(frame.words):
            yield f"{k}={frame.words[j]}"
    for i in range(told.first, told.last):
        yield f"i={frame.words[i]}"


def _hedging(frame: Frame, told: Told) -> Iterator[str]:
    s = frame.sentence(frame.sentences[told.token])
    for i in range(s.first, s.last):
        for kind in _hedges().get(frame.words[i], ()):
            gap = told.token - i
            near = "here" if gap == 0 else "before" if 0 < gap <= _NEAR else "after" if -_NEAR <= gap < 0 else "far"
            yield f"*{kind},{near}"
            yield f"{frame.words[i]},{near}"
            if gap in (1, 2):
                yield f"*{kind},next"


def _speech(frame: Frame, told: Told) -> Iterator[str]:
    number = frame.sentences[told.token]
    kind, quoted = frame.kinds.get(number, ""), frame.quoted[told.token]
    speaker = frame.speakers.get(number)
    cue = next((i for i in sorted(frame.cues) if frame.sentences[i] == number), None)
    yield f"*q={kind},{quoted}"
    yield f"*speaks={speaker in told.agents},{quoted}"
    yield f"*n={min(number, 3)}"
    if cue is not None:
        side = "is" if cue == told.token else "after" if told.token > cue else "before"
        yield f"*cue={side},{kind}"
        yield f"cue={frame.stems[cue][1]},{side}"
    before = frame.kinds.get(number - 1, "")
    yield f"prev={before}"


def _tree(frame: Frame, told: Told) -> Iterator[str]:
    if not frame.deps[told.token]:
        return
    yield f"*d={frame.deps[told.token]}"
    yield f"tag={frame.tags[told.token]}"
    for child in frame.children[told.token]:
        if frame.deps[child] in ("aux", "advmod", "mark", "case", "cc", "neg"):
            yield f"c={frame.words[child]}"
    for i in frame.ancestors(told.token)[1:4]:
        yield f"up={frame.words[i]}"
        for kind in _hedges().get(frame.words[i], ()):
            yield f"*up={kind}"


def decide(frame: Frame, told: Sequence[Told], model: Linear, certain: float) -> list[tuple[str, str | None, float]]:
    """Return modality, source and probability of each; a fact must have at least the probability `certain`."""
    sure = model.probabilities([features(frame, t) for t in told]).tolist()
    return [
        _decide(frame, t, dict(zip(model.labels, row, strict=True)), certain) for t, row in zip(told, sure, strict=True)
    ]


def _decide(frame: Frame, told: Told, sure: dict[str, float], certain: float) -> tuple[str, str | None, float]:
    barred = _barred(frame, told) or sure.get("actual", 0.0) < certain
    left = {kind: p for kind, p in sure.items() if not (barred and kind == "actual") and _fits(told, kind)}
    best = max(sorted(left), key=lambda kind: left[kind], default="claimed")
    return best, None if best == "actual" else _source(frame, told, best), left.get(best, 0.0)


def _fits(told: Told, kind: str) -> bool:
    return told.what != "Plan" or kind in ("planned", "possible")


def _barred(frame: Frame, told: Told) -> bool:
    """Tell whether the guidelines forbid a fact here, however sure the classifier is."""
    if told.what in _OWN_ACTS:
        return False
    if told.what == "Crime" and told.people and not _convicted(frame, told):
        return True
    return bool(frame.quoted[told.token])


def _convicted(frame: Frame, told: Told) -> bool:
    s = frame.sentence(frame.sentences[told.token])
    return any("convicted" in _hedges().get(word, ()) for word in frame.words[s.first : s.last])


def _source(frame: Frame, told: Told, kind: str) -> str | None:
    """Return who says it: the speaker of the sentence, else who plans it, or the accuser that the sentence names."""
    number = frame.sentences[told.token]
    if speaker := frame.speakers.get(number):
        return speaker
    if kind == "planned" and told.what == "Plan":
        return None
    if kind == "claimed":
        return next(
            (p.id for n in (number, number - 1) for p in frame.places.get(n, ()) if _accuses(frame, p.id)), None
        )
    return None


def _accuses(frame: Frame, id_: str) -> bool:
    return any("accuser" in _hedges().get(form.split()[0], ()) for form in frame.forms.get(id_, ()))


def hedged(frame: Frame, verb: int) -> tuple[str, str | None]:
    """Return modality and source of a verb's clause by rule: negation, plan, speech, possibility, in this order."""
    number = frame.sentences[verb]
    speaker = frame.speakers.get(number)
    own = [frame.words[c] for c in frame.children[verb] if frame.deps[c] in ("advmod", "aux", "neg", "mark")]
    own += [frame.words[i] for i in range(max(frame.sentence(number).first, verb - 2), verb)]
    kinds = {kind for word in own for kind in _hedges().get(word, ())}
    told = frame.quoted[verb] or (frame.kinds.get(number) == "indirect" and verb not in frame.cues)
    for kind in ("denied", "planned"):
        if kind in kinds:
            return kind, speaker
    if told:
        return "claimed", speaker
    return next(((kind, speaker) for kind in ("possible", "claimed") if kind in kinds), ("actual", None))
