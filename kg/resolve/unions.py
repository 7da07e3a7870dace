"""Disjoint sets that remember why they were joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

__all__ = ["Unions"]


class Unions:
    """The numbers from 0 to `size`, joined into sets with reasons; the lowest number stands for its set."""

    def __init__(self, size: int) -> None:
        """Begin with every number alone."""
        self.parents = list(range(size))
        self.reasons: dict[int, set[str]] = {}

    def root(self, i: int) -> int:
        """Return the number that stands for the set of `i`."""
        while self.parents[i] != i:
            self.parents[i] = self.parents[self.parents[i]]
            i = self.parents[i]
        return i

    def join(self, members: Sequence[int], reason: str) -> None:
        """Make one set of all; the reason is noted only where it joins what was apart."""
        first = self.root(members[0])
        for member in members[1:]:
            one, other = sorted((first, self.root(member)))
            if one == other:
                continue
            self.parents[other] = one
            fewer, more = sorted((self.reasons.pop(one, set()), self.reasons.pop(other, set())), key=len)
            more |= fewer | {reason}
            self.reasons[one] = more
            first = one

    def note(self, member: int, reason: str) -> None:
        """Give a reason for a set as it is."""
        self.reasons.setdefault(self.root(member), set()).add(reason)

    def groups(self) -> list[tuple[list[int], list[str]]]:
        """Return the sets with their reasons, in order of their lowest members."""
        found: dict[int, list[int]] = defaultdict(list)
        for i in range(len(self.parents)):
            found[self.root(i)].append(i)
        return [(members, sorted(self.reasons.get(i, ()))) for i, members in sorted(found.items())]
