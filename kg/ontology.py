"""The vocabulary: namespaces, how annotations become terms, and what people read for a term."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox

__all__ = ["BASE", "PREFIXES", "TYPES", "Term", "compact", "folder", "labels", "predicate", "term"]

Term = ox.NamedNode

#: Where the data of a build live unless its user says otherwise.
BASE = "https://kg.example/"

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "kg": "https://kg.example/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

TYPES = {
    "PER": "schema:Person",
    "ORG": "schema:Organization",
    "LOC": "schema:Place",
    "EVT": "schema:Event",
    "PRD": "schema:Product",
    "LAW": "schema:Legislation",
}

#: annotation predicate → (term, whether subject and object change places)
PREDICATES = {
    "affiliation": ("schema:affiliation", False),
    "memberOf": ("schema:memberOf", False),
    "founderOf": ("schema:founder", True),
    "owns": ("schema:owns", False),
    "subOrganizationOf": ("schema:parentOrganization", False),
    "locatedIn": ("schema:containedInPlace", False),
    "bornIn": ("schema:birthPlace", False),
    "spouse": ("schema:spouse", False),
    "siblingOf": ("schema:sibling", False),
    "relativeOf": ("schema:relatedTo", False),
    "parentOf": ("schema:children", False),
    "organizes": ("schema:organizer", True),
    "heldIn": ("schema:location", False),
}


@cache
def term(curie: str) -> ox.NamedNode:
    """Return the term of a CURIE.

    >>> term("kg:agent").value
    'https://kg.example/ontology#agent'
    """
    prefix, _, name = curie.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + name)


def compact(iri: str) -> str:
    """Return the CURIE of a term of a known vocabulary, or the IRI as it is."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def predicate(name: str, object_type: str) -> tuple[str, bool]:
    """Return the CURIE for an annotation predicate, and whether subject and object change places."""
    if name == "subOrganizationOf" and object_type == "LOC":
        return "kg:partOf", False  # schema:parentOrganization takes organizations only
    return PREDICATES.get(name, (f"kg:{name}", False))


def folder() -> Path:
    """Return the folder of kg.ttl, shapes.ttl and context.jsonld: inside an installed package, else in the project."""
    inside = Path(__file__).parent / "_ontology"
    return inside if inside.is_dir() else Path(__file__).parents[1] / "ontology"


@cache
def labels(language: str = "id") -> dict[str, str]:
    """Return CURIE → label in a language, for every term that kg.ttl names."""
    triples = ox.parse(path=str(folder() / "kg.ttl"), format=ox.RdfFormat.TURTLE)
    wanted = PREFIXES["rdfs"] + "label"
    return {
        compact(quad.subject.value): quad.object.value
        for quad in triples
        if quad.predicate.value == wanted
        and isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.Literal)
        and quad.object.language == language
    }
