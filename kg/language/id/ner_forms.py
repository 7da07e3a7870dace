"""The forms of an article that may be names: what the first look proposes to the second.

A form is a name as `score.py` and readers compare it: letters and digits in small letters, whatever stands between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kg.language.id.ner_marginals import Marginals
from kg.language.id.ner_tokens import Words

__all__ = ["TYPES", "Floats", "Form", "Span", "forms", "norm", "proposed"]

TYPES = 6
#: a tag at least this likely opens or ends a proposal, a whole name at least this likely is one
POSSIBLE = 0.03
#: words of the longest proposal
LONGEST = 14
BETWEEN = re.compile(r"[\W_]+")
Floats = NDArray[np.float32]
Span = tuple[int, int]
#: (first, last, type, confidence, inside another name)
Base = tuple[int, int, int, float, bool]


def norm(text: str) -> str:
    """Return a form as it is compared.

    >>> norm("PT. Bank-Mega")
    'pt bank mega'
    """
    return BETWEEN.sub(" ", text.casefold()).strip()


@dataclass(slots=True)
class Form:
    """A form: where it may stand as a name, how likely by type there, and what the first look made of it."""

    text: str
    written: str = ""
    places: dict[Span, Floats] = field(default_factory=dict)
    base: list[Base] = field(default_factory=list)


def proposed(sums: Marginals, sentences: Iterable[Span], paths: Iterable[Span]) -> dict[Span, Floats]:
    """Return the spans that may be names, with their likelihood by type; `paths` are those on the best path."""
    tags = sums.ahead * sums.behind
    begins, ends, single = tags[:, 1::4].sum(1), tags[:, 3::4].sum(1), tags[:, 4::4].sum(1)
    found = {}
    for start, stop in sentences:
        last = start + np.flatnonzero(ends[start:stop] >= POSSIBLE)
        for at in (start + np.flatnonzero(single[start:stop] >= POSSIBLE)).tolist():
            found[at, at + 1] = sums.span(at, at + 1)
        for at in (start + np.flatnonzero(begins[start:stop] >= POSSIBLE)).tolist():
            for end in last[(last > at) & (last < at + LONGEST)].tolist():
                chance = sums.span(at, end + 1)
                if chance.sum() >= POSSIBLE:
                    found[at, end + 1] = chance
    for path in paths:
        if path not in found:
            found[path] = sums.span(*path)
    return found


def forms(words: Words, text: str, places: Mapping[Span, Floats], base: Sequence[Base]) -> dict[str, Form]:
    """Return the forms of an article by how they are compared."""
    found: dict[str, Form] = {}

    def form(first: int, last: int) -> Form:
        written = text[words.starts[first] : words.end(last - 1)]
        key = norm(written)
        return found.setdefault(key, Form(key, written))

    for (first, last), chance in sorted(places.items()):
        form(first, last).places[first, last] = chance
    for one in base:
        form(one[0], one[1]).base.append(one)
    found.pop("", None)
    return found
