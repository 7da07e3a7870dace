"""Quads in one order, whatever their number: in memory while they are few, merged from sorted files where many."""

from __future__ import annotations

import hashlib
import heapq
import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path

import pyoxigraph as ox

from kg.ontology import PREFIXES

__all__ = ["Ordered"]

#: Quads held in memory at once.
AT_ONCE = 100_000
#: Lines that are parsed together on the way back.
PARSED = 5_000
#: rdf:type first, then names: what a person looks for at the top of a subject.
FIRST = {PREFIXES["rdf"] + "type": "0", PREFIXES["skos"] + "prefLabel": "1", PREFIXES["skos"] + "altLabel": "2"}
NAMED = {digit: iri for iri, digit in FIRST.items()}
DEFAULT = str(ox.DefaultGraph())


class Ordered(Iterable[ox.Quad]):
    """The distinct quads by graph, subject, predicate and object, as often as they are asked for."""

    def __init__(self, quads: Iterable[ox.Quad], *, at_once: int = AT_ONCE) -> None:
        """Read all quads, at most `at_once` at a time."""
        rest = iter(quads)
        self._few = _sorted(islice(rest, at_once))
        self._folder: Path | None = None
        if (following := next(rest, None)) is not None:
            self._folder = Path(tempfile.mkdtemp(prefix="kg-sorted-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
            self._spill(self._few, 0)
            self._few = _sorted([following])
            number = 0
            while part := _sorted(islice(rest, at_once)):
                number += 1
                self._spill(part, number)

    def _spill(self, part: list[tuple[str, ox.Quad]], number: int) -> None:
        assert self._folder is not None
        with (self._folder / f"{number}").open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(line for line, _ in part)

    def __iter__(self) -> Iterator[ox.Quad]:
        """Yield the quads from the first to the last."""
        if self._folder is None:
            yield from (quad for _, quad in self._few)
            return
        lines = self._lines()
        while batch := list(islice(lines, PARSED)):
            yield from ox.parse("".join(map(_statement, batch)), format=ox.RdfFormat.N_QUADS, lenient=True)

    def digest(self) -> str:
        """Return SHA-256 over the quads in their order, in hexadecimal digits."""
        found = hashlib.sha256()
        for line in self._lines():
            found.update(line.encode())
        return found.hexdigest()

    def _lines(self) -> Iterator[str]:
        files = [path.open(encoding="utf-8", newline="\n") for path in self._folder.iterdir()] if self._folder else []
        try:
            yield from (line for line, _ in groupby(heapq.merge(*files, [line for line, _ in self._few])))
        finally:
            for file in files:
                file.close()


def _sorted(quads: Iterable[ox.Quad]) -> list[tuple[str, ox.Quad]]:
    held = list(quads)
    written = (ox.serialize(held, format=ox.RdfFormat.N_QUADS) or b"").decode().split("\n")
    rows = dict(zip(map(_line, filter(None, written)), held, strict=True))
    return [(line, rows[line]) for line in sorted(rows)]


def _line(statement: str) -> str:
    """Return what a quad is ordered by: graph, subject, predicate and object as N-Quads has them, which hold no tab.

    Oxigraph writes a whole list three times as fast as Python asks it for one term after the other.
    """
    subject, predicate, rest = statement[:-2].split(" ", 2)
    object_, _, last = rest.rpartition(" ")
    named = bool(object_) and last[0] == "<" and last[-1] == ">" and '"' not in last
    graph, object_ = (last, object_) if named else (DEFAULT, rest)
    iri = predicate[1:-1]
    return f"{graph}\t{subject}\t{FIRST.get(iri, iri)}\t{object_}\n"


def _statement(line: str) -> str:
    graph, subject, predicate, object_ = line[:-1].split("\t")
    name = "" if graph == DEFAULT else graph
    return f"{subject} <{NAMED.get(predicate, predicate)}> {object_} {name} .\n"
