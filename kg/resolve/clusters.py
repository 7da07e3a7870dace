"""Clusters of the same thing over all articles: keys that block, clues that judge, and the reason of every merge."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.resolve.gazetteer import country
from kg.resolve.keys import WEIGHTS, Key, alike, full_key, keys, reason
from kg.resolve.names import key, meaning
from kg.resolve.profiles import Profile, placed
from kg.resolve.unions import Unions

__all__ = ["Form", "Group", "Ties", "cluster", "merge", "ties"]

Group = tuple[list[Profile], list[str]]
#: what two profiles must share (type and text) to have to do with each other
Form = tuple[str, str]


class Ties(NamedTuple):
    """The forms under which a profile is compared, and the short forms that it spells out, which may be such a form."""

    keys: frozenset[Form]
    shortened: frozenset[Form]


#: A short form stands for one long name where this share of the articles that spell it out agree.
DOMINANT = 0.8


def cluster(found: Sequence[Profile]) -> list[Group]:
    """Return groups of profiles that are one thing, each with the reasons of its merges, in order of first member."""
    unions = Unions(len(found))
    folded = {i for i, profile in enumerate(found) if profile.weight > 1}
    for clue, members in _blocks(found):
        unions.join(members, reason(clue.kind, clue.text))
        for i in folded.intersection(members):  # its first clue is what made it one
            unions.note(i, reason(clue.kind, clue.text))
        folded.difference_update(members)
    return [([found[i] for i in members], reasons) for members, reasons in unions.groups()]


def ties(profile: Profile) -> Ties:
    """Return what ties a profile to others: `cluster` gives the same of those alone that are tied, over any number."""
    shortened = frozenset(form for form, _ in _shortened(profile))
    return Ties(frozenset((found.type, found.text) for found in keys(profile)), shortened)


def merge(parts: Sequence[Group], why: Iterable[str]) -> Group:
    """Return one group of several, its members in order, with the reasons of all and `why`."""
    if len(parts) == 1:
        return parts[0]
    members = sorted((p for members, _ in parts for p in members), key=placed)
    return members, sorted({*why, *(reason for _, reasons in parts for reason in reasons)})


def _blocks(found: Sequence[Profile]) -> Iterator[tuple[Key, list[int]]]:
    """Yield the members that share a key, heaviest clues first, the same clue of one pair not twice."""
    blocks: dict[Key, list[int]] = defaultdict(list)
    for i, profile in enumerate(found):
        for block in set(keys(profile)):
            blocks[block].append(i)
    meanings = _meanings(found)
    shared = [block for block, members in blocks.items() if _several(found, members)]
    for block in sorted(shared, key=lambda block: (-WEIGHTS[block.kind], block)):
        fitting = blocks[block]
        if (block.type, block.text) in meanings:
            words = meanings[block.type, block.text]
            fitting = [i for i in fitting if _fits(found[i], block.text, words)]
        documents = Counter(found[i].document for i in fitting)
        alone = [i for i in fitting if documents[found[i].document] == 1 or _called(found[i], block)]
        if _several(found, alone):
            yield block, alone


def _several(found: Sequence[Profile], members: Sequence[int]) -> bool:
    return len(members) > 1 or any(found[i].weight > 1 for i in members)


def _called(profile: Profile, block: Key) -> bool:
    """Return whether the key is the profile's own full name: two such clusters of one article are one thing, split."""
    return block.kind == "negara" or (block.kind == "nama" and full_key(profile) == block.text)


def _meanings(found: Iterable[Profile]) -> dict[Form, frozenset[str]]:
    """Return, for each short form, the words of the long name that it stands for; empty where articles differ."""
    long: dict[Form, Counter[str]] = defaultdict(Counter)
    for profile in found:
        for form, full in _shortened(profile):
            long[form][full] += profile.weight
    return {form: _meaning(fulls) for form, fulls in long.items()}


def _shortened(profile: Profile) -> Iterator[tuple[Form, str]]:
    """Yield the single words that an article calls by a longer name, and that name."""
    full = meaning(profile.name, profile.type) or full_key(profile)
    for name, _ in profile.names if " " in full else ():
        short = key(name, profile.type)
        if " " not in short and not country(name) and meaning(name, profile.type) != full:
            yield (alike(profile.type), short), full


def _meaning(fulls: Counter[str]) -> frozenset[str]:
    """Return the words of the commonest long name and of the longer and shorter forms of it."""
    commonest = set(min(fulls, key=lambda full: (-fulls[full], full)).split())
    alike_ = [full for full in fulls if set(full.split()) <= commonest or commonest <= set(full.split())]
    if sum(fulls[full] for full in alike_) < DOMINANT * fulls.total():
        return frozenset()
    return frozenset(word for full in alike_ for word in full.split())


def _fits(profile: Profile, short: str, words: frozenset[str]) -> bool:
    """Return whether the profile's own name is the short form or part of what it stands for."""
    full = full_key(profile)
    return bool(words) and (full == short or set(full.split()) <= words)
