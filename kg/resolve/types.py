"""One name under two types: a mistake in few articles joins what many know, a different thing stays apart."""

from __future__ import annotations

from collections import Counter, defaultdict

from kg.resolve.clusters import Group, merge
from kg.resolve.gazetteer import country
from kg.resolve.keys import alike, reason
from kg.resolve.names import is_generic, plain
from kg.resolve.places import is_local
from kg.resolve.profiles import Profile, articles
from kg.resolve.unions import Unions

__all__ = ["mend_types"]

#: How many times as many articles must know the one as the other; chosen by reading joins over the annotated articles.
KNOWN = {"several words": 1, "one word": 5, "person, several words": 3, "person, one word": 20}


def mend_types(groups: list[Group]) -> list[Group]:
    """Return the groups after the joins, in order of their first members."""
    names: dict[str, list[int]] = defaultdict(list)
    documents = [_known(members) for members, _ in groups]
    for i, (members, _) in enumerate(groups):
        for name in {plain(profile.name, profile.type) for profile in members}:
            names[name].append(i)
    unions = Unions(len(groups))
    for name, bearers in sorted(names.items()):
        if len(bearers) < 2 or is_generic(name) or is_local(name):
            continue
        known = max(bearers, key=lambda i: (documents[i], -i))
        for i in bearers:
            if _type(groups[i]) != _type(groups[known]) and _is_mistake(groups, documents, i, known, name):
                unions.join([known, i], reason("jenis lain", name))
    return [merge([groups[i] for i in parts], why) for parts, why in unions.groups()]


def _known(members: list[Profile]) -> int:
    """Return how many articles name it."""
    return members[0].weight if len(members) == 1 else len(articles(members))


def _type(group: Group) -> str:
    counts = Counter[str]()
    for profile in group[0]:
        counts[profile.type] += profile.weight
    return alike(counts.most_common(1)[0][0])


def _is_mistake(groups: list[Group], documents: list[int], few: int, many: int, name: str) -> bool:
    if articles(groups[few][0]) & articles(groups[many][0]):
        return False  # an article that names both means both
    types = {_type(groups[few]), _type(groups[many])}
    if "LOC" in types and country(name) and types != {"LOC", "ORG"}:
        return False
    if "PER" in types and _type(groups[few]) == "PER" and any(profile.acts for profile in groups[few][0]):
        return False
    words = "several words" if " " in name else "one word"
    return documents[many] >= KNOWN[f"person, {words}" if "PER" in types else words] * documents[few]
