"""Copies and near-copies of one story, by MinHash over shingles of words (Broder 1997).

Own numpy and not datasketch, whose tables of buckets live in Python dicts and which brings SciPy: a signature takes
0.8 ms of a processor (400 words), and bands are sorted, so that only articles that share one are held twice.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain, islice, takewhile

import numpy as np
import numpy.typing as npt

__all__ = ["Sketch", "copies", "meeting", "signature"]

WORDS = 5
#: 128 minima tell a share of a half to within 0.05; bands of 3 let 1 of 270 pairs of that share go by unseen
MINIMA, ROWS = 128, 3
#: share of shingles from which two articles are one story (measured: see tests/corpus/test_copies.py)
ALIKE = 0.5
#: articles further apart in time are two, however alike: prices and the weather are told in the same words every day
DAYS = 3
#: so many stories of those days that share a band are compared with, the latest: more share it by a phrase that a site
#: prints everywhere
MOST = 50
#: a guess: where more meet, all are compared with all
CROWD = 200
_WORD = re.compile(r"\w+")
Minima = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is compared of an article: its id, its day, its signature."""

    id: str
    published: date | None
    signature: bytes


def signature(text: str) -> bytes:
    """Return 128 minima over the hashes of all runs of five words, case and punctuation left out.

    >>> len(signature("Air setinggi satu meter merendam tiga desa.")), signature("")
    (512, b'')
    """
    words = _WORD.findall(text.casefold())
    if not words:
        return b""
    runs = (" ".join(words[i : i + WORDS]) for i in range(max(1, len(words) - WORDS + 1)))
    hashes = np.fromiter((zlib.crc32(run.encode("utf-8", "replace")) for run in runs), np.uint64)
    factors, summands = _functions()
    found = np.full(MINIMA, 0xFFFFFFFF, np.uint64)
    for start in range(0, len(hashes), 4096):  # a long text in pieces: the table has 128 rows
        table = (factors[:, None] * hashes[None, start : start + 4096] + summands[:, None]) >> np.uint64(32)
        np.minimum(found, table.min(axis=1), out=found)
    return found.astype("<u4").tobytes()


def copies(sketches: Iterable[Sketch]) -> dict[str, str]:
    """Return, for every copy, the id of the story that it is a copy of: the first published, which is no copy itself.

    The same for the same articles, in whatever order they come.
    """
    rows = sorted((s for s in sketches if s.signature), key=lambda s: (s.published or date.max, s.id))
    minima = np.frombuffer(b"".join(row.signature for row in rows), "<u4").reshape(len(rows), MINIMA)
    shared = _buckets(minima)
    stories: dict[tuple[int, int], list[int]] = {}
    found: dict[str, str] = {}
    for number, row in enumerate(rows):
        if number not in shared:
            continue
        held = (islice(_before(row, reversed(stories.get(bucket, ())), rows), MOST) for bucket in shared[number])
        story = _most_alike(number, sorted(set(chain.from_iterable(held))), minima)
        if story is None:
            for bucket in shared[number]:
                stories.setdefault(bucket, []).append(number)
        else:
            found[row.id] = rows[story].id
    return found


def meeting(sketches: Sequence[Sketch], ids: Collection[str]) -> Sequence[Sketch]:
    """Return the articles that these share a band and some days with, directly or through others.

    All where those are a crowd. What is a copy among all others is the same whether they come or not.
    """
    rows = [sketch for sketch in sketches if sketch.signature]
    bands = _bands(np.frombuffer(b"".join(row.signature for row in rows), "<u4").reshape(len(rows), MINIMA))
    days = np.array([row.published.toordinal() if row.published else 0 for row in rows])
    new = [number for number, row in enumerate(rows) if row.id in ids]
    found = np.zeros(len(rows), bool)
    found[new] = True
    while new:
        number = new.pop()
        near = (days == 0) | (np.abs(days - days[number]) <= DAYS) if days[number] else np.ones(len(rows), bool)
        places = np.flatnonzero(near & ~found)
        same = places[(bands[places] == bands[number]).any(axis=1)]
        found[same] = True
        new += same.tolist()
        if np.count_nonzero(found) > CROWD:
            return rows
    return [rows[number] for number in np.flatnonzero(found).tolist()]


def _before(row: Sketch, latest: Iterable[int], rows: Sequence[Sketch]) -> Iterator[int]:
    """Yield those of the stories before an article, the latest first, that may be told by it again."""
    return takewhile(lambda story: _together(row.published, rows[story].published), latest)


def _together(day: date | None, other: date | None) -> bool:
    """Tell whether articles of these days may be one story; one without a day may be any."""
    return day is None or other is None or abs((day - other).days) <= DAYS


def _most_alike(number: int, near: Sequence[int], minima: Minima) -> int | None:
    if not near:
        return None
    shares = (minima[near] == minima[number]).mean(axis=1)
    best = int(shares.argmax())
    return near[best] if shares[best] >= ALIKE else None


def _bands(minima: Minima) -> npt.NDArray[np.uint64]:
    """Return a number for each band of each article, (articles, bands), the same where its minima are the same."""
    rows = minima[:, : MINIMA // ROWS * ROWS].reshape(len(minima), MINIMA // ROWS, ROWS)
    numbers: npt.NDArray[np.uint64] = (rows * _functions()[0][:ROWS]).sum(axis=2, dtype=np.uint64)
    return numbers


def _buckets(minima: Minima) -> dict[int, list[tuple[int, int]]]:
    """Return the bands that an article shares with another, for every article that shares one."""
    found: dict[int, list[tuple[int, int]]] = {}
    for band, keys in enumerate(np.ascontiguousarray(_bands(minima).T)):
        for bucket, members in enumerate(_equal(keys)):
            for member in members:
                found.setdefault(member, []).append((band, bucket))
    return found


def _equal(keys: npt.NDArray[np.uint64]) -> Iterator[list[int]]:
    """Yield the places of each key that comes more than once, in order."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    starts = np.concatenate(([0], np.flatnonzero(ordered[1:] != ordered[:-1]) + 1))
    sizes = np.diff(np.concatenate((starts, [len(order)])))
    several = sizes > 1
    for start, size in zip(starts[several].tolist(), sizes[several].tolist(), strict=True):
        yield order[start : start + size].tolist()


@cache
def _functions() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Return the factors and summands of 128 hash functions, the same on every machine."""
    drawn = b"".join(hashlib.sha256(f"kg {number}".encode()).digest()[:16] for number in range(MINIMA))
    numbers = np.frombuffer(drawn, "<u8").reshape(MINIMA, 2)
    return numbers[:, 0] | np.uint64(1), numbers[:, 1]
