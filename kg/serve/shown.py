"""Statements of a graph → what pages and the JSON API show: names that lead somewhere, sentences with evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote, urlsplit

import pyoxigraph as ox

from kg.card import LEFT_OUT, arguments
from kg.graph import Graph
from kg.ontology import compact, labels
from kg.store.facts import Proof, Said, Stated

__all__ = ["Line", "Quoted", "Ref", "Sentence", "lines", "path", "quoted", "reference", "sentence", "web"]

WHOLE = ("event", "role")
TIME = ("kg:Time", "schema:MonetaryAmount", "schema:QuantitativeValue")


@dataclass(frozen=True, slots=True)
class Ref:
    """A name, what kind of thing bears it (Person, event, …, "" for a text), and where it leads ("" where nowhere)."""

    name: str
    kind: str = ""
    href: str = ""
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in three pieces, the evidence in the middle, with its article; `place` is document:start-end."""

    before: str
    evidence: str
    after: str
    title: str
    publisher: str
    date: str
    href: str
    url: str
    place: str


@dataclass(frozen=True, slots=True)
class Line:
    """One statement, or an event or a position with all its arguments, as (label, names) pairs in `parts`."""

    iri: str
    href: str
    kind: str
    parts: tuple[tuple[str, tuple[Ref, ...]], ...]
    modality: str
    source: Ref | None
    confidence: float
    documents: int
    evidence: tuple[Sentence, ...]

    @property
    def date(self) -> str:
        """The first day on which it was reported."""
        return min((item.date for item in self.evidence if item.date), default="")


@dataclass(frozen=True, slots=True)
class Quoted:
    """What somebody said: where, with which word."""

    iri: str
    href: str
    speaker: Ref
    cue: str
    direct: bool
    sentence: Sentence


def path(iri: str, base: str) -> str:
    """Return where an IRI of the graph is read on this server, "" for any other."""
    return "/" + iri.removeprefix(base).partition("#")[0] if iri.startswith(base) else ""


def web(url: str) -> str:
    """Return the address where it leads to the web, "" where a click might do anything else.

    >>> web("https://contoh.example/a"), web("javascript:alert(1)"), web("//contoh.example")
    ('https://contoh.example/a', '', '')
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.netloc and url.isprintable() and " " not in url else ""


def reference(graph: Graph, iri: str) -> Ref:
    """Return a node as people read it: a label, a concept's label, or a value as spelled."""
    facts = graph.facts
    curie = compact(iri)
    if curie in labels():
        return Ref(labels()[curie], "term", "/ontology#" + curie.partition(":")[2] if curie.startswith("kg:") else "")
    rows = facts.properties(ox.NamedNode(iri), ox.DefaultGraph())
    types = [compact(type_.value) for type_ in rows.get("rdf:type", ())]
    spelled = rows.get("kg:asSpelled")
    kind = "value" if any(type_ in TIME for type_ in types) else _kind(iri, types, facts.base)
    return Ref(spelled[0].value if spelled else facts.label(iri), kind, path(iri, facts.base) or web(iri), iri)


def _kind(iri: str, types: list[str], base: str) -> str:
    room = iri.removeprefix(base).partition("/")[0]
    if room == "entity":
        return next((type_.partition(":")[2] for type_ in types), "Thing")
    return room if iri.startswith(base) else "web"


def sentence(graph: Graph, proof: Proof, texts: dict[str, str] | None = None) -> Sentence:
    """Return the sentence around a proof."""
    text = texts[proof.document] if texts else graph.text(proof.document)
    first, last = min(proof.sentence_start, proof.start), max(proof.sentence_end, proof.end)
    return Sentence(
        text[first : proof.start],
        text[proof.start : proof.end],
        text[proof.end : last],
        proof.title or proof.document,
        proof.publisher,
        proof.date,
        f"/document/{quote(proof.document, safe='-._~')}#char={proof.start},{proof.end}",
        web(proof.url),
        f"{proof.document}:{proof.start}-{proof.end}",
    )


def lines(graph: Graph, found: Iterable[Stated], limit: int | None = None) -> Iterator[Line]:
    """Yield statements as lines: an event or a position once, whichever of its arguments was found."""
    seen: set[str] = set()
    texts = _Texts(graph)
    wanted = (stated for stated in found if stated.predicate not in LEFT_OUT or stated.predicate == "rdf:type")
    count = 0
    for stated in wanted:
        room = stated.subject.removeprefix(graph.facts.base).partition("/")[0]
        if room in WHOLE:
            if stated.subject in seen:
                continue
            seen.add(stated.subject)
            yield _whole(graph, stated, texts)
        elif stated.predicate != "rdf:type":
            yield _plain(graph, stated, texts)
        else:
            continue
        count += 1
        if limit is not None and count >= limit:
            return


class _Texts(dict[str, str]):
    """Articles read once for a page."""

    def __init__(self, graph: Graph) -> None:
        super().__init__()
        self.graph = graph

    def __missing__(self, document: str) -> str:
        self[document] = self.graph.text(document)
        return self[document]


def _plain(graph: Graph, stated: Stated, texts: _Texts) -> Line:
    predicate = labels().get(stated.predicate, stated.predicate)
    object_ = Ref(stated.object) if stated.literal else reference(graph, stated.object)
    parts = (("", (reference(graph, stated.subject),)), (predicate, (object_,)))
    return _line(graph, stated, "", parts, texts)


def _whole(graph: Graph, stated: Stated, texts: _Texts) -> Line:
    """Return an event or a position with all its arguments, apart those that are less sure than it is."""
    found: dict[str, dict[str, Ref]] = {}
    near = islice(graph.facts.statements(ox.NamedNode(stated.subject)), 200)
    about = [item for item in near if item.subject == stated.subject]
    kinds = [item for item in about if item.predicate == "rdf:type"]
    kind = next((named for item in kinds if (named := labels().get(compact(item.object), ""))), "")
    typed = next(iter(kinds), stated)
    for label, item in arguments(about):
        found.setdefault(label, {})[item.object] = Ref(item.object) if item.literal else reference(graph, item.object)
    parts = tuple((label, tuple(refs.values())) for label, refs in sorted(found.items()))
    return _line(graph, typed, kind, parts, texts)


def _line(
    graph: Graph, stated: Stated, kind: str, parts: tuple[tuple[str, tuple[Ref, ...]], ...], texts: _Texts
) -> Line:
    iri = stated.subject if kind else stated.iri
    return Line(
        iri,
        path(iri, graph.facts.base),
        kind,
        parts,
        stated.modality,
        reference(graph, stated.source) if stated.source else None,
        stated.confidence,
        stated.documents,
        tuple(sentence(graph, proof, texts) for proof in stated.proofs),
    )


def quoted(graph: Graph, found: Iterable[Said]) -> Iterator[Quoted]:
    """Yield quotations with their sentences."""
    texts = _Texts(graph)
    for said in found:
        where = sentence(graph, said.proof, texts)
        speaker = reference(graph, said.speaker)
        yield Quoted(said.iri, path(said.iri, graph.facts.base), speaker, said.cue, said.direct, where)
