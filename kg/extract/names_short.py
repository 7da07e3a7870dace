"""Whether one name may be short for another: known short forms, acronyms, contractions."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache

from kg.extract.speech_choice import DATA, table

__all__ = ["abbreviates", "fulls", "is_short", "known_pair", "short", "tail"]

#: words that an acronym may leave out
_WEAK = frozenset((
    "dan", "di", "untuk", "of", "the", "and", "for", "tentang", "atas", "pada", "ke", "dari", "dengan", "de", "la",
    "serta", "bagi", "in",
))  # fmt: skip
_LONGEST = 60


@cache
def _pairs() -> dict[str, frozenset[str]]:
    return {
        short.casefold(): frozenset(full.casefold() for full in fulls)
        for short, fulls in table("abbreviations.tsv").items()
    }


def fulls(short: str) -> tuple[str, ...]:
    """Return the full forms that the list has for a short one, case folded, in order of the alphabet."""
    return tuple(sorted(_pairs().get(short.casefold(), ())))


def short(name: str) -> str:
    """Return one short form, always the same, for all that the list has for one thing; the name where it has none.

    >>> short("pdip") == short("partai demokrasi indonesia perjuangan") == short("pdi perjuangan")
    True
    """
    return min((_shorts()[full] for full in (name, *fulls(name)) if full in _shorts()), default=name)


def is_short(*name: str) -> bool:
    """Return whether the name is one word, and a short form that the list has."""
    return len(name) == 1 and name[0] in _pairs()


@cache
def _shorts() -> dict[str, str]:
    """Return a short form for each full one of several words that the list has: the first of the alphabet."""
    pairs = sorted(((key, full) for key, found in _pairs().items() for full in found), reverse=True)
    return {full: key for key, full in pairs if " " in full and " " not in key}


def known_pair(short: str, full: str) -> bool:
    """Tell whether the list of abbreviations and bynames has `short` for `full`.

    >>> known_pair("Kemenkeu", "Kementerian Keuangan")
    True
    """
    return full.casefold() in _pairs().get(short.casefold(), ())


@lru_cache(maxsize=8192)
def abbreviates(short: str, full: str) -> str:
    """Return how `short` abbreviates `full`: "initials", "contraction" (of beginnings of words), or "".

    >>> abbreviates("KPK", "Komisi Pemberantasan Korupsi"), abbreviates("Sulsel", "Sulawesi Selatan")
    ('initials', 'contraction')
    """
    letters = "".join(re.findall(r"[^\W_]+", short.casefold()))
    parts = re.findall(r"[^\W_]+", full.casefold())
    if not 2 <= len(letters) < len(full) <= 3 * _LONGEST or len(letters) > _LONGEST or not 2 <= len(parts) <= 20:
        return ""
    if letters[0] != parts[0][0] or "".join(parts).startswith(letters):
        return ""
    used = _align(letters, parts)
    if used is None:
        return ""
    return "initials" if used == len(letters) else "contraction"


def tail(short: str, full: str, *, body: bool = False) -> str:
    """Return the end of `full` that `short` abbreviates where it does not abbreviate the whole, or "".

    Of a `body`, the end has to be a body too: else the short form leaves out only what kind of body it is.

    >>> tail("MUI", "Komisi Fatwa Majelis Ulama Indonesia")
    'Majelis Ulama Indonesia'
    >>> tail("PU", "Kantor Kementerian Pekerjaan Umum", body=True), tail("PU", "Dinas Pekerjaan Umum", body=True)
    ('Kementerian Pekerjaan Umum', '')
    """
    if abbreviates(short, full) or known_pair(short, full) or len(full) > 3 * _LONGEST:
        return ""
    for start in [m.end() for m in re.finditer(r"\s+", full)][:12]:
        if full[start].isupper() and (abbreviates(short, full[start:]) or known_pair(short, full[start:])):
            return full[_headed(full, start) if body else start :]
    return ""


def _headed(full: str, start: int) -> int:
    """Return where the body begins that the end of `full` from `start` names; the length where that is all of it."""
    begins = [match.start() for match in _bodies().finditer(full) if match.start() <= start]
    return begins[-1] if begins and begins[-1] else len(full)


@cache
def _bodies() -> re.Pattern[str]:
    """Return the pattern of a word that a body's name begins with."""
    rules = tomllib.loads((DATA / "mentions.toml").read_text(encoding="utf-8"))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, [*rules['heads']['ORG'], *rules['bodies']]))})\b")


def _align(letters: str, parts: list[str]) -> int | None:
    """Return how many words it takes to spell `letters` by their beginnings, the fullest use; None where it cannot be.

    Weak words may be left out freely, others not at all.
    """
    best: dict[int, int] = {0: 0}
    for i, part in enumerate(parts):
        following: dict[int, int] = {}
        for at, used in best.items():
            if part in _WEAK and i:
                following[at] = max(used, following.get(at, -1))
            for length in range(1, len(part) + 1):
                if letters[at + length - 1 : at + length] != part[length - 1]:
                    break
                following[at + length] = max(used + 1, following.get(at + length, -1))
        best = following
    return best.get(len(letters))
