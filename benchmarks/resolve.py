"""`python -m benchmarks.resolve [MENTIONS] [NAMES]`: time and memory of resolution over made-up profiles.

Profiles look like those of real articles: some names are in every tenth article and most in one or two (Zipf),
people are called by one name after the first, bodies have abbreviations, articles name about eight things.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from kg.resolve.entities import resolve
from kg.resolve.identities import Identities
from kg.resolve.names import key
from kg.resolve.profiles import Profile

__all__ = ["articles", "people", "run"]

DATA = Path(__file__).resolve().parents[1] / "kg" / "resolve" / "data"
CONSONANTS, VOWELS = "bdghjklmnprstwy", "aiu"
HEADS = ("Dinas Kesehatan", "Polres", "PT", "Universitas", "Yayasan", "RSUD", "Kejari", "Bank", "Koperasi", "Partai")
NAMED = 8
SPANS = 3
#: share of people, of bodies; the rest are places
PEOPLE, BODIES = 0.55, 0.3


def _words(chance: random.Random, count: int) -> list[str]:
    given = [name.title() for name in (DATA / "common_names.txt").read_text(encoding="utf-8").splitlines()[1:]]
    syllables = [consonant + vowel for consonant in CONSONANTS for vowel in VOWELS]
    made = {"".join(chance.choices(syllables, k=chance.randint(2, 4))).title() for _ in range(count)}
    return given + sorted(made)


def people(count: int, chance: random.Random) -> list[tuple[str, str, str]]:
    """Return as many (type, full name, short name) of people, bodies and places."""
    words = _words(chance, max(200, count // 10))
    found: dict[str, tuple[str, str, str]] = {}
    while len(found) < count:
        kind, some = chance.random(), chance.choices(words, k=chance.choice((2, 2, 3)))
        if kind < PEOPLE:
            row = "PER", " ".join(some), some[0]
        elif kind < PEOPLE + BODIES:
            full = f"{chance.choice(HEADS)} {' '.join(some)}"
            row = "ORG", full, "".join(word[0] for word in full.split()).upper() if len(some) > 2 else full
        else:
            row = "LOC", f"{chance.choice(('Kabupaten', 'Kota', 'Desa', 'Kecamatan'))} {some[0]}{some[1].lower()}", ""
        found[row[1]] = row
    return list(found.values())


def articles(mentions: int, names: int, seed: int = 7) -> Iterator[Profile]:
    """Yield the profiles of articles with this many mentions of this many names."""
    chance = random.Random(seed)
    known = people(names, chance)
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(known))))
    used = 0
    for number in range(mentions // (NAMED * SPANS)):
        rare = range(number * NAMED // 2 % len(known), number * NAMED // 2 % len(known) + NAMED // 2)
        rows = [*chance.choices(known, cum_weights=weights, k=NAMED // 2), *(known[i % len(known)] for i in rare)]
        rows = list(dict.fromkeys(rows))
        company = frozenset(key(full, type_) for type_, full, _ in rows if type_ != "LOC")
        for place, (type_, full, short) in enumerate(rows):
            spans = tuple(
                (used % 9000 + place * 100 + n * 20, used % 9000 + place * 100 + n * 20 + 10) for n in range(SPANS)
            )
            alone = short and chance.random() < 0.1
            called = ((short, SPANS),) if alone else ((full, 1), (short or full, SPANS - 1))
            name = short if alone else full
            role = frozenset({"ketua @ "}) if type_ == "PER" and chance.random() < 0.2 else frozenset[str]()
            yield Profile(
                f"d{number:07}", f"e{place}", type_, name, tuple(sorted(dict(called).items())), spans, role, company
            )
        used += NAMED


def run(mentions: int, names: int) -> tuple[float, int, int]:
    """Return seconds, peak memory in megabytes, and how many entities there are."""
    start = time.perf_counter()
    resolution = resolve(articles(mentions, names), Identities())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return time.perf_counter() - start, peak, len(resolution.entities)


def main() -> None:
    """Print how long it takes."""
    mentions, names = (int(value) for value in (sys.argv[1:] + ["1000000", "200000"][len(sys.argv) - 1 :])[:2])
    seconds, peak, entities = run(mentions, names)
    print(f"{mentions:,} mentions of {names:,} names: {seconds:.0f} s, {peak:,} MB, {entities:,} entities")


if __name__ == "__main__":
    main()
