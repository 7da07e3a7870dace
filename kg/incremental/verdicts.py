"""What short names were judged to be, and which verdicts may read otherwise now that names are rarer or commoner."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from kg import blobs
from kg.incremental.state import State
from kg.resolve.short_names import DOUBTED, JOINED_AT, LEAD, SOME_CLUE, Clues, chance, rarity

__all__ = ["Rarity", "Verdict", "drifted", "from_blob", "to_blob", "verdict"]

Floats = npt.NDArray[np.float64]

#: Sums in another order differ by less; nearer to a bound than this, a name is judged by the very same sums.
NEAR = 1e-6
#: so many of them are named in a reason
HEADS = 5
#: the arrays of a verdict in the order of its fields, and its reason
Written = tuple[bytes, bytes, bytes, bytes, bytes, bytes, str]
WRITTEN = blobs.Decoder(Written)


@dataclass(slots=True)
class Rarity(Mapping[str, float]):
    """How much each name tells; counted over all articles, worked out when asked for."""

    articles: dict[str, int]
    ids: dict[str, int]
    total: int
    vector: npt.NDArray[np.float64]
    by_id: dict[int, str]
    changed: frozenset[int] = frozenset()
    known: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, state: State, changed: Collection[int]) -> Rarity:
        """Return that of the articles of the state."""
        rows = state.database.execute("SELECT id, name, articles FROM name").fetchall()
        total = state.database.execute("SELECT COUNT(*) FROM doc WHERE company IS NOT NULL").fetchone()[0] or 1
        counts = np.zeros(max((id_ for id_, _, _ in rows), default=0) + 1)
        counts[[id_ for id_, _, _ in rows]] = [number for _, _, number in rows]
        vector = np.log1p(total / np.maximum(counts, 1)) / np.log1p(total)
        told = np.where(counts > 0, vector, 0.0)
        by_id = {id_: name for id_, name, _ in rows}
        ids, articles = {name: id_ for id_, name, _ in rows}, {name: number for _, name, number in rows}
        return cls(articles, ids, total, told, by_id, frozenset(changed))

    def __getitem__(self, name: str) -> float:
        if name not in self.known:
            if not self.articles.get(name):
                raise KeyError(name)
            self.known[name] = rarity(self.articles[name], self.total)
        return self.known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.articles)

    def __len__(self) -> int:
        return len(self.articles)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a short name was judged to be: a join or doubts, and what the points rest on, clue by clue.

    `tied` are clues whose points rest on the same as those of the clue before: they stay equal, whatever names tell.
    """

    scores: npt.NDArray[np.float64]
    before: npt.NDArray[np.float64]
    sums: npt.NDArray[np.float64]
    sizes: npt.NDArray[np.int32]
    common: npt.NDArray[np.int32]
    tied: npt.NDArray[np.bool_]
    why: str


def verdict(clues: list[Clues], articles: Sequence[int], why: str, told: Rarity) -> Verdict:
    """Return what to remember of a short name's clues; `articles` is how many name each of the groups."""
    common = [[told.ids[name] for name in clue.common] for clue in clues]
    flat = np.array([n for ids in common for n in ids], np.int32)
    sizes = np.array([len(ids) for ids in common], np.int32)
    scores, before = (np.array([getattr(c, name) for c in clues], np.float64) for name in ("score", "before"))
    rests = [_rest(clue, number) for clue, number in zip(clues, articles, strict=True)]
    tied = np.array([False, *(one == other for one, other in pairwise(rests))])
    return Verdict(scores, before, _sums(flat, sizes, told), sizes, flat, tied, why)


def _rest(clue: Clues, articles: int) -> tuple[object, ...]:
    """Return what the points of a clue rest on; how many articles name the group counts from `SOME_CLUE` on alone."""
    return clue.score, clue.before, clue.common, articles if clue.before >= SOME_CLUE else clue.reason


def to_blob(known: Verdict) -> bytes:
    """Return a verdict as bytes."""
    arrays = (known.scores, known.before, known.sums, known.sizes, known.common, known.tied)
    return blobs.to_blob((*(array.tobytes() for array in arrays), known.why))


def from_blob(blob: Any) -> Verdict:
    """Return the verdict of these bytes.

    Raises:
        ValueError: where they are none.
    """
    written = blobs.from_blob(blob, WRITTEN)
    _check([written])
    return _joined([written], written[6])


def _check(written: Sequence[Written]) -> None:
    for scores, before, sums, sizes, common, tied, _ in written:
        count = len(tied)
        whole = len(scores) == len(before) == len(sums) == 2 * len(sizes) == 8 * count > 0
        if not whole or sum(memoryview(sizes).cast("i")) * 4 != len(common):
            raise ValueError("a verdict on a short name is cut off")


def _joined(written: Sequence[Written], why: str = "") -> Verdict:
    """Return several verdicts as one, clue after clue."""
    columns = [b"".join(column) for column in zip(*(row[:6] for row in written), strict=True)]
    scores, before, sums = (np.frombuffer(column, np.float64) for column in columns[:3])
    sizes, common = (np.frombuffer(column, np.int32) for column in columns[3:5])
    return Verdict(scores, before, sums, sizes, common, np.frombuffer(columns[5], np.bool_), why)


def _sums(common: npt.NDArray[np.int32], sizes: npt.NDArray[np.int32], told: Rarity) -> npt.NDArray[np.float64]:
    ends = np.cumsum(sizes)
    running = np.concatenate(([0.0], np.cumsum(told.vector[common])))
    found: npt.NDArray[np.float64] = running[ends] - running[ends - sizes]
    return found


def drifted(state: State, level: int, told: Rarity) -> set[int]:
    """Return the groups whose verdict may read otherwise, now that all names are rarer or commoner than before."""
    query = "SELECT id, target, verdict FROM verdict WHERE level = ?"
    rows = [
        (id_, meaning is not None, written)
        for id_, meaning, blob in state.database.execute(query, (level,))
        if (written := blobs.from_blob(blob, WRITTEN))[4]  # names that both are named beside
    ]
    if not rows:
        return set()
    _check([written for _, _, written in rows])
    near = _near([written for _, _, written in rows], np.array([joins for _, joins, _ in rows]), told)
    looked_at = ((rows[i][0], rows[i][1], _joined([rows[i][2]])) for i in near)
    return {id_ for id_, joins, known in looked_at if _reads_otherwise(known, joins, told)}


def _near(rows: Sequence[Written], joins: npt.NDArray[np.bool_], told: Rarity) -> list[int]:
    """Return the verdicts that `_reads_otherwise` has to look at, and some more; all are told at once."""
    known = _joined(rows)
    counts = np.array([len(row[5]) for row in rows])
    firsts = np.cumsum(counts) - counts
    owner = np.repeat(np.arange(len(rows)), counts)
    sizes, common = known.sizes, known.common
    clue = np.repeat(np.arange(len(sizes)), sizes)
    sums = np.bincount(clue, weights=told.vector[common], minlength=len(sizes))
    change = sums - known.sums
    old, old_before = known.scores, known.before
    new = old + change
    found = _crosses(old_before, old_before + change, SOME_CLUE) | _crosses(old, new, SOME_CLUE)
    found |= _rounds(old * 10, new * 10)
    loose = np.diff(new, prepend=np.inf) > -2 * NEAR
    loose[1:] &= (sizes[1:] > 0) | (sizes[:-1] > 0)
    loose &= ~known.tied
    loose[firsts] = False
    found |= loose
    found[_otherwise_headed(common, sizes, clue, told)] = True
    # the first two scores of each decide whether it joins, the first few are told as chances where it does not
    place = np.arange(len(sizes)) - firsts[owner]
    several = counts > 1
    second = np.where(several, new[np.minimum(firsts + 1, len(new) - 1)], 0.0)
    second_before = np.where(several, old[np.minimum(firsts + 1, len(old) - 1)], 0.0)
    told_as = _rounds(_chances(old, second_before[owner]), _chances(new, second[owner]))
    found |= told_as & (place < DOUBTED) & ~joins[owner]
    best = new[firsts]
    meant = (best >= JOINED_AT) & (best >= LEAD * second)
    close = (np.abs(best - JOINED_AT) < 2 * NEAR) | (np.abs(best - LEAD * second) < 2 * NEAR)
    was = (old[firsts] >= JOINED_AT) & (old[firsts] >= LEAD * second_before)
    was_close = (np.abs(old[firsts] - JOINED_AT) < 2 * NEAR) | (np.abs(old[firsts] - LEAD * second_before) < 2 * NEAR)
    decided = (meant != joins) | close | (was != joins) | was_close
    return sorted({*np.unique(owner[found]).tolist(), *np.flatnonzero(decided).tolist()})


def _crosses(old: Floats, new: Floats, bound: float) -> npt.NDArray[np.bool_]:
    """Return which values are, or may be, on another side of the bound than before."""
    near = (np.abs(old - bound) < 2 * NEAR) | (np.abs(new - bound) < 2 * NEAR)
    found: npt.NDArray[np.bool_] = near | ((old > bound) != (new > bound))
    return found


def _rounds(old: Floats, new: Floats) -> npt.NDArray[np.bool_]:
    """Return which values are, or may be, rounded to another than before."""
    near = [np.abs(values - np.floor(values) - 0.5) < 100 * NEAR for values in (old, new)]
    found: npt.NDArray[np.bool_] = near[0] | near[1] | (np.rint(old) != np.rint(new))
    return found


def _chances(scores: Floats, second: Floats) -> Floats:
    """Return `chance` of all, in hundredths."""
    found: Floats = np.minimum(0.95, scores / (scores + second + JOINED_AT)) * 100
    return found


def _otherwise_headed(
    common: npt.NDArray[np.int32], sizes: npt.NDArray[np.int32], clue: npt.NDArray[np.intp], told: Rarity
) -> npt.NDArray[np.intp]:
    """Return the clues with names that changed whose first names are not the rarest any more."""
    changed = np.zeros(len(told.vector), np.bool_)
    changed[[id_ for id_ in told.changed if id_ < len(changed)]] = True
    concerned = np.zeros(len(sizes), np.bool_)
    concerned[clue[changed[common]]] = True
    concerned &= sizes > 1
    mine = concerned[clue]
    if not mine.any():
        return np.flatnonzero(concerned)
    ids, clues = common[mine], clue[mine]
    unique, inverse = np.unique(ids, return_inverse=True)
    names = [told.by_id[id_] for id_ in unique.tolist()]
    order = sorted(range(len(names)), key=lambda i: (told.articles[names[i]], names[i]))
    rank = np.empty(len(names), np.int64)
    rank[order] = np.arange(len(names))
    ranks = rank[inverse]
    starts = np.flatnonzero(np.diff(clues, prepend=-1))
    lengths = np.diff(np.append(starts, len(clues)))
    place = np.arange(len(clues)) - np.repeat(starts, lengths)
    last = np.repeat(ranks[starts + np.minimum(lengths, HEADS) - 1], lengths)  # of the rarest that are told
    follows = np.diff(ranks, prepend=0) < 0
    wrong = ((place > 0) & (place < HEADS) & follows) | ((place >= HEADS) & (ranks < last))
    return np.unique(clues[wrong])


def _reads_otherwise(known: Verdict, joins: bool, told: Rarity) -> bool:
    if not len(known.common):
        return False
    change = _sums(known.common, known.sizes, told) - known.sums
    before, scores = known.before + change, known.scores + change
    if _sides(before, SOME_CLUE) != _sides(known.before, SOME_CLUE) or _sides(scores, SOME_CLUE) != _sides(
        known.scores, SOME_CLUE
    ):
        return True
    loose = (np.diff(scores) > -NEAR) & ((known.sizes[1:] > 0) | (known.sizes[:-1] > 0)) & ~known.tied[1:]
    if np.any(loose) or _heads(known, told) or _written(scores * 10) != _written(known.scores * 10):
        return True
    seconds = [float(s[1]) if len(s) > 1 else 0.0 for s in (known.scores, scores)]
    for score, second in zip((known.scores[0], scores[0]), seconds, strict=True):
        meant = score >= JOINED_AT and score >= LEAD * second
        close = abs(score - JOINED_AT) < NEAR or abs(score - LEAD * second) < NEAR
        if meant != joins or close:
            return True
    if joins:
        return False
    chances = [
        [chance(float(s), second) * 100 for s in row[:DOUBTED]]
        for row, second in zip((known.scores, scores), seconds, strict=True)
    ]
    return _written(np.array(chances[0])) != _written(np.array(chances[1]))


def _heads(known: Verdict, told: Rarity) -> bool:
    """Return whether the rarest names that both are named beside, which the reason tells, are others now."""
    for end, size in zip(np.cumsum(known.sizes).tolist(), known.sizes.tolist(), strict=True):
        common = known.common[end - size : end]
        if size > 1 and told.changed.intersection(common.tolist()):
            names = [told.by_id[n] for n in common.tolist()]
            if sorted(names, key=lambda name: (told.articles[name], name))[:HEADS] != names[:HEADS]:
                return True
    return False


def _sides(values: npt.NDArray[np.float64], bound: float) -> list[int]:
    """Return on which side of a bound each value lies, 2 where it is too near to tell."""
    found: list[int] = np.where(np.abs(values - bound) < NEAR, 2, values > bound).tolist()
    return found


def _written(values: npt.NDArray[np.float64]) -> list[float]:
    """Return the values as they are rounded, something else where one is too near to the next to tell."""
    near = np.abs(values - np.floor(values) - 0.5) < NEAR
    found: list[float] = np.where(near, np.nan, np.rint(values)).tolist()
    return found
