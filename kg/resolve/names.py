"""Normalised names: what may differ between two spellings of one name is taken away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

from kg.resolve import laws, lexicon, people, places

__all__ = ["KEPT", "is_generic", "key", "meaning", "slug"]

NOT_WORD = re.compile(r"[^\w&+]+")
BRACKETS = re.compile(r"\s*\([^()]*\)")
POSSESSIVE = re.compile(r"['’`]s\b")
APOSTROPHES = re.compile(r"['’‘`ʼ]")
REPUBLIC = (" republik indonesia", " ri")
#: Names kept in memory with their keys: a corpus says few names very often.
KEPT = 1 << 18


@lru_cache(maxsize=KEPT)
def key(name: str, type_: str = "") -> str:
    """Return the form under which spellings of a name are the same.

    >>> key("PT Bank Central Asia (Persero) Tbk", "ORG")
    'bank central asia'
    >>> key("Levi’s") == key("Levi")
    True
    >>> key("Kejari Kab. Gresik", "ORG") == key("Kejaksaan Negeri Gresik", "ORG")
    True
    """
    words = plain(name, type_)
    return RULES[type_](words) if type_ in RULES else words


def plain(name: str, type_: str = "") -> str:
    """Return the words in lower case, without accents, punctuation and, beside other words, brackets."""
    text = unicodedata.normalize("NFKD", name).casefold()
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = BRACKETS.sub("", text) if type_ and BRACKETS.sub("", text).strip() else text
    return NOT_WORD.sub(" ", APOSTROPHES.sub("", POSSESSIVE.sub("", text))).strip()


def meaning(name: str, type_: str) -> str:
    """Return the key of what a well-known short name stands for, "" where it is not one.

    >>> meaning("Kemenkes RI", "ORG")
    'kementerian kesehatan'
    """
    found = lexicon.wholes(type_).get(key(name, type_), "")
    return key(found, type_) if found else ""


def _organization(words: str) -> str:
    words = _spelled_out(words, "ORG")
    for ending in REPUBLIC:
        words = words.removesuffix(ending) or words
    kept = [word for word in words.split() if word not in _company_forms()]
    return places.of_unit(" ".join(kept) or words)


def _other(type_: str) -> Callable[[str], str]:
    return lambda words: _spelled_out(words, type_) or words


def _spelled_out(words: str, type_: str) -> str:
    found = lexicon.parts(type_)
    if not found:
        return words
    pattern, table = found
    spelled = pattern.sub(lambda match: table[match.group()], words).split()
    return " ".join(word for i, word in enumerate(spelled) if not i or word != spelled[i - 1])


def _law(words: str) -> str:
    return laws.law(words) or _spelled_out(words, "LAW")


RULES: dict[str, Callable[[str], str]] = {
    "PER": people.person,
    "ORG": _organization,
    "LOC": lambda words: places.place(_spelled_out(words, "LOC")),
    "LAW": _law,
    "EVT": _other("EVT"),
    "PRD": _other("PRD"),
}


@cache
def _company_forms() -> frozenset[str]:
    return frozenset(lexicon.names()["company_forms"])


@cache
def _generic() -> frozenset[str]:
    return frozenset(lexicon.units()["generic"])


@lru_cache(maxsize=KEPT)
def is_generic(name_key: str) -> bool:
    """Return whether the key names a kind of body, place or act that every region has, not one of them.

    >>> is_generic("kejaksaan negeri"), is_generic("kejaksaan negeri gresik"), is_generic("dinas lingkungan hidup")
    (True, False, True)
    """
    if name_key in _generic():
        return True
    if laws.is_bare_article(name_key):
        return True
    heads, national = lexicon.units()["heads"], lexicon.units()["national"]
    headed = any(name_key == head or name_key.startswith(head + " ") for head in heads)
    known = any(name_key.startswith(name) for name in national)
    return headed and not known and not places.ends_in_region(name_key) and " dewan perwakilan " not in name_key


def slug(name: str) -> str:
    """Return a readable ASCII part for an IRI, at most 48 characters.

    >>> slug("Levi’s Strauss & Co.")
    'levis-strauss-co'
    """
    ascii_ = unicodedata.normalize("NFKD", name.replace("’", "").replace("'", "")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_.lower()).strip("-")[:48].strip("-") or "x"
