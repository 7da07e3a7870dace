"""Persons by the end of a first name: "Harto" for "Soeharto", as Javanese names are shortened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.clusters_mentions import Form
from kg.extract.names import words

__all__ = ["shortened"]

#: a shorter end is that of many names
SHORTEST = 4


def shortened(known: Sequence[Form]) -> Iterator[tuple[int, int]]:
    """Yield pairs of a person's name in one word and the only longer name with a word that ends in it.

    In the annotated articles four of four such pairs are one person.
    """
    people = [(n, words(form.text)) for n, form in enumerate(known) if form.type == "PER"]
    for n, name in people:
        if len(name) != 1 or len(name[0]) < SHORTEST:
            continue
        if any(name[0] in other for m, other in people if m != n):
            continue
        longer = [m for m, other in people if any(word.endswith(name[0]) for word in other if word != name[0])]
        if len(longer) == 1:
            yield longer[0], n
