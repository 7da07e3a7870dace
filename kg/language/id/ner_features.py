"""Words to numbers: what the recogniser knows of a written word by itself, and of its place in the text."""

from __future__ import annotations

import re
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from kg.language.id.ner_gazetteer import KINDS, Gazetteer
from kg.language.id.ner_tokens import QUOTES, Words, normal

__all__ = ["BUCKETS", "PLACES", "SHAPES", "ngrams", "normal", "places", "shape"]

BUCKETS = 32768
SHAPES = 128
#: how many features `places` gives
PLACES = 5 + 2 * len(KINDS)


@lru_cache(maxsize=65536)
def ngrams(key: str) -> tuple[int, ...]:
    """Return the buckets of the substrings of 2 to 5 characters of a key between < and >."""
    marked = f"<{key}>"[:42]
    size = len(marked)
    parts = [marked[i : i + n] for n in range(2, 6) for i in range(size - n + 1)]
    return tuple(crc32(part.encode()) % BUCKETS for part in parts)


@lru_cache(maxsize=65536)
def shape(word: str) -> int:
    """Return the bucket of the pattern of capitals, small letters and digits; runs are cut at two.

    >>> shape("Tito") == shape("Bank") != shape("BANK")
    True
    """
    kinds = "".join(
        "X" if c.isupper() else "x" if c.isalpha() else "0" if c.isdigit() else c for c in word.translate(QUOTES)
    )
    short = re.sub(r"(.)\1\1+", r"\1\1", kinds)
    return crc32((short + ("1" if len(word) == 1 else "")).encode()) % SHAPES


def places(words: Words, gazetteer: Gazetteer) -> NDArray[np.float32]:
    """Return (words, PLACES): what is known of each word from its place and from the lists of names.

    First of a sentence, sentence in capitals, sentence in small letters, behind a blank, before a blank, lists.
    """
    out = np.zeros((len(words.words), PLACES), np.float32)
    out[:, 5:] = gazetteer.mark(words.words)
    for first, last in words.sentences:
        cased = [w for w in words.words[first:last] if w.isalpha()]
        upper = sum(w.isupper() for w in cased)
        out[first, 0] = 1
        out[first:last, 1] = len(cased) > 2 and upper > 0.8 * len(cased)
        out[first:last, 2] = bool(cased) and all(w.islower() for w in cased)
    starts = np.asarray(words.starts, np.int64)
    ends = starts + np.fromiter(map(len, words.words), np.int64, len(starts))
    out[1:, 3] = starts[1:] > ends[:-1]
    out[:-1, 4] = starts[1:] > ends[:-1]
    return out
