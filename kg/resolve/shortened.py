"""Which full names a short one can stand for: looked up, never compared with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.resolve.gazetteer import country
from kg.resolve.keys import full_key
from kg.resolve.names import key, meaning
from kg.resolve.people import is_common, is_nickname, skeleton
from kg.resolve.profiles import Profile, articles

__all__ = ["MOST", "Index", "is_initials", "may_be_nickname", "short_forms"]

#: More bearers than this, and a short name tells nothing.
MOST = 40
#: A name is a person's whatever type one article gives it, where this many articles know the person.
KNOWN = 20
SMALL_WORDS = frozenset({"dan", "of", "the", "and", "untuk", "di", "for", "dari"})


@dataclass(frozen=True, slots=True)
class Index:
    """Short form → groups of people with a fuller name; initials → bodies; beginnings → people, for nicknames."""

    people: dict[str, list[int]]
    bodies: dict[str, list[int]]
    beginnings: dict[str, list[tuple[int, str]]]
    articles: list[int]

    @classmethod
    def of(cls, groups: list[list[Profile]]) -> Index:
        """Return the index of all groups."""
        people: dict[str, set[int]] = defaultdict(set)
        bodies: dict[str, set[int]] = defaultdict(set)
        beginnings: dict[str, set[tuple[int, str]]] = defaultdict(set)
        for i, members in enumerate(groups):
            for profile in members:
                full, found = full_key(profile), (people, bodies)
                for kind, short in short_forms(profile):
                    found[kind == "initials"][short].add(i)
                if profile.type == "PER" and " " in full:
                    beginnings[full[:3]].add((i, full))
        return cls(
            _sorted(people),
            _sorted(bodies),
            {k: sorted(v) for k, v in beginnings.items()},
            [members[0].weight if len(members) == 1 else len(articles(members)) for members in groups],
        )

    def candidates(self, members: list[Profile]) -> list[int]:
        """Return the groups that the short name of these members can stand for."""
        first = members[0]
        name = full_key(first)
        if is_initials(first):
            return self.bodies.get(name, [])[:MOST]
        if first.type != "PER":
            return self._mistaken(name)
        found = self.people.get(skeleton(name), [])
        if not found and may_be_nickname(name):
            rows = self.beginnings.get(name[:3], [])
            found = sorted({i for i, full in rows if is_nickname(name, full)})
        return found if len(found) <= MOST else []

    def _mistaken(self, name: str) -> list[int]:
        """Return the one person whom many articles call by a name that this article took for something else."""
        found = self.people.get(skeleton(name), []) if " " not in name and not country(name) else []
        return found if len(found) == 1 and self.articles[found[0]] >= KNOWN else []


def is_initials(profile: Profile) -> bool:
    """Return whether the name can be the initials of a body."""
    name = full_key(profile)
    single = profile.type == "ORG" and " " not in name and len(name) > 2
    return single and profile.name.isupper() and not meaning(name, "ORG")


def may_be_nickname(name: str) -> bool:
    """Return whether a person's name that nobody else is called by is looked for among nicknames."""
    return " " not in name and len(name) > 4 and not is_common(name)


def _sorted(found: dict[str, set[int]]) -> dict[str, list[int]]:
    return {name: sorted(indices) for name, indices in found.items()}


def short_forms(profile: Profile) -> Iterator[tuple[str, str]]:
    """Yield what a short name can be that stands for this one: "initials" of a body, a "person" in folded spelling."""
    full = full_key(profile)
    if profile.type == "ORG" and full.count(" ") > 1:
        yield "initials", _initials(full)
    if profile.type == "PER" and " " in full:
        yield from (("person", skeleton(short)) for short in _short_forms(profile, full))


def _initials(full: str) -> str:
    return "".join(word[0] for word in full.split() if word not in SMALL_WORDS)


def _short_forms(profile: Profile, full: str) -> Iterable[str]:
    """Return what the article itself calls the person, and the first words, the last words, first with last."""
    words = full.split()
    called = {short for name, _ in profile.names if " " not in (short := key(name, "PER"))}
    some = {" ".join(words[:n]) for n in range(2, len(words))} | {" ".join(words[-n:]) for n in range(2, len(words))}
    ends = {f"{words[0]} {words[-1]}"} if len(words) > 2 else set()
    return called | some | ends
