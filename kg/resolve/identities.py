"""The memory of IRIs: which anchor in the texts stands for which IRI, oldest first, kept in identities.tsv."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import InputError
from kg.resolve.names import slug

__all__ = ["Anchor", "Identities", "digest", "read", "write"]

HEADER = "iri\tdocument\tstart\tend\tname"


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A mention or a trigger by which an entity or an event is known again: document id and characters."""

    document: str
    start: int
    end: int


@dataclass(slots=True)
class Identities:
    """IRI (relative to the base) → its anchor and name, in order of age."""

    rows: dict[str, tuple[Anchor, str]] = field(default_factory=dict)
    by_document: dict[str, list[tuple[Anchor, str]]] = field(default_factory=dict)

    def add(self, iri: str, anchor: Anchor, name: str) -> None:
        """Remember an IRI; the first anchor stays."""
        self.rows[iri] = (anchor, name)
        self.by_document.setdefault(anchor.document, []).append((anchor, iri))

    def known(self, anchors: Iterable[Anchor], kind: str) -> list[str]:
        """Return the IRIs of this kind ("entity", "event") whose anchor overlaps one of these, oldest first."""
        found = {
            iri
            for anchor in anchors
            for old, iri in self.by_document.get(anchor.document, ())
            if old.start < anchor.end and anchor.start < old.end and iri.startswith(kind + "/")
        }
        return [iri for iri in self.rows if iri in found] if len(found) > 1 else list(found)

    def mint(self, kind: str, name: str, anchors: Iterable[Anchor]) -> tuple[str, list[str]]:
        """Return the IRI for what stands at these anchors, and the younger ones that it replaces."""
        places = sorted(anchors)
        old = self.known(places, kind)
        if old:
            return old[0], old[1:]
        first = places[0]
        iri = f"{kind}/{slug(name)}-{digest(first.document, str(first.start), str(first.end))}"
        self.add(iri, first, name)
        return iri, []


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
    rows = (f"{iri}\t{a.document}\t{a.start}\t{a.end}\t{name}" for iri, (a, name) in identities.rows.items())
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
