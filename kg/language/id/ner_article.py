"""One form, one type: what the sentences of an article say about the same form, weighed together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.language.id.ner_brackets import fits, introduced, long_form
from kg.language.id.ner_marginals import Marginals

__all__ = ["Found", "agree"]

Place = tuple[int, int]
Form = tuple[str, ...]
Chances = NDArray[np.float32]
#: what a name is held to be worth that is known by its other occurrences only
SECOND_HAND = 0.9


@dataclass(frozen=True, slots=True)
class Found:
    """A name from word `first` to word `last` (half-open), its type by number, and how likely it is."""

    first: int
    last: int
    type: int
    confidence: float


def agree(found: Sequence[Place], words: Sequence[str], sums: Marginals, *, least: float, spread: float) -> list[Found]:
    """Return the names with one type for each form of the article and for its short form in brackets.

    A form whose best occurrence is less likely than `least` is dropped; one at least as likely as `spread` is a name
    wherever it stands outside other names.
    """
    chances = {place: sums.span(*place) for place in found}
    links = _bracketed(chances, words)
    forms: dict[Form, list[Chances]] = {}
    for (first, last), chance in chances.items():
        forms.setdefault(tuple(words[first:last]), []).append(chance)
    types = _types(forms, links)
    tops = {form: float(max(each[types[form]] for each in seen)) for form, seen in forms.items()}
    out = []
    for (first, last), chance in chances.items():
        form = tuple(words[first:last])
        if tops[form] >= least:
            out.append(Found(first, last, types[form], float(chance[types[form]])))
    taken = np.zeros(len(words), bool)
    for one in out:
        taken[one.first : one.last] = True
    sure = {form: Found(0, 0, types[form], top * SECOND_HAND) for form, top in tops.items() if top >= spread}
    return sorted([*out, *_elsewhere(sure, words, taken)], key=lambda one: one.first)


def _bracketed(chances: dict[Place, Chances], words: Sequence[str]) -> list[tuple[Form, Form]]:
    """Add the names that only their brackets tell, and return which long form goes with which short one."""
    ends = {last: first for first, last in chances}
    taken = {at for first, last in chances for at in range(first, last)}
    links = []
    for at in introduced(words):
        short, long = (at, at + 1), (ends.get(at - 1, at), at - 1)
        place = long_form(words, at) if long not in chances and short in chances else None
        if place and taken.isdisjoint(range(*place)):
            chances[place] = chances[short]
            long = place
        if long not in chances or not fits(words[at], words[slice(*long)]):
            continue
        if at not in taken and sum(letter.isupper() for letter in words[at]) > 1:
            chances[short] = chances[long]
        if short in chances:
            links.append((tuple(words[slice(*long)]), tuple(words[slice(*short)])))
    return links


def _types(forms: Mapping[Form, Sequence[Chances]], links: Sequence[tuple[Form, Form]]) -> dict[Form, int]:
    sums = {form: np.sum(seen, axis=0) for form, seen in forms.items()}
    joint = dict(sums)
    for long, short in links:
        joint[long] = joint[long] + sums[short]
        joint[short] = joint[short] + sums[long]
    return {form: int(chance.argmax()) for form, chance in joint.items()}


def _elsewhere(sure: Mapping[Form, Found], words: Sequence[str], taken: NDArray[np.bool_]) -> Iterator[Found]:
    by_first: dict[str, list[Form]] = {}
    for form in sorted(sure, key=lambda form: (-len(form), form)):
        by_first.setdefault(form[0], []).append(form)
    for at, word in enumerate(words):
        for form in by_first.get(word, ()):
            end = at + len(form)
            if tuple(words[at:end]) == form and not taken[at:end].any():
                taken[at:end] = True
                yield Found(at, end, sure[form].type, sure[form].confidence)
                break
