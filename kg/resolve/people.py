"""Names of people: titles and degrees taken off, spellings folded, nicknames compared."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.resolve import lexicon

__all__ = ["initials", "is_common", "is_nickname", "person", "skeleton", "word_set"]

#: Old and new spelling (Ejaan Yang Disempurnakan, 1972) and sounds that names write in several ways.
FOLDS = tuple((re.compile(pattern), to) for pattern, to in (
    (r"tj|ch(?=[aiueo])", "c"), (r"dj", "j"), (r"nj", "ny"), (r"(?<=h)j", "y"), (r"sj|sy|sh", "s"), (r"kh", "h"),
    (r"ck|q", "k"), (r"oe", "u"),
    (r"dh", "d"), (r"th", "t"), (r"ph|v", "f"), (r"z", "s"), (r"y", "i"), (r"ie", "i"), (r"ai|ae", "e"),
    (r"h\b", ""), (r"(?<=[^aiueo\s])h", ""), (r"([a-z])\1", r"\1"), (r"(?<=[rs])e(?=t)", ""),
))  # fmt: skip


@lru_cache(maxsize=1 << 16)
def person(words: str) -> str:
    """Return the words of a name without titles before and degrees after it, given names in one spelling.

    >>> person("prof dr h moch husni thamrin s h")
    'muhammad husni thamrin'
    """
    name = _without(words, _titles(), first=True)
    name = _without(name, _degrees(), first=False)
    parts = name.split()
    return " ".join(_given().get(part, part) if i == 0 and len(parts) > 1 else part for i, part in enumerate(parts))


def _without(words: str, taken: tuple[str, ...], *, first: bool) -> str:
    while True:
        for part in taken:
            rest = words.removeprefix(part + " ") if first else words.removesuffix(" " + part)
            if rest != words and (first or " " in rest):
                words = rest
                break
        else:
            return words


@cache
def _titles() -> tuple[str, ...]:
    return tuple(sorted(lexicon.names()["person_titles"], key=lambda title: (-len(title), title)))


@cache
def _degrees() -> tuple[str, ...]:
    return tuple(sorted(lexicon.names()["person_degrees"], key=lambda degree: (-len(degree), degree)))


@cache
def _given() -> dict[str, str]:
    return {form: name for name, forms in lexicon.names()["given"].items() for form in forms}


@lru_cache(maxsize=1 << 16)
def skeleton(name_key: str) -> str:
    """Return the key with spellings of one sound folded.

    >>> skeleton("asrorun niam sholeh") == skeleton("asrorun niam soleh")
    True
    >>> skeleton("soekarno") == skeleton("sukarno")
    True
    """
    for pattern, to in FOLDS:
        name_key = pattern.sub(to, name_key)
    return name_key


def word_set(name_key: str) -> str:
    """Return the words in alphabetical order: names are written in both orders."""
    return " ".join(sorted(name_key.split()))


def is_common(name_key: str) -> bool:
    """Return whether every word of the key is one that many people bear, or a bare initial."""
    return all(word in lexicon.common_names() or len(word) < 3 for word in name_key.split())


def initials(name: str) -> bool:
    """Return whether the name is initials, as papers write suspects, victims and a few politicians.

    >>> initials("AR"), initials("Ma"), initials("A.R.")
    (True, False, True)
    """
    letters = name.replace(".", "")
    return letters.isupper() and len(letters) <= 5 and " " not in letters.strip()


def is_nickname(short: str, full: str) -> bool:
    """Return whether a single word is made of the first letters of the words of a name, in order.

    >>> is_nickname("zulhas", "zulkifli hasan"), is_nickname("ahy", "agus harimurti yudhoyono")
    (True, True)
    >>> is_nickname("budi", "budi santoso")
    False
    """
    words = full.split()
    return len(words) > 1 and " " not in short and _made_of(short, words[:4], 0, len(short) < 4)


def _made_of(rest: str, words: list[str], used: int, letters: bool) -> bool:
    if not rest:
        return used > 1 and not words if letters else used > 1
    if not words:
        return False
    sizes = range(1, 2) if letters else range(min(len(rest), len(words[0])), 1, -1)
    return any(words[0][:n] == rest[:n] and _made_of(rest[n:], words[1:], used + 1, letters) for n in sizes)
