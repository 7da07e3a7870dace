"""Names and what they are called elsewhere: the table of the package, and knowledge bases that a user gives (SKOS)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError
from kg.model import ENTITY_TYPES
from kg.ontology import TYPES, term
from kg.resolve.bounds import refuse_endless
from kg.resolve.names import key

__all__ = ["Bearer", "Knowledge", "Row", "built_in", "from_rows", "from_skos"]

DATA = Path(__file__).parent / "data"
WIKIDATA = "http://www.wikidata.org/entity/"
#: How often a label of a user's knowledge base counts as having been seen: it is the archive's own word.
PREFERRED, ALTERNATIVE = 20, 10
FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One use of a name: it stood for `iri` in `count` texts of the `seen` where the name stands."""

    name: str
    iri: str
    count: int
    seen: int
    type: str = ""


@dataclass(frozen=True, slots=True)
class Bearer:
    """What a name can stand for, how often it did, of how many times that the name was seen."""

    iri: str
    count: int
    seen: int
    type: str


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Name key → its bearers; thing → the things that texts name beside it; `sources` name where it comes from."""

    names: Mapping[str, tuple[Bearer, ...]]
    company: Mapping[str, frozenset[str]]
    source: str

    def bearers(self, name: str, type_: str) -> tuple[Bearer, ...]:
        """Return what the name can stand for, its spelling for this type first."""
        return self.names.get(key(name, type_)) or self.names.get(key(name)) or ()


def from_rows(rows: Iterable[Row], company: Iterable[tuple[str, str]], source: str) -> Knowledge:
    """Return the knowledge base of these uses of names."""
    found: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        for name in {key(row.name, type_) for type_ in ("", *([row.type] if row.type else ENTITY_TYPES))}:
            found[name][row.iri].append(row)
    beside: dict[str, set[str]] = defaultdict(set)
    for one, other in company:
        beside[one].add(other)
        beside[other].add(one)
    names = {name: tuple(_bearer(iri, rows) for iri, rows in sorted(by.items())) for name, by in found.items()}
    return Knowledge(names, {iri: frozenset(others) for iri, others in beside.items()}, source)


def _bearer(iri: str, rows: list[Row]) -> Bearer:
    types = sorted({row.type for row in rows if row.type})
    counts = sum(row.count for row in rows), sum(row.seen for row in rows)
    return Bearer(iri, *counts, types[0] if len(types) == 1 else "")


@cache
def built_in() -> Knowledge:
    """Return the names and Wikidata ids of the package."""
    lines = (DATA / "wikidata.tsv").read_text(encoding="utf-8").splitlines()[2:]
    cells = (line.split("\t") for line in lines)
    rows = [Row(name, WIKIDATA + id_, int(count), int(seen), type_) for name, id_, count, seen, type_ in cells]
    pairs = (line.split("\t") for line in (DATA / "wikidata_company.tsv").read_text(encoding="utf-8").splitlines()[2:])
    return from_rows(rows, ((WIKIDATA + one, WIKIDATA + other) for one, other in pairs), "Wikidata")


def from_skos(path: Path) -> Knowledge:
    """Return the knowledge base in an RDF file: every resource with `skos:prefLabel` or `skos:altLabel`.

    Raises:
        InputError: where the file is missing, is not RDF, or holds no labels.
    """
    format_ = FORMATS.get(path.suffix.lower())
    if format_ is None:
        raise InputError(f"{str(path)!r} is no knowledge base that kg reads: give one of {', '.join(FORMATS)}")
    try:
        raw = path.read_bytes()
        refuse_endless(path, raw, format_)
        quads = list(ox.parse(raw, format=format_))
    except (OSError, SyntaxError, ValueError) as error:
        raise InputError(f"{str(path)!r} cannot be read as {path.suffix[1:]}: {error}") from error
    classes = {term(curie).value: type_ for type_, curie in TYPES.items()}
    types = {q.subject: classes[q.object.value] for q in quads
             if isinstance(q.object, ox.NamedNode) and q.object.value in classes}  # fmt: skip
    weights = {term("skos:prefLabel"): PREFERRED, term("skos:altLabel"): ALTERNATIVE}
    rows = [
        Row(
            quad.object.value,
            quad.subject.value,
            weights[quad.predicate],
            weights[quad.predicate],
            types.get(quad.subject, ""),
        )
        for quad in quads
        if quad.predicate in weights and isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode)
    ]
    if not rows:
        raise InputError(f"{str(path)!r} holds no skos:prefLabel or skos:altLabel")
    return from_rows(sorted(set(rows), key=lambda row: (row.name, row.iri, -row.count)), (), path.name)
