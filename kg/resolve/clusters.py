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
    ambiguous = _ambiguous(found)
    for (kind, type_, text), members in sorted(blocks.items()):
        if len(members) > 1 and (type_, text) not in ambiguous:
            documents = Counter(found[i].document for i in members)
            alone = [i for i in members if documents[found[i].document] == 1]
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


def _ambiguous(found: Iterable[Profile]) -> set[tuple[str, str]]:
    """Return short forms that stand for different long names in different articles."""
    long: dict[tuple[str, str], set[str]] = defaultdict(set)
    for profile in found:
        type_ = ALIKE.get(profile.type, profile.type)
        full = key(profile.name, type_)
        for name, _ in profile.names:
            short = key(name, type_)
            if " " not in short and " " in full and not country(name):
                long[type_, short].add(full)
    return {form for form, fulls in long.items() if _differ(fulls)}


def _differ(fulls: set[str]) -> bool:
    """Return whether the names are more than longer and shorter forms of one."""
    longest = max(fulls, key=lambda full: (len(full), full)).split()
    return any(not set(full.split()) <= set(longest) for full in fulls)
