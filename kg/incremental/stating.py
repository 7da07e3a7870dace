"""Articles and claims: what a changed article states before and after, and the claims that it has a part in."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pyoxigraph as ox

from kg.blobs import Decoder, from_blob, to_blob
from kg.incremental.state import State
from kg.model import Extraction
from kg.rdf import quads
from kg.rdf.claims import Claim, Claims, Copies, Support
from kg.rdf.iris import Iris

__all__ = ["alike", "changed", "claimed", "keep", "parts", "stated"]

#: of one article: IRIs of evidence, how sure, bounds as "start" or "end" and the IRI of a time, publisher
Part = tuple[list[str], float, list[tuple[str, str]], str]
PART: Decoder[Part] = Decoder(Part)


def stated(
    extraction: Extraction,
    entities: Mapping[tuple[str, str], str],
    happenings: Mapping[tuple[str, int], str],
    accepted: Collection[str],
    copies: Copies,
    iris: Iris,
) -> tuple[set[ox.Quad], dict[str, bytes]]:
    """Return the quads of an article alone, and its part in claims."""
    claims = Claims(iris, frozenset(accepted), copies)
    own = set(quads.of_article(extraction, entities, happenings, claims, {}))
    return own, _parts(claims, extraction)


def parts(
    extraction: Extraction,
    entities: Mapping[tuple[str, str], str],
    happenings: Mapping[tuple[str, int], str],
    iris: Iris,
) -> dict[str, bytes]:
    """Return the part of an article in claims."""
    claims = Claims(iris)
    quads.claim(extraction, entities, happenings, claims)
    return _parts(claims, extraction)


def _parts(claims: Claims, extraction: Extraction) -> dict[str, bytes]:
    publisher = extraction.document.publisher
    return {_written(claim): _part(support, publisher) for claim, support in claims.found.items()}


def changed(state: State, document: str, parts: Mapping[str, bytes]) -> set[str]:
    """Return the claims in which the part of an article is another than before."""
    old = dict(state.database.execute("SELECT claim, support FROM claim WHERE doc = ?", (document,)))
    return {claim for claim in {*old, *parts} if old.get(claim) != parts.get(claim)}


def keep(state: State, document: str, parts: Mapping[str, bytes], claims: Collection[str]) -> None:
    """Keep the part of an article in these claims."""
    state.do("DELETE FROM claim WHERE claim = ? AND doc = ?", ((claim, document) for claim in claims))
    state.do("INSERT INTO claim VALUES (?, ?, ?)", ((c, document, parts[c]) for c in claims if c in parts))


def alike(state: State, claims: Collection[str]) -> set[str]:
    """Return these claims and all that claim the same triple in another way: one fact may stand for several."""
    found = set(claims)
    for triple in {claim.rpartition("\t")[0].rpartition("\t")[0] for claim in claims}:
        query = "SELECT DISTINCT claim FROM claim WHERE claim >= ? AND claim < ?"
        found |= {claim for (claim,) in state.database.execute(query, (f"{triple}\t", f"{triple}\n"))}
    return found


def claimed(
    state: State, claims: Collection[str], accepted: Collection[str], copies: Copies, iris: Iris
) -> set[ox.Quad]:
    """Return the quads of claims as they stand now."""
    found = Claims(iris, frozenset(accepted))
    supports: dict[str, Support] = {}
    for claim, document, blob in state.rows("SELECT claim, doc, support FROM claim WHERE claim IN ({})", claims):
        part = from_blob(blob, PART)
        support = supports.setdefault(claim, Support())
        support.count(document, part[3], part[1], copies)
        support.evidence |= {ox.NamedNode(iri) for iri in part[0]}
        support.bounds |= {(which, ox.NamedNode(iri)) for which, iri in part[2]}
    found.found.update({_read(claim): support for claim, support in supports.items()})
    return set(found.quads())


def _part(support: Support, publisher: str) -> bytes:
    (confidence,) = support.confidences.values()
    evidence = sorted(node.value for node in support.evidence)
    part: Part = (evidence, confidence, sorted((which, node.value) for which, node in support.bounds), publisher)
    return to_blob(part)


def _written(claim: Claim) -> str:
    """Return a claim as one line; a term as N-Triples has it holds no tab."""
    source = claim.source.value if claim.source else ""
    return "\t".join((claim.subject.value, claim.predicate.value, str(claim.object), claim.modality, source))


def _read(line: str) -> Claim:
    subject, predicate, object_, modality, source = line.split("\t")
    node = ox.NamedNode(object_[1:-1]) if object_.startswith("<") else _literal(object_)
    return Claim(
        ox.NamedNode(subject), ox.NamedNode(predicate), node, modality, ox.NamedNode(source) if source else None
    )


def _literal(text: str) -> ox.Literal:
    (quad,) = ox.parse(f"<a:a> <a:a> {text} .", format=ox.RdfFormat.N_TRIPLES, lenient=True)
    assert isinstance(quad.object, ox.Literal)
    return quad.object
