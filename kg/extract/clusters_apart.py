"""Names that are no one thing, however alike: vetoes on the groups that a form may join.

Asked only where the groups are chosen, not where the ranker is trained: its weights stay what they are.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from kg.extract.clusters_links import relation
from kg.extract.clusters_mentions import Form
from kg.extract.names import bare, typo, words
from kg.extract.names_short import fulls, known_pair

__all__ = ["apart"]


def apart(form: Form, group: Sequence[Form], rivals: Sequence[Sequence[Form]] = ()) -> bool:
    """Return whether `form` cannot be the thing of `group`, whatever the ranker says.

    Args:
        form: the form to place.
        group: the forms taken for one thing.
        rivals: all groups that it may join, this one among them.
    """
    if any(veto(form, other) for veto in _VETOES for other in group):
        return True
    related = [other for other in group if relation(form, other)]
    return all(_broken(form, other) for other in related) or _contested(form, group, rivals)


def _two_regions(a: Form, b: Form) -> bool:
    """Return whether a pair of words only looks like a slip: each is short for something of its own."""
    first, second = words(a.text), words(b.text)
    pairs = [(x, y) for x in first if x not in second for y in second if typo(x, y)]
    return any(_unlike(fulls(x), fulls(y)) for x, y in pairs)


def _unlike(a: Sequence[str], b: Sequence[str]) -> bool:
    return bool(a and b) and not {*a} & {*b}


def _other_direction(a: Form, b: Form) -> bool:
    """Return whether the names differ in nothing but the direction that a region is called by, behind its name."""
    first, second = words(a.text), words(b.text)
    rest = [tuple(w for n, w in enumerate(name) if not n or w not in _words("directions")) for name in (first, second)]
    return first != second and rest[0] == rest[1]


def _other_person(a: Form, b: Form) -> bool:
    """Return whether two full names of one length share only what a family shares; a byname is often shorter."""
    if a.type != "PER" or b.type != "PER" or relation(a, b) not in ("share", "reverse-share"):
        return False
    first, second = words(a.text), words(b.text)
    if len(first) != len(second) or len(first) < 2 or first[0] in second or second[0] in first:
        return False
    return not _one_name(first[0], second[0])


def _one_name(a: str, b: str) -> bool:
    """Return whether two first names may be one: an initial or beginning of the other, a slip, or a listed byname."""
    return a.startswith(b) or b.startswith(a) or typo(a, b) or known_pair(a, b) or known_pair(b, a)


def _law_and_article(a: Form, b: Form) -> bool:
    """Return whether one is an article of a law and the other is none."""
    if not a.type == b.type == "LAW" or a.text[:1].isdigit() or b.text[:1].isdigit():  # "27B ayat 2" may be either
        return False
    return len({name[:1] and name[0] in _words("articles") for name in (words(a.text), words(b.text))}) == 2


def _branch(a: Form, b: Form) -> bool:
    """Return whether one is a body of the whole country and the other goes on with where its branch is."""
    short, full = sorted((words(a.text), words(b.text)), key=len)
    if not a.type == b.type == "ORG" or " ".join(short) not in _words("nationwide") or full[: len(short)] != short:
        return False
    return any(word not in _words("whole") for word in full[len(short) :])


def _broken(short: Form, full: Form) -> bool:
    """Return whether the one is the beginning of a word of the other that is no name: it begins in small letters."""
    return relation(short, full) == "stem" and not full.text[:1].isupper()


def _contested(form: Form, group: Sequence[Form], rivals: Sequence[Sequence[Form]]) -> bool:
    """Return whether a body's name of one word goes on in two ways ("Dinas Solo", "Dinas Kudus"): it is neither."""
    ways = {way for rival in rivals if (way := _goes_on(form, rival))}
    return len(ways) > 1 and _goes_on(form, group) != ""


def _goes_on(form: Form, group: Sequence[Form]) -> str:
    """Return the word behind the one that is all of `form`, "" for none or where it is a company's legal form."""
    head = words(form.text)
    if form.type != "ORG" or len(head) != 1:
        return ""
    longer = [words(f.text) for f in group if f.type == "ORG" and bare(f.text) != bare(form.text)]
    return next((name[1] for name in longer if len(name) > 1 and name[:1] == head), "")


_VETOES: tuple[Callable[[Form, Form], bool], ...] = (
    _two_regions,
    _other_direction,
    _other_person,
    _law_and_article,
    _branch,
)


@cache
def _words(name: str) -> frozenset[str]:
    lists = tomllib.loads((Path(__file__).with_name("data") / "clusters_apart.toml").read_text(encoding="utf-8"))
    return frozenset(lists[name])
