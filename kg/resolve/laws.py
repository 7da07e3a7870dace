"""Names of laws: kind, number and year, with the article of it where one is named."""

from __future__ import annotations

import re

__all__ = ["is_bare_article", "law"]

NUMBER = re.compile(r"\b(?:nomor|no)?\s*(\d+)\s+(?:tahun\s+)?((?:19|20)\d\d)\b")
ARTICLE = re.compile(r"\b(?:pasal|ayat|huruf|angka)\s+\w+(?:\s+(?:ke\s+)?\d+)?\b")
#: Kinds of national law (UU 12/2011, article 7, and what comes beside it) → the short form used in keys.
KINDS = {
    "undang undang": "uu",
    "uu": "uu",
    "peraturan presiden": "perpres",
    "perpres": "perpres",
    "peraturan pemerintah": "pp",
    "pp": "pp",
    "instruksi presiden": "inpres",
    "inpres": "inpres",
    "keputusan presiden": "keppres",
    "keppres": "keppres",
    "perppu": "perppu",
    "perma": "perma",
    "pojk": "pojk",
}
KIND = re.compile(rf"\b(?:{'|'.join(KINDS)}|permen\w*|peraturan menteri \w+)\b")
NAMED = re.compile(r"/|\buud?\b|\bkuh|\bkitab\b|undang")


def law(words: str) -> str:
    """Return the key of a national law with its number, "" for other names.

    >>> law("undang undang nomor 31 tahun 1999 tentang pemberantasan tindak pidana korupsi")
    'uu 31/1999'
    >>> law("pasal 18 uu no 31 1999")
    'pasal 18 uu 31/1999'
    """
    kind, number = KIND.search(words), NUMBER.search(words)
    if not kind or not number or words.startswith(("ruu", "rancangan")):
        return ""
    article = " ".join(ARTICLE.findall(words[: kind.start()]))
    return f"{article} {KINDS.get(kind.group(), kind.group())} {number[1]}/{number[2]}".strip()


def is_bare_article(name_key: str) -> bool:
    """Return whether the key is an article of a law that it does not name: every law has a third article."""
    return name_key.startswith(("pasal ", "ayat ")) and not NAMED.search(name_key)
