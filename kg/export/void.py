"""What a graph holds, for catalogues: a description in VoID and DCAT, with the files that lie beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.export.sorting import Ordered
from kg.ontology import PREFIXES, compact, term
from kg.rdf import literals
from kg.store import query
from kg.store.facts import Facts

__all__ = ["write"]

VOCABULARIES = {
    **PREFIXES,
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
}
MEDIA = "https://www.iana.org/assignments/media-types/"
#: file → media type
FILES = {
    "graph.ttl": "text/turtle",
    "graph.trig": "application/trig",
    "graph.nt": "application/n-triples",
    "graph.nq": "application/n-quads",
    "graph.rdf": "application/rdf+xml",
    "graph.jsonld": "application/ld+json",
    "graph.graphml": "application/graphml+xml",
}
COUNTS = """
SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?distinctSubjects) (COUNT(DISTINCT ?p) AS ?properties)
       (COUNT(DISTINCT ?o) AS ?distinctObjects) { ?s ?p ?o }
"""
CLASSES = "SELECT ?term (COUNT(*) AS ?n) { ?s a ?term } GROUP BY ?term"
PROPERTIES = "SELECT ?term (COUNT(*) AS ?n) { ?s ?term ?o } GROUP BY ?term"
GRAPHS = "SELECT ?graph (COUNT(*) AS ?n) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
DAYS = "SELECT (MIN(?d) AS ?first) (MAX(?d) AS ?last) { GRAPH ?g { ?a schema:datePublished ?d } }"
LANGUAGES = "SELECT DISTINCT ?language { GRAPH ?g { ?a schema:inLanguage ?language } }"
Value = ox.NamedNode | ox.Literal


def write(facts: Facts, path: Path) -> None:
    """Write [VoID](https://www.w3.org/TR/void/) and [DCAT](https://www.w3.org/TR/vocab-dcat-3/) as sorted Turtle."""
    triples = (quad.triple for quad in Ordered(_quads(facts, path.parent)))
    with path.open("wb") as file:
        ox.serialize(triples, file, format=ox.RdfFormat.TURTLE, prefixes=VOCABULARIES)


def _quads(facts: Facts, folder: Path) -> Iterator[ox.Quad]:
    dataset = ox.NamedNode(facts.base + "dataset")
    rows = [*_about(facts), *_counted(facts), *_covered(facts, dataset)]
    yield from (ox.Quad(dataset, predicate, value) for predicate, value in rows)
    for name, asked in (("class", CLASSES), ("property", PROPERTIES)):
        yield from _partitions(facts, dataset, name, asked)
    yield from _graphs(facts, dataset)
    for name, media in FILES.items():
        if (folder / name).exists():
            yield from _file(dataset, folder / name, media)


def _about(facts: Facts) -> Iterator[tuple[ox.NamedNode, Value]]:
    yield term("rdf:type"), _term("void:Dataset")
    yield term("rdf:type"), _term("dcat:Dataset")
    yield term("dcterms:title"), literals.text("Graf pengetahuan berita")
    yield term("dcterms:title"), literals.text("News knowledge graph", "en")
    yield term("dcterms:conformsTo"), ox.NamedNode(PREFIXES["kg"].rstrip("#"))
    yield _term("void:uriSpace"), literals.plain(facts.base)
    for name in ("kg", "schema", "org", "sem", "prov", "skos", "oa", "dcterms"):
        yield _term("void:vocabulary"), ox.NamedNode(PREFIXES[name])


def _counted(facts: Facts) -> Iterator[tuple[ox.NamedNode, Value]]:
    counts = next(iter(query(facts.store, COUNTS)))
    for name, number in counts.items():
        yield _term(f"void:{name}"), literals.integer(int(number or 0))
    types = query(facts.store, "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }")
    yield _term("void:classes"), literals.integer(int(next(iter(types))["n"] or 0))
    entities = query(
        facts.store, f"SELECT ?s {{ ?s skos:prefLabel ?n FILTER(STRSTARTS(STR(?s), '{facts.base}entity/')) }}"
    )
    yield _term("void:entities"), literals.integer(len(entities))


def _covered(facts: Facts, dataset: ox.NamedNode) -> Iterator[tuple[ox.NamedNode, Value]]:
    """Yield the languages of the articles, and the days from the first to the last."""
    for row in query(facts.store, LANGUAGES):
        yield term("dcterms:language"), literals.plain(row["language"] or "")
    days = next(iter(query(facts.store, DAYS)))
    if days["first"] and days["last"]:
        yield term("dcterms:temporal"), ox.NamedNode(f"{dataset.value}/{days['first']}/{days['last']}")


def _partitions(facts: Facts, dataset: ox.NamedNode, name: str, asked: str) -> Iterator[ox.Quad]:
    counted = "entities" if name == "class" else "triples"
    for row in query(facts.store, asked).rows:
        wanted, number = row
        if isinstance(wanted, ox.NamedNode) and isinstance(number, ox.Literal):
            part = ox.NamedNode(f"{dataset.value}/{name}/{compact(wanted.value).replace(':', '-')}")
            yield ox.Quad(dataset, _term(f"void:{name}Partition"), part)
            yield ox.Quad(part, _term(f"void:{name}"), wanted)
            yield ox.Quad(part, _term(f"void:{counted}"), number)


def _graphs(facts: Facts, dataset: ox.NamedNode) -> Iterator[ox.Quad]:
    """Yield the named graphs as subsets, and the days that the articles cover."""
    for row in query(facts.store, GRAPHS).rows:
        graph, number = row
        if isinstance(graph, ox.NamedNode) and isinstance(number, ox.Literal):
            yield ox.Quad(dataset, _term("void:subset"), graph)
            yield ox.Quad(graph, term("rdf:type"), _term("void:Dataset"))
            yield ox.Quad(graph, _term("void:triples"), number)
    days = next(iter(query(facts.store, DAYS)))
    if days["first"] and days["last"]:
        period = ox.NamedNode(f"{dataset.value}/{days['first']}/{days['last']}")
        yield ox.Quad(period, term("rdf:type"), term("dcterms:PeriodOfTime"))
        for name, day in (("startDate", days["first"]), ("endDate", days["last"])):
            yield ox.Quad(period, _term(f"dcat:{name}"), ox.Literal(day, datatype=term("xsd:date")))


def _file(dataset: ox.NamedNode, path: Path, media: str) -> Iterator[ox.Quad]:
    node = ox.NamedNode(f"{dataset.value}/{path.name}")
    checksum = ox.NamedNode(f"{node.value}/sha256")
    with path.open("rb") as file:
        sum_ = hashlib.file_digest(file, "sha256").hexdigest()
    rows: list[tuple[ox.NamedNode, ox.NamedNode, Value]] = [
        (dataset, _term("dcat:distribution"), node),
        (node, term("rdf:type"), _term("dcat:Distribution")),
        (node, term("dcterms:title"), literals.plain(path.name)),
        (node, _term("dcat:mediaType"), ox.NamedNode(MEDIA + media)),
        (node, _term("dcat:byteSize"), ox.Literal(str(path.stat().st_size), datatype=term("xsd:nonNegativeInteger"))),
        (node, _term("spdx:checksum"), checksum),
        (checksum, term("rdf:type"), _term("spdx:Checksum")),
        (checksum, _term("spdx:algorithm"), _term("spdx:checksumAlgorithm_sha256")),
        (checksum, _term("spdx:checksumValue"), ox.Literal(sum_, datatype=term("xsd:hexBinary"))),
    ]
    yield from (ox.Quad(*row) for row in rows)


def _term(curie: str) -> ox.NamedNode:
    prefix, _, name = curie.partition(":")
    return ox.NamedNode(VOCABULARIES[prefix] + name)
