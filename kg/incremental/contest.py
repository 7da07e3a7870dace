"""Which groups may want the same IRIs, so that a change of one can give another one another IRI.

A group takes the IRIs that stand exactly where it stands, and those that only overlap it where all of these are given
to others already (`Identities.known`). So an overlap joins two groups only where one of them can come to that: where
it is loose. Names stand inside names all over an archive; without this, one that changes would reach a good part of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from kg.incremental.standing import Owner
from kg.incremental.state import State

__all__ = ["Contest"]

#: what tells a group: a number for forms, for events the report that began a happening
Group = TypeVar("Group", bound=Hashable)


@dataclass(slots=True)
class Contest(Generic[Group]):
    """The groups of owners of one kind, and the IRIs where they stand; what is asked for twice is read once.

    `of` gives the groups of owners, `members` the owners of a group.
    """

    state: State
    of: Callable[[Collection[Owner]], Mapping[Owner, Group]]
    members: Callable[[Collection[Group]], Collection[Owner]]
    _exact: dict[Group, set[str]] = field(default_factory=dict)
    _near: dict[Group, set[str]] = field(default_factory=dict)
    _there: dict[str, set[Group]] = field(default_factory=dict)
    _beside: dict[str, set[Group]] = field(default_factory=dict)
    _was: set[Group] = field(default_factory=set)

    def widened(self, owners: Collection[Owner]) -> tuple[set[Owner], list[str]]:
        """Return all owners whose IRIs depend on those of some, these among them, with all IRIs in question."""
        found, new = set[Group](), set(self.of(owners).values())
        iris: set[str] = set()
        while new:
            found |= new
            iris = self._asked(found)
            new = {group for iri in iris for group in (*self._there[iri], *(self._beside[iri] & self._was))} - found
        return set(self.members(found)), sorted(iris)

    def keep(self, owners: Collection[Owner]) -> None:
        """Note which of these are in loose groups now, for the next build."""
        for known in (self._exact, self._near, self._there, self._beside):
            known.clear()
        groups = set(self.of(owners).values())
        self._read(groups)
        self.state.drop("DELETE FROM loose WHERE owner IN ({})", owners)
        rows = ((owner,) for owner in self.members(self._loose(groups)))
        self.state.do("INSERT OR IGNORE INTO loose VALUES (?)", rows)

    def _asked(self, groups: set[Group]) -> set[str]:
        """Return the IRIs that some groups may be given, those beside them where they are loose or were."""
        self._read(groups)
        loose = self._loose(groups) | (groups & self._was)
        self._fill(self._near, loose, "SELECT DISTINCT owner, iri FROM stands WHERE owner IN ({})")
        iris = {iri for group in groups for iri in self._exact[group]}
        iris |= {iri for group in loose for iri in self._near[group]}
        self._look(iris)
        return iris

    def _loose(self, groups: Collection[Group]) -> set[Group]:
        """Return those that have no IRI for sure: none that stands at them alone and that no loose one overlaps."""
        own = {g: [iri for iri in self._exact[g] if self._there[iri] == {g}] for g in groups}
        loose: set[Group] = set()
        new = {g for g, iris in own.items() if not iris}
        while new:
            loose |= new
            able = loose | (self._was - set(groups))
            new = {g for g, iris in own.items() if g not in loose and all(self._beside[i] & able for i in iris)}
        return loose

    def _read(self, groups: Collection[Group]) -> None:
        """Read the IRIs exactly at some groups, and who else stands there."""
        self._fill(self._exact, groups, "SELECT DISTINCT owner, iri FROM stands WHERE exact AND owner IN ({})")
        self._look(iri for group in groups for iri in self._exact[group])

    def _fill(self, known: dict[Group, set[str]], groups: Collection[Group], query: str) -> None:
        new = [group for group in groups if group not in known]
        owners = self.of(self.members(new))
        known.update((group, set()) for group in new)
        for owner, iri in self.state.rows(query, owners):
            known[owners[owner]].add(iri)
        self._recall(owners)

    def _look(self, iris: Iterable[str]) -> None:
        """Read which groups stand at some IRIs, exactly or not."""
        new = sorted({iri for iri in iris if iri not in self._there})
        for known in (self._there, self._beside):
            known.update((iri, set()) for iri in new)
        rows = list(self.state.rows("SELECT iri, owner, exact FROM stands WHERE iri IN ({})", new))
        owners = self.of({owner for _, owner, _ in rows})
        for iri, owner, exact in rows:
            if owner in owners:
                (self._there if exact else self._beside)[iri].add(owners[owner])
        self._recall(owners)

    def _recall(self, owners: Mapping[Owner, Group]) -> None:
        rows = self.state.rows("SELECT owner FROM loose WHERE owner IN ({})", owners)
        self._was |= {owners[owner] for (owner,) in rows}
