"""One article → its text with everything found in it, and the lists of what was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pyoxigraph as ox

from kg.graph import Graph
from kg.ontology import compact, labels, term
from kg.serve.entity import ArticleRow, article_rows
from kg.serve.shown import Line, Quoted, Ref, lines, quoted, reference, web
from kg.store.facts import Said, Stated
from kg.view.marked import Mark, marked

__all__ = ["ArticlePage", "article_page"]


@dataclass(frozen=True, slots=True)
class Value:
    """A date or an amount: as spelled, as understood, where (`href` leads to it in the text)."""

    spelled: str
    meaning: str
    href: str


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article; `paragraphs` are HTML with marks, the headline apart."""

    about: ArticleRow
    iri: str
    url: str
    headline: str
    paragraphs: tuple[str, ...]
    entities: tuple[tuple[Ref, int, str], ...]
    facts: tuple[Line, ...]
    claims: tuple[Line, ...]
    quotes: tuple[Quoted, ...]
    values: tuple[Value, ...]


@dataclass(slots=True)
class _Found:
    """What leads back to an article: by evidence (start, end)."""

    mentions: dict[tuple[int, int], ox.NamedNode]
    statements: dict[str, Stated]
    quotes: dict[str, Said]
    values: dict[tuple[int, int], ox.NamedNode]


def article_page(graph: Graph, id_: str) -> ArticlePage | None:
    """Return an article with what was found in it, None where the graph has none of this id."""
    facts = graph.facts
    node = ox.NamedNode(f"{facts.base}document/{quote(id_, safe='-._~')}")
    rows = facts.properties(node, facts.provenance)
    if "kg:text" not in rows:
        return None
    text, found = graph.text(id_), _found(graph, node)
    about = next(article_rows(graph, [id_]))
    told = _in_order(lines(graph, found.statements.values()), id_)
    said = sorted(found.quotes.values(), key=lambda item: item.proof.start)
    headline, paragraphs = _text(text, list(_marks(graph, found, id_)))
    return ArticlePage(
        about,
        node.value,
        web(rows["schema:url"][0].value) if "schema:url" in rows else "",
        headline,
        paragraphs,
        tuple(_entities(graph, found)),
        tuple(line for line in told if line.modality == "actual"),
        tuple(line for line in told if line.modality != "actual"),
        tuple(quoted(graph, said)),
        tuple(_value(graph, place, value) for place, value in sorted(found.values.items())),
    )


def _found(graph: Graph, article: ox.NamedNode) -> _Found:
    facts, store, provenance = graph.facts, graph.store, graph.facts.provenance
    found = _Found({}, {}, {}, {})
    rooms = {"statement": found.statements, "quotation": found.quotes}
    for part in store.quads_for_pattern(None, term("dcterms:isPartOf"), article, provenance):
        place = _characters(part.subject)
        for quad in store.quads_for_pattern(None, term("kg:mention"), part.subject, provenance):
            if isinstance(quad.subject, ox.NamedNode):
                found.mentions[place] = quad.subject
        for quad in store.quads_for_pattern(None, term("prov:wasDerivedFrom"), part.subject, provenance):
            room = getattr(quad.subject, "value", "").removeprefix(facts.base).partition("/")[0]
            if room == "value" and isinstance(quad.subject, ox.NamedNode):
                found.values[place] = quad.subject
            elif room in rooms and isinstance(quad.subject, ox.NamedNode):
                item = facts.statement(quad.subject) if room == "statement" else facts.quotation(quad.subject)
                rooms[room][quad.subject.value] = item  # type: ignore[index]
    return found


def _in_order(told: Iterator[Line], id_: str) -> list[Line]:
    """Return lines in the order in which this article states them."""

    def first(line: Line) -> tuple[int, str]:
        starts = [_place(item.place)[1] for item in line.evidence if _place(item.place)[0] == id_]
        return min(starts, default=0), line.iri

    return sorted(told, key=first)


def _place(place: str) -> tuple[str, int, int]:
    document, _, span = place.rpartition(":")
    start, _, end = span.partition("-")
    return document, int(start), int(end)


def _characters(node: object) -> tuple[int, int]:
    start, _, end = str(getattr(node, "value", "")).rpartition("=")[2].partition(",")
    return int(start), int(end)


def _marks(graph: Graph, found: _Found, id_: str) -> Iterator[Mark]:
    for (start, end), entity in found.mentions.items():
        ref = reference(graph, entity.value)
        kind = labels().get(f"schema:{ref.kind}", ref.kind)
        yield Mark(start, end, f"name {ref.kind}", f"{ref.name} ({kind})", ref.href)
    for (start, end), node in found.values.items():
        yield Mark(start, end, "value", _meaning(graph, node))
    for said in found.quotes.values():
        yield Mark(said.proof.start, said.proof.end, "said")
    for stated in found.statements.values():
        yield from (Mark(proof.start, proof.end) for proof in stated.proofs if proof.document == id_)


def _text(text: str, marks: list[Mark]) -> tuple[str, tuple[str, ...]]:
    """Return headline and paragraphs as HTML."""
    parts, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            parts.append(marked(text, marks, at, at + len(line)))
        at += len(line) + 1
    return (parts[0] if parts else ""), tuple(parts[1:])


def _entities(graph: Graph, found: _Found) -> Iterator[tuple[Ref, int, str]]:
    """Yield the entities of an article, most named first, with where the first name stands."""
    places: dict[str, list[tuple[int, int]]] = {}
    for place, node in sorted(found.mentions.items()):
        places.setdefault(node.value, []).append(place)
    for iri, at in sorted(places.items(), key=lambda item: (-len(item[1]), item[1][0])):
        yield reference(graph, iri), len(at), f"#char={at[0][0]},{at[0][1]}"


def _value(graph: Graph, place: tuple[int, int], node: ox.NamedNode) -> Value:
    rows = graph.facts.properties(node, ox.DefaultGraph())
    return Value(rows["kg:asSpelled"][0].value, _meaning(graph, node), f"#char={place[0]},{place[1]}")


def _meaning(graph: Graph, node: ox.NamedNode) -> str:
    rows = graph.facts.properties(node, ox.DefaultGraph())
    names = ("kg:iso", "schema:value", "schema:currency", "schema:unitText")
    return " ".join(rows[name][0].value for name in names if name in rows) or compact(rows["rdf:type"][0].value)
