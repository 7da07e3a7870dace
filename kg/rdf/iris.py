"""IRIs of everything that a build writes: no blank nodes, no counters, nothing random."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from urllib.parse import quote

import pyoxigraph as ox

from kg.model import Span

__all__ = ["Iris"]


@dataclass(frozen=True, slots=True)
class Iris:
    """IRIs under a base such as https://kg.example/."""

    base: str

    def of(self, relative: str) -> ox.NamedNode:
        """Return the IRI of a relative one such as entity/jack-ma-0a1b2c3d4e."""
        return ox.NamedNode(self.base + relative)

    def hashed(self, kind: str, *parts: str) -> ox.NamedNode:
        """Return kind/<16 hexadecimal digits of SHA-256 over the parts>."""
        return self.of(f"{kind}/{hashlib.sha256(chr(31).join(parts).encode()).hexdigest()[:16]}")

    def document(self, id_: str) -> ox.NamedNode:
        """Return the IRI of an article."""
        return self.of(f"document/{quote(id_, safe='-._~')}")

    def text(self, id_: str) -> ox.NamedNode:
        """Return the IRI of an article's cleaned text."""
        return self.of(f"text/{quote(id_, safe='-._~')}")

    def characters(self, id_: str, start: int, end: int) -> ox.NamedNode:
        """Return the IRI of characters of a text (RFC 5147)."""
        return ox.NamedNode(f"{self.text(id_).value}#char={start},{end}")

    def at(self, kind: str, id_: str, span: Span) -> ox.NamedNode:
        """Return the IRI of what stands at a span: a value, a quotation."""
        return self.hashed(kind, id_, str(span.start), str(span.end))

    @property
    def provenance(self) -> ox.NamedNode:
        """The graph of statements, evidence and documents."""
        return self.of("graph/provenance")

    @property
    def open(self) -> ox.NamedNode:
        """The graph of open relations."""
        return self.of("graph/open")
