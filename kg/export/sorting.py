"""Quads in one order, whatever their number: in memory while they are few, merged from sorted files where many."""

from __future__ import annotations

import heapq
import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path

import pyoxigraph as ox

from kg.ontology import PREFIXES
from kg.rdf.nquads import nquads

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

    def __init__(self, quads: Iterable[ox.Quad] = (), *, at_once: int = AT_ONCE) -> None:
        """Read all quads, at most `at_once` at a time."""
        self._at_once = at_once
        self._few = set[str]()
        self._folder: Path | None = None
        self._spilled = 0
        for part in nquads(quads, at_once=at_once):
            self.add(part)

    def add(self, part: bytes) -> None:
        """Take more quads: N-Quads as Oxigraph writes them."""
        if self._few and len(self._few) + part.count(b"\n") > self._at_once:
            self._spill()
        self._few.update(map(_line, part.decode().split("\n")[:-1]))

    def _spill(self) -> None:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="kg-sorted-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        with (self._folder / f"{self._spilled}").open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(sorted(self._few))
        self._few.clear()
        self._spilled += 1

    def __iter__(self) -> Iterator[ox.Quad]:
        """Yield the quads from the first to the last."""
        lines = self._lines()
        while batch := list(islice(lines, PARSED)):
            yield from ox.parse("".join(map(_statement, batch)), format=ox.RdfFormat.N_QUADS, lenient=True)

    def _lines(self) -> Iterator[str]:
        files = [path.open(encoding="utf-8", newline="\n") for path in self._folder.iterdir()] if self._folder else []
        try:
            yield from (line for line, _ in groupby(heapq.merge(*files, sorted(self._few))))
        finally:
            for file in files:
                file.close()


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
