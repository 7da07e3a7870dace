"""Clusters of the same thing over all articles: keys that block, clues that judge, and the reason of every merge."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.resolve.gazetteer import country
from kg.resolve.names import is_generic, key
from kg.resolve.profiles import Profile

__all__ = ["cluster"]

#: Types that articles mix up for one name; a merge across them needs the same full name.
ALIKE = {"PRD": "ORG"}
#: A short form stands for one long name where this share of the articles that spell it out agree.
DOMINANT = 0.8


def cluster(found: Sequence[Profile]) -> list[tuple[list[Profile], list[str]]]:
    """Return groups of profiles that are one thing, each with the reasons of its merges, in order of first member."""
    parents = list(range(len(found)))

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    reasons: dict[int, set[str]] = defaultdict(set)
    for clue, members in _blocks(found):
        first = root(members[0])
        for member in members[1:]:
            a, b = sorted((first, root(member)))
            if a != b:
                parents[b] = a
                reasons[a] |= reasons.pop(b, set())
                first = a
            reasons[a].add(clue)
    groups: dict[int, list[Profile]] = defaultdict(list)
    for i, profile in enumerate(found):
        groups[root(i)].append(profile)
    return [(groups[i], sorted(reasons[i])) for i in sorted(groups)]


def _blocks(found: Sequence[Profile]) -> Iterator[tuple[str, list[int]]]:
    """Yield the members that share a key, with the clue in words; one document's clusters never join each other."""
    blocks: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for i, profile in enumerate(found):
        for block in set(_keys(profile)):
            blocks[block].append(i)
    meanings = _meanings(found)
    for (kind, type_, text), members in sorted(blocks.items()):
        fitting = members
        if (type_, text) in meanings:
            fitting = [i for i in members if _fits(found[i], text, meanings[type_, text])]
        documents = Counter(found[i].document for i in fitting)
        alone = [i for i in fitting if documents[found[i].document] == 1]
        if len(alone) > 1:
            yield f"{kind}: {text}", alone


def _keys(profile: Profile) -> Iterator[tuple[str, str, str]]:
    type_ = ALIKE.get(profile.type, profile.type)
    forms = [(name, key(name, type_)) for name, _ in profile.names]
    for name, form in forms:
        if type_ == "LOC" and (code := country(name)):
            yield "negara", type_, code
        elif _is_strong(form, type_):
            yield "nama", type_, form
    if type_ == "PER" and " " not in key(profile.name):
        for role in profile.roles:
            if not role.endswith("@ "):
                yield "nama dan jabatan", type_, f"{key(profile.name)} {role}"


def _is_strong(form: str, type_: str) -> bool:
    """A person's single name never joins articles; a kind of office that every region has does not either."""
    return bool(form) and not is_generic(form) and (type_ != "PER" or " " in form)


def _meanings(found: Iterable[Profile]) -> dict[tuple[str, str], frozenset[str]]:
    """Return, for each short form, the words of the long name that it stands for; empty where articles differ."""
    long: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for profile in found:
        type_ = ALIKE.get(profile.type, profile.type)
        full = key(profile.name, type_)
        for name, _ in profile.names:
            short = key(name, type_)
            if " " not in short and " " in full and not country(name):
                long[type_, short][full] += 1
    return {form: _meaning(fulls) for form, fulls in long.items()}


def _meaning(fulls: Counter[str]) -> frozenset[str]:
    """Return the words of the commonest long name and of the longer and shorter forms of it."""
    commonest = set(min(fulls, key=lambda full: (-fulls[full], full)).split())
    alike = [full for full in fulls if set(full.split()) <= commonest or commonest <= set(full.split())]
    if sum(fulls[full] for full in alike) < DOMINANT * fulls.total():
        return frozenset()
    return frozenset(word for full in alike for word in full.split())


def _fits(profile: Profile, short: str, meaning: frozenset[str]) -> bool:
    """Return whether the profile's own name is the short form or part of what it stands for."""
    full = key(profile.name, ALIKE.get(profile.type, profile.type))
    return bool(meaning) and (full == short or set(full.split()) <= meaning)
