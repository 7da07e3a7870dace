"""The memory of IRIs: which anchor in the texts stands for which IRI, oldest first, kept in identities.tsv."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import InputError
from kg.resolve.names import slug

__all__ = ["HEADER", "Anchor", "Identities", "digest", "read", "write"]

#: Articles beside the first in which an IRI is anchored.
FURTHER = 2
HEADER = "iri\tdocument\tstart\tend\tname"


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A mention or a trigger by which an entity or an event is known again: document id and characters."""

    document: str
    start: int
    end: int


@dataclass(slots=True)
class Identities:
    """IRI (relative to the base) → its anchor and name, in order of age; `given` are those of this build.

    `others` are anchors in further articles, by which an entity is known where its first article is gone.
    """

    rows: dict[str, tuple[Anchor, str]] = field(default_factory=dict)
    by_document: dict[str, list[tuple[Anchor, str]]] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)
    others: dict[str, list[Anchor]] = field(default_factory=dict)

    def add(self, iri: str, anchor: Anchor, name: str) -> None:
        """Remember an IRI and where it stands; the first anchor stays the first."""
        if iri in self.rows:
            self.others.setdefault(iri, []).append(anchor)
        else:
            self.rows[iri] = (anchor, name)
        self.by_document.setdefault(anchor.document, []).append((anchor, iri))

    def known(self, anchors: Collection[Anchor], kind: str) -> list[str]:
        """Return the IRIs of this kind ("entity", "event") that stand at one of these anchors, oldest first.

        Where none stands there exactly, those whose anchor overlaps one: the reading of a name may have changed.
        """
        near = [
            (old, iri)
            for document in {anchor.document for anchor in anchors}
            for old, iri in self.by_document.get(document, ())
            if iri.startswith(kind + "/") and iri not in self.given
        ]
        exact = {iri for old, iri in near if old in anchors}
        found = exact or {iri for old, iri in near if any(_overlap(old, anchor) for anchor in anchors)}
        return sorted(found, key=self._age)

    def begin(self, kind: str) -> None:
        """Begin a build: each IRI of this kind may be given once more."""
        self.given = {iri for iri in self.given if not iri.startswith(kind + "/")}

    def strength(self, anchors: Collection[Anchor]) -> int:
        """Return 2 where the first anchor of a known IRI is one of these, 1 where another is, else 0."""
        documents = {anchor.document for anchor in anchors}
        near = ((old, iri) for document in documents for old, iri in self.by_document.get(document, ()))
        found = [self.rows[iri][0] == old for old, iri in near if old in anchors]
        return 1 + any(found) if found else 0

    def _age(self, iri: str) -> int:
        if len(self._ages) != len(self.rows):
            self._ages.update((known, age) for age, known in enumerate(self.rows))
        return self._ages[iri]

    _ages: dict[str, int] = field(default_factory=dict, repr=False)

    def mint(self, kind: str, name: str, anchors: Iterable[Anchor]) -> tuple[str, list[str]]:
        """Return the IRI for what stands at these anchors, and the younger ones that it replaces."""
        places = set(anchors)
        old = self.known(places, kind)
        if not old:
            first = min(places)
            parts = first.document, str(first.start), str(first.end)
            iri = f"{kind}/{slug(name)}-{digest(*parts)}"
            if iri in self.rows:
                iri = f"{kind}/{slug(name)}-{digest(*parts, *map(str, sorted(places)))}"
            self.add(iri, first, name)
            old = [iri]
        self.given.update(old)
        self._also(old[0], places)
        return old[0], old[1:]

    def _also(self, iri: str, places: set[Anchor]) -> None:
        """Note anchors in further articles until there are enough."""
        first, known = self.rows[iri], self.others.get(iri, [])
        if len(known) >= FURTHER:
            return
        documents = {first[0].document, *(anchor.document for anchor in known)}
        firsts = {place.document: place for place in sorted(places, reverse=True) if place.document not in documents}
        for document in sorted(firsts)[: FURTHER - len(known)]:
            self.add(iri, firsts[document], first[1])


def _overlap(one: Anchor, other: Anchor) -> bool:
    return one.document == other.document and one.start < other.end and other.start < one.end


def digest(*parts: str) -> str:
    """Return 10 hexadecimal digits (40 bits) of SHA-256 over the parts, each ended by a unit separator."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:10]


def read(path: Path) -> Identities:
    """Return the identities of a file, empty where there is none.

    Raises:
        InputError: where a line is not one of ours.
    """
    identities = Identities()
    if not path.exists():
        return identities
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 2):
        try:
            iri, document, start, end, name = line.split("\t")
            identities.add(iri, Anchor(document, int(start), int(end)), name)
        except ValueError as error:
            raise InputError(
                f"{path.name} line {number}: {line[:80]!r} is not 'iri document start end name'"
            ) from error
    return identities


def write(identities: Identities, path: Path) -> None:
    """Write the identities, oldest first."""
    rows = (
        f"{iri}\t{a.document}\t{a.start}\t{a.end}\t{' '.join(name.split())}"
        for iri, (first, name) in identities.rows.items()
        for a in (first, *identities.others.get(iri, ()))
    )
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
