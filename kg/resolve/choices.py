"""A person's decisions about entities, applied to what was resolved: found again by document and characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.model import Link
from kg.resolve.clusters import Group, merge
from kg.resolve.decisions import Decision, Place
from kg.resolve.keys import full_key
from kg.resolve.profiles import Profile

__all__ = ["Choices"]

Member = tuple[str, str]


@dataclass(slots=True)
class Choices:
    """The decisions that concern entities; each is looked up once its place is found in the articles."""

    decisions: tuple[Decision, ...] = ()
    used: set[int] = field(default_factory=set)
    _at: dict[int, tuple[Member, ...]] = field(default_factory=dict)
    _apart: set[frozenset[Member]] = field(default_factory=set)

    def regroup(self, groups: list[Group]) -> list[Group]:
        """Return the groups after every "same" and "different", in the order in which they were decided."""
        if not self.decisions:
            return groups
        self._find(groups)
        for i, decision in enumerate(self.decisions):
            members = self._at[i]
            if len(members) < 2:
                continue
            if decision.action == "same":
                groups = _merged(groups, members, decision.words())
                self._apart -= {pair for pair in self._apart if pair <= frozenset(members)}
                self.used.add(i)
            elif decision.action == "different":
                groups = _split(groups, members[0], frozenset(members[1:]))
                self._apart |= {frozenset((members[0], other)) for other in members[1:]}
                self.used.add(i)
        return groups

    def _find(self, groups: list[Group]) -> None:
        by_document: dict[str, list[Profile]] = {}
        wanted = {place.document for decision in self.decisions for place in decision.places}
        for members, _ in groups:
            for profile in members:
                if profile.document in wanted:
                    by_document.setdefault(profile.document, []).append(profile)
        for i, decision in enumerate(self.decisions):
            found = (_member_at(place, by_document) for place in decision.places)
            self._at[i] = tuple(dict.fromkeys(member for member in found if member))

    def apart(self) -> set[frozenset[Member]]:
        """Return the pairs that a person has said to be different."""
        return self._apart

    def name_of(self, members: Iterable[Profile]) -> str:
        """Return the name that a person gave, "" where none did."""
        return next((d.value for d in self._about(members, "rename")), "")

    def type_of(self, members: Iterable[Profile]) -> str:
        """Return the type that a person gave, "" where none did."""
        return next((d.value for d in self._about(members, "retype")), "")

    def links_of(self, members: Iterable[Profile]) -> tuple[list[Link], set[str]]:
        """Return the links that a person gave, and the IRIs that a person refused."""
        about = list(self._about(members, "link", "unlink"))
        last = {decision.value: decision.action for decision in reversed(about)}
        given = [Link(iri, 1.0, "keputusan", certain=True) for iri, action in last.items() if action == "link"]
        return given, {iri for iri, action in last.items() if action == "unlink"}

    def _about(self, members: Iterable[Profile], *actions: str) -> Iterator[Decision]:
        """Yield what was decided about this entity, the last decision first."""
        if not self._at:
            return
        own = {profile.member for profile in members}
        for i in reversed(range(len(self.decisions))):
            if self.decisions[i].action in actions and own & set(self._at[i]):
                self.used.add(i)
                yield self.decisions[i]

    def idle(self) -> tuple[str, ...]:
        """Return what was decided and applies to nothing: the name no longer stands where it stood."""
        concerned = ("same", "different", "rename", "retype", "link", "unlink")
        return tuple(
            f"{decision.words()}: {_missing(decision, self._at.get(i, ()))}"
            for i, decision in enumerate(self.decisions)
            if decision.action in concerned and i not in self.used and not self._overruled(i)
        )

    def _overruled(self, i: int) -> bool:
        """Return whether a later decision of the same kind about the same entity took its place."""
        return bool(self._at.get(i)) and self.decisions[i].action in ("rename", "retype")


def _missing(decision: Decision, found: tuple[Member, ...]) -> str:
    if len(found) < len(decision.places):
        where = ", ".join(f"{p.document}:{p.start}-{p.end} ({p.text})" for p in decision.places)
        return f"no name stands at {where}"
    return "it is one and the same name now"


def _member_at(place: Place, by_document: dict[str, list[Profile]]) -> Member | None:
    """Return the cluster of that name at the place: exactly there, else across it, else anywhere in the document.

    Characters move when a text is cleaned in another way; then the name tells where they went.
    """
    found = by_document.get(place.document, ())
    named = [p for p in found if not place.text or any(name == place.text for name, _ in p.names)]
    there = [p for p in named if (place.start, place.end) in p.spans]
    across = [p for p in named if any(s < place.end and place.start < e for s, e in p.spans)]
    if there or across:
        return (there or across)[0].member
    return named[0].member if len(named) == 1 else None


def _merged(groups: list[Group], members: tuple[Member, ...], why: str) -> list[Group]:
    wanted = set(members)
    touched = [i for i, (profiles, _) in enumerate(groups) if any(p.member in wanted for p in profiles)]
    if len(touched) < 2:
        return groups
    one = merge([groups[i] for i in touched], [why])
    others = set(touched[1:])
    return [one if i == touched[0] else group for i, group in enumerate(groups) if i not in others]


def _split(groups: list[Group], kept: Member, taken: frozenset[Member]) -> list[Group]:
    """Take the members, and what is called as only they are, out of the group that holds `kept`."""
    found: list[Group] = []
    for profiles, reasons in groups:
        held = {p.member: p for p in profiles}
        if kept not in held or not held.keys() & taken:
            found.append((profiles, reasons))
            continue
        names = {full_key(held[member]) for member in taken if member in held} - {full_key(held[kept])}
        gone = {p.member for p in profiles if p.member in taken or (full_key(p) in names and p.member != kept)}
        found.append(([p for p in profiles if p.member not in gone], reasons))
        found.append(([p for p in profiles if p.member in gone], reasons))
    return found
