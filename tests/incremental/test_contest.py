"""Contests for IRIs: what is left out of one cannot have changed."""

from __future__ import annotations

import copy
import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.incremental import standing
from kg.incremental.contest import Contest
from kg.incremental.standing import Owner
from kg.incremental.state import State
from kg.resolve.identities import Anchor, Identities

Given = dict[int, tuple[str, tuple[str, ...]]]


@dataclass(slots=True)
class World:
    """Owners that stand in articles, the groups they form, and the IRIs that builds have given these."""

    state: State
    places: dict[int, list[Anchor]]
    groups: dict[int, int] = field(default_factory=dict)
    given: Given = field(default_factory=dict)

    def members(self, groups: Collection[int]) -> set[Owner]:
        return {owner for owner, group in self.groups.items() if group in groups}

    def of(self, owners: Collection[Owner]) -> Mapping[Owner, int]:
        return {owner: self.groups[owner] for owner in owners if isinstance(owner, int)}

    def build(self, known: Identities, owners: Collection[Owner]) -> Given:
        """Give the groups of some owners their IRIs, in the order of a build."""
        known.begin("entity")
        groups = sorted({group for owner, group in self.groups.items() if owner in owners})
        anchors = {g: [a for o in sorted(self.members([g]), key=str) for a in self.places[int(o)]] for g in groups}
        found = {}
        for group in sorted(groups, key=lambda g: -known.strength(anchors[g])):
            iri, younger = known.mint("entity", f"nama {group}", anchors[group])
            found[group] = iri, tuple(younger)
        return {owner: found[group] for owner, group in self.groups.items() if owner in owners}

    def memory(self) -> Identities:
        return standing.some(self.state, [iri for (iri,) in self.state.database.execute("SELECT iri FROM identity")])

    def spans(self) -> dict[str, list[tuple[Owner, int, int]]]:
        found: dict[str, list[tuple[Owner, int, int]]] = {}
        for owner, places in self.places.items():
            for place in places:
                found.setdefault(place.document, []).append((owner, place.start, place.end))
        return found

    def go_on(self, changed: Collection[Owner]) -> int:
        """Give the groups that changed, and all that it can reach, their IRIs; return how many owners that were."""
        contest = Contest(self.state, self.of, self.members)
        unsettled = {owner for (owner,) in self.state.database.execute("SELECT owner FROM unsettled")}
        owners, iris = contest.widened({*changed, *unsettled})
        known = standing.some(self.state, iris)
        before = {iri: 1 + len(known.others.get(iri, ())) for iri in known.rows}
        made = self.build(known, owners)
        standing.note(self.state, known, before, self.spans(), owners)
        contest.keep(owners)
        self.state.drop("DELETE FROM unsettled WHERE owner IN ({})", owners)
        further = sum(map(len, known.others.values()))
        again = self.build(known, owners)
        if again != made or further != sum(map(len, known.others.values())):
            self.state.do("INSERT INTO unsettled VALUES (?)", ((owner,) for owner in owners))
        self.given |= made
        return len(owners)


def world(path: Path, chance: random.Random) -> World:
    """Return owners whose places overlap, with a memory of IRIs that stood at about these places."""
    places: dict[int, list[Anchor]] = {owner: [] for owner in range(chance.randint(4, 16))}
    spots = [(f"d{doc}", start, start + size) for doc in range(6) for start in range(0, 12, 2) for size in (2, 3, 5)]
    for spot in chance.sample(spots, len(places) * chance.randint(1, 4)):
        places[chance.choice(list(places))].append(Anchor(*spot))
    made = World(State(path), {owner: found for owner, found in places.items() if found})
    made.groups = {owner: owner for owner in made.places}
    known = Identities()
    for number in range(chance.randint(0, 12)):
        for spot in chance.sample(spots, chance.randint(1, 3)):
            known.add(f"entity/lama-{number}", Anchor(*spot), "lama")
    standing.load(made.state, known)
    spans = made.spans()
    standing.placed(made.state, "entity/", list(spans), spans)
    return made


def regrouped(groups: Mapping[int, int], chance: random.Random) -> dict[int, int]:
    """Return the groups with some joined and some parted; a group has the number of its first owner."""
    new = dict(groups)
    for owner in chance.sample(sorted(new), min(len(new), chance.randint(1, 2))):
        new[owner] = chance.choice((owner, chance.choice(sorted(new.values()))))
    first: dict[int, int] = {}
    for owner in sorted(new):
        first.setdefault(new[owner], owner)
    return {owner: first[group] for owner, group in new.items()}


def test_what_a_contest_leaves_out_stays_as_a_build_of_everything_has_it(tmp_path: Path) -> None:
    left_out = 0
    for seed in range(400):
        chance = random.Random(seed)
        builds = world(tmp_path / f"{seed}.sqlite", chance)
        changed: set[Owner] = set(builds.places)
        for _ in range(5):
            known = copy.deepcopy(builds.memory())
            wanted = builds.build(known, builds.places)
            left_out += len(builds.places) - builds.go_on(changed)
            assert builds.given == wanted, seed
            kept = builds.memory()
            assert (list(kept.rows.items()), kept.others) == (list(known.rows.items()), known.others), seed
            before, builds.groups = builds.groups, regrouped(builds.groups, chance)
            was = {group: builds_of(before, group) for group in before.values()}
            changed = {o for o, g in builds.groups.items() if was.get(g) != builds_of(builds.groups, g)}
        builds.state.close(keep=False)
    assert left_out > 1000


def builds_of(groups: Mapping[int, int], group: int) -> set[int]:
    return {owner for owner, own in groups.items() if own == group}
