"""A word to its prefix, root and suffix: enough of Indonesian morphology to file all forms of a verb together."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["stem"]

_SHORTEST = 4
#: prefix as written → its class; longest first. After a nasal prefix a root has lost its first
#: p, t, s or k, and one on m or n looks as if it had: so that letter is dropped everywhere.
_PREFIXES = (
    ("memper", "me"), ("diper", "di"), ("menge", "me"), ("meng", "me"), ("meny", "me"), ("mem", "me"), ("men", "me"),
    ("peng", "pe"), ("peny", "pe"), ("pem", "pe"), ("pen", "pe"), ("per", "pe"), ("ber", "be"), ("ter", "te"),
    ("me", "me"), ("pe", "pe"), ("di", "di"), ("ke", "ke"), ("se", "se"),
)  # fmt: skip
_SUFFIXES = ("kan", "an", "i")
_ENCLITICS = ("nya", "lah", "kah", "pun")


@lru_cache(maxsize=65536)
def stem(word: str) -> tuple[str, str, str]:
    """Return the class of the prefix ("" where none), the root without a first p, t, s, k, m or n, and the suffix.

    >>> stem("menangkap")[1] == stem("ditangkap")[1] == stem("penangkapan")[1] == "angkap"
    True
    """
    rest = _without_enclitic(word.lower())
    prefix, root = _split_prefix(rest)
    suffix = next((s for s in _SUFFIXES if root.endswith(s) and len(root) - len(s) >= _SHORTEST - 1), "")
    if suffix == "i" and (not prefix or (len(root) <= _SHORTEST and root[-2] not in "aiueo")):
        suffix = ""
    root = root[: len(root) - len(suffix)]
    return prefix, root[1:] if root[:1] in "ptskmn" and len(root) > _SHORTEST - 1 else root, suffix


def _without_enclitic(word: str) -> str:
    for end in _ENCLITICS:
        if word.endswith(end) and len(word) - len(end) >= _SHORTEST:
            return word[: -len(end)]
    return word


def _split_prefix(word: str) -> tuple[str, str]:
    for written, name in _PREFIXES:
        if word.startswith(written) and len(word) - len(written) >= _SHORTEST - 1:
            return name, word[len(written) :]
    return "", word
