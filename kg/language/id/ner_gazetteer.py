"""Lists of names and of words that announce names, as features of the words of a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.language.id.ner_tokens import WORD

__all__ = ["KINDS", "Gazetteer", "key_of"]

#: lists whose entries are marked at their first word and at the rest
KINDS = (
    "country", "region", "village", "city", "organization", "event", "product", "law", "given",
    "title", "said", "orghead", "lochead", "evthead", "prdhead", "lawhead",
)  # fmt: skip


def key_of(name: str) -> str:
    """Return the words of a name in small letters, one blank between them.

    >>> key_of("PT. Timah")
    'pt . timah'
    """
    return " ".join(WORD.findall(name.lower()))


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names by key, each with the bits of its lists; `reach` gives the longest name in words by first word."""

    bits: Mapping[str, int]
    reach: Mapping[str, int]

    @classmethod
    def of(cls, names: Iterable[tuple[str, str]]) -> Gazetteer:
        """Return the gazetteer of (kind, name)."""
        bits: dict[str, int] = {}
        for kind, name in names:
            if key := key_of(name):
                bits[key] = bits.get(key, 0) | 1 << KINDS.index(kind)
        return cls._with_reach(bits)

    @classmethod
    def from_disk(cls, path: Path) -> Gazetteer:
        """Read lines of a key and its bits, separated by a tab."""
        lines = path.read_text(encoding="utf-8").split("\n")
        return cls._with_reach(
            {key: int(bits, 16) for key, _, bits in (line.partition("\t") for line in lines) if bits}
        )

    @classmethod
    def _with_reach(cls, bits: Mapping[str, int]) -> Gazetteer:
        reach: dict[str, int] = {}
        for key in bits:
            first, size = key.partition(" ")[0], key.count(" ") + 1
            if size > reach.get(first, 0):
                reach[first] = size
        return cls(bits, reach)

    def to_disk(self, path: Path) -> None:
        """Write what `from_disk` reads."""
        path.write_text("\n".join(f"{key}\t{bits:x}" for key, bits in sorted(self.bits.items())), encoding="utf-8")

    def mark(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Return (words, 2 * kinds): a name of the kind begins at the word, goes on at the word."""
        low = [word.lower() for word in words]
        begins, inside = np.zeros(len(low), np.int64), np.zeros(len(low), np.int64)
        reach, bits = self.reach, self.bits
        for at, word in enumerate(low):
            for size in range(reach.get(word, 0), 0, -1):
                found = bits.get(" ".join(low[at : at + size]) if size > 1 else word, 0)
                if found:
                    begins[at] |= found
                    inside[at + 1 : at + size] |= found
                    break
        shifts = np.arange(len(KINDS))
        both = np.concatenate([begins[:, None] >> shifts, inside[:, None] >> shifts], 1)
        return (both & 1).astype(np.float32)
