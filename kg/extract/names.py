"""Names as strings: their proper bounds, their words, and what two spellings of one name share."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.extract.speech_choice import lines

__all__ = ["bare", "bounds", "company", "furniture", "typo", "words"]

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_EDGE = " \t\n\"“”„«»'‘’`()[]{}<>,;:!?*•-–—/|…"
_OPEN = {")": "(", "]": "["}


@lru_cache(maxsize=4096)
def words(name: str) -> tuple[str, ...]:
    """Return the words of a name, case folded.

    >>> words("Levi’s (Persero) PT")
    ('levi’s', 'persero', 'pt')
    """
    return tuple(_WORD.findall(name.casefold()))


@cache
def _titles() -> re.Pattern[str]:
    entries = sorted(lines("clusters_titles.txt"), key=len, reverse=True)
    return re.compile(rf"(?:(?:{'|'.join(map(re.escape, entries))})[\s,]+)+(?=\w)")


def bounds(text: str, start: int, end: int, type_: str) -> tuple[int, int]:
    """Return the bounds of the name in `text[start:end]` without quotes, brackets, blanks and a person's titles.

    An empty span (start equal to end) means that nothing is left.

    >>> bounds("kata Pak Harto,", 5, 15, "PER")
    (9, 14)
    """
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and (text[end - 1] in _EDGE) and not _closes(text, start, end):
        end -= 1
    if not any(character.isalnum() for character in text[start:end]):
        return start, start
    if end - start > 4 and text.startswith(".", end - 1) and text[end - 2].islower():
        end -= 1
    if type_ == "PER" and (title := _titles().match(text, start, end)) and title.end() < end:
        start = title.end()
    return start, end


def _closes(text: str, start: int, end: int) -> bool:
    """Tell whether the last character closes a bracket that opens inside the span."""
    bracket = _OPEN.get(text[end - 1])
    return bracket is not None and text.find(bracket, start, end) > start


@cache
def furniture() -> re.Pattern[str]:
    """Return the pattern of a sentence that the site added (links, adverts, credits); use with `match`."""
    found = "|".join(f"(?:{entry})" for entry in lines("furniture.txt"))
    return re.compile(f"[\"'“‘]?(?:{found})", re.IGNORECASE)


@cache
def _company() -> frozenset[str]:
    return frozenset(lines("clusters_forms.txt"))


@lru_cache(maxsize=4096)
def bare(name: str) -> tuple[str, ...]:
    """Return the words without legal forms and generic heads: what two spellings of one company share.

    >>> bare("PT Gojek Tokopedia Tbk")
    ('gojek', 'tokopedia')
    """
    return tuple(word.removesuffix("’s").removesuffix("'s") for word in words(name) if word not in _company())


#: what a company's name may carry and its short form leave out, whatever the language
_LEGAL = frozenset((
    "pt", "cv", "tbk", "persero", "perum", "corp", "corporation", "inc", "incorporated", "ltd", "limited", "llc", "plc",
    "co", "company", "gmbh", "ag", "sa", "nv", "bv", "bhd", "sdn", "pte", "group", "grup", "holding", "holdings",
    "wholesale",
))  # fmt: skip


def company(name: str) -> tuple[str, ...]:
    """Return the words of a name without legal forms of companies.

    >>> company("Costco Wholesale Corp.")
    ('costco',)
    """
    return tuple(word for word in words(name) if word not in _LEGAL)


@lru_cache(maxsize=8192)
def typo(a: str, b: str) -> bool:
    """Tell whether two words of six letters or more differ by one letter put in, left out or changed.

    >>> typo("prastyo", "prasetyo")
    True
    """
    if len(a) > len(b):
        a, b = b, a
    if a == b or len(b) < 6 or len(b) - len(a) > 1 or a[0] != b[0]:
        return False
    i = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    return a[i:] == b[i + 1 :] or a[i + 1 :] == b[i + 1 :]
