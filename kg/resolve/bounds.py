"""A user's RDF file → a refusal where it would grow or nest without end, which its parser does not bound."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError

__all__ = ["refuse_endless"]

#: what the entities of an RDF/XML file may make of each of its bytes; ontologies name their namespaces by them
MOST_TIMES = 20
#: elements, or objects and lists, inside one another: the parser's time grows with the square of it (RDF/XML: 0.2 s for
#: 10,000, 1.2 s for 20,000; JSON-LD: 0.6 s for 2,000, measured); an RDF list written out takes two for each item
MOST_DEEP = 1000
_ENTITY = re.compile(rb"""<!ENTITY\s+(\S+)\s+("[^"]*"|'[^']*')""")
#: format → what begins and what ends a level, told by the name of the group; comments and quotes are neither
_LEVELS = {
    ox.RdfFormat.RDF_XML: re.compile(
        rb"""<!--(?:.*?-->|.*)|<!\[CDATA\[(?:.*?\]\]>|.*)|<\?(?:.*?\?>|.*)"""
        rb"""|</(?P<end>)|<[^!](?:[^"'<>]++|"[^"]*"|'[^']*')*+(?:(?<=/)>|(?P<start>))""",
        re.DOTALL,
    ),
    ox.RdfFormat.JSON_LD: re.compile(rb'"(?:[^"\\]++|\\.)*+"?|(?P<start>[\[{])|(?P<end>[\]}])', re.DOTALL),
}


def refuse_endless(path: Path, raw: bytes, format_: ox.RdfFormat) -> None:
    """Raise where the file would take all memory or time.

    Raises:
        InputError: naming the file and the remedy.
    """
    if format_ == ox.RdfFormat.RDF_XML and _grows(raw):
        raise InputError(f"{str(path)!r} has XML entities that grow without end: write out what they stand for")
    if format_ in _LEVELS and _is_deep(raw, _LEVELS[format_]):
        remedy = "write it flat, or convert it to N-Triples (.nt)"
        raise InputError(f"{str(path)!r} nests more than {MOST_DEEP} levels deep: {remedy}")


def _grows(raw: bytes) -> bool:
    """Return whether entities name one another, or make far more of the file."""
    entities = [(match[1], match[2]) for match in _ENTITY.finditer(raw)]
    grown = sum(raw.count(b"&" + name + b";") * len(value) for name, value in entities)
    nested = any(re.search(rb"&(?!#|amp;|lt;|gt;|quot;|apos;)", value) for _, value in entities)
    return nested or grown > MOST_TIMES * len(raw)


def _is_deep(raw: bytes, levels: re.Pattern[bytes]) -> bool:
    depth = 0
    for match in levels.finditer(raw):
        depth += {"start": 1, "end": -1}.get(match.lastgroup or "", 0)
        if depth > MOST_DEEP:
            return True
    return False
