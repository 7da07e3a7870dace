"""Normalised names: what may differ between two spellings of one name is taken away."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["is_generic", "key", "slug"]

NOT_WORD = re.compile(r"[^\w&+]+")


@cache
def lexicon() -> dict[str, Any]:
    """Return the lists of data/names.toml."""
    return tomllib.loads((Path(__file__).parent / "data" / "names.toml").read_text(encoding="utf-8"))


@cache
def _forms() -> frozenset[str]:
    return frozenset(lexicon()["company_forms"])


def key(name: str, type_: str = "") -> str:
    """Return the form under which spellings of a name are the same.

    >>> key("PT Bank Central Asia (Persero) Tbk", "ORG")
    'bank central asia'
    >>> key("Levi’s") == key("Levi")
    True
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = re.sub(r"['’`]s\b", "", plain).replace("’", "").replace("'", "")
    words = NOT_WORD.sub(" ", plain).split()
    if type_ == "ORG":
        words = " ".join(words).removesuffix(" republik indonesia").removesuffix(" ri").split()
    if type_ == "ORG" and len(kept := [word for word in words if word not in _forms()]):
        words = kept
    return " ".join(words)


@cache
def _generic() -> frozenset[str]:
    return frozenset(lexicon()["generic_units"])


def is_generic(name_key: str) -> bool:
    """Return whether the key names a kind of body that every region has, not one of them."""
    return name_key in _generic()


def slug(name: str) -> str:
    """Return a readable ASCII part for an IRI, at most 48 characters.

    >>> slug("Levi’s Strauss & Co.")
    'levis-strauss-co'
    """
    plain = unicodedata.normalize("NFKD", name.replace("’", "").replace("'", "")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:48].strip("-") or "x"
