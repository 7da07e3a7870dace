"""Profiles that resolution cannot tell apart, folded into one: what is kept of names between two builds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from kg.resolve.gazetteer import country
from kg.resolve.keys import Key, alike, full_key, keys
from kg.resolve.names import is_generic, key, plain
from kg.resolve.people import skeleton
from kg.resolve.places import is_local
from kg.resolve.profiles import Profile
from kg.resolve.shortened import is_initials, may_be_nickname, short_forms

__all__ = ["Form", "Kept", "asks", "atoms", "calls", "signed"]

Signature = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form(Profile):
    """Clusters of many articles that are one thing whatever else is said, as one profile; `id` is its number.

    `document`, `spans` and `cluster` are those of its first article.
    """

    id: int = 0
    weight: int = 1
    mentioned: int = 0
    seats: frozenset[str] = frozenset()
    documents_of: Callable[[int], frozenset[str]] = field(default=lambda _: frozenset(), compare=False, repr=False)
    beside_of: Callable[[int], frozenset[str]] = field(default=lambda _: frozenset(), compare=False, repr=False)

    @property
    def documents(self) -> frozenset[str]:
        """The articles that name it, looked up when asked for."""
        return self.documents_of(self.id)

    @property
    def beside(self) -> frozenset[str]:
        """The keys of all that its articles name, looked up when asked for."""
        return self.beside_of(self.id)


@dataclass(slots=True)
class Kept:
    """What is remembered of a form: one profile of it, and counts over all."""

    like: Profile
    weight: int = 0
    mentioned: int = 0
    names: dict[str, int] = field(default_factory=dict)
    roles: dict[str, int] = field(default_factory=dict)
    seats: dict[str, int] = field(default_factory=dict)
    acts: int = 0

    def count(self, profile: Profile) -> None:
        """Add a profile."""
        self.weight += 1
        self.mentioned += len(profile.spans)
        self.acts += profile.acts
        for name, number in profile.names:
            self.names[name] = self.names.get(name, 0) + number
        for counter, found in ((self.roles, profile.roles), (self.seats, (profile.seat,))):
            for item in found:
                counter[item] = counter.get(item, 0) + 1

    def form(self, **rest: object) -> Form:
        """Return the form; `rest` are its number, its first article and how its articles are looked up."""
        names = tuple(sorted((name, self.names[name]) for name, _ in self.like.names))
        like = self.like
        told = {"roles": frozenset(self.roles), "seats": frozenset(self.seats), "acts": self.acts > 0}
        return Form(
            type=like.type,
            name=like.name,
            names=names,
            within=like.within,
            seat=like.seat,
            day=like.day,
            weight=self.weight,
            mentioned=self.mentioned,
            **told,  # type: ignore[arg-type]
            **rest,  # type: ignore[arg-type]
        )


def signed(found: Iterable[Profile]) -> Iterator[tuple[Profile, Signature]]:
    """Yield the profiles of one article, each with what it shares with all that it can be folded with.

    What has no key that joins by itself stands alone, and so does what shares a key with another name of its article.
    """
    rows = [(profile, frozenset(keys(profile))) for profile in found]
    shared = Counter(key for _, own in rows for key in own)
    for profile, own in rows:
        names = (profile.type, profile.name, *(name for name, _ in profile.names))
        parts = (*names, "\x1e", *(f"{k.kind}\x1d{k.text}" for k in sorted(own)))
        joins = any(k.kind == "negara" or " " in k.text for k in own)  # one word alone may mean several things
        alone = not joins or any(shared[key] > 1 for key in own)
        yield profile, ("alone", profile.document, profile.cluster, *parts) if alone else ("like", *parts)


def atoms(profile: Profile) -> set[str]:
    """Return what the first two steps of resolution look names up by: two that share none never meet there."""
    found = {f"k\t{k.kind}\t{k.type}\t{k.text}" for k in _keys(profile)}
    found |= {f"m\t{k.type}\t{k.text}" for k in _keys(profile) if " " not in k.text}
    if profile.type != "PER":
        type_, forms = alike(profile.type), {key(name, profile.type) for name, _ in profile.names}
        found |= {f"m\t{type_}\t{short}" for short in forms if " " not in short}
    name = plain(profile.name, profile.type)
    return found if is_generic(name) or is_local(name) else {*found, f"p\t{name}"}


def calls(profile: Profile) -> set[str]:
    """Return what a short name can be looked up by that stands for this one."""
    marks = {"initials": "b", "person": "s"}
    found = {f"{marks[kind]}\t{short}" for kind, short in short_forms(profile)}
    full = full_key(profile)
    return found | {f"n\t{full[:3]}\t{full}"} if profile.type == "PER" and " " in full else found


def asks(profile: Profile) -> set[str]:
    """Return what this name is looked up by, in the hope that it stands for a longer one."""
    name = full_key(profile)
    if is_initials(profile):
        return {f"b\t{name}"}
    if profile.type != "PER":
        return set() if " " in name or country(name) else {f"s\t{skeleton(name)}"}
    nickname = {f"n\t{name[:3]}\t{name}"} if may_be_nickname(name) else set()
    return {f"s\t{skeleton(name)}", *nickname}


def _keys(profile: Profile) -> set[Key]:
    return set(keys(profile))
