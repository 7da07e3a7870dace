"""IRIs of everything that a build writes: no blank nodes, no counters, nothing random."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache, lru_cache
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
        return self.of(f"document/{_segment(id_)}")

    def text(self, id_: str) -> ox.NamedNode:
        """Return the IRI of an article's cleaned text."""
        return self.of(f"text/{_segment(id_)}")

    def characters(self, id_: str, start: int, end: int) -> ox.NamedNode:
        """Return the IRI of characters of a text (RFC 5147)."""
        return ox.NamedNode(f"{self.base}text/{_segment(id_)}#char={start},{end}")

    def at(self, kind: str, id_: str, span: Span) -> ox.NamedNode:
        """Return the IRI of what stands at a span: a value, a quotation."""
        return self.hashed(kind, id_, str(span.start), str(span.end))

    @property
    def provenance(self) -> ox.NamedNode:
        """The graph of statements, evidence and documents."""
        return _graph(self.base, "provenance")

    @property
    def open(self) -> ox.NamedNode:
        """The graph of open relations."""
        return _graph(self.base, "open")


@cache
def _graph(base: str, name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{base}graph/{name}")


@lru_cache(maxsize=1024)  # an article is named thousands of times in a row
def _segment(id_: str) -> str:
    return quote(id_, safe="-._~")
