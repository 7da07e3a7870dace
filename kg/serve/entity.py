"""One entity → all that its page shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote, unquote

import pyoxigraph as ox

from kg.graph import Graph
from kg.ontology import compact, labels, term
from kg.serve.shown import Line, Quoted, Ref, lines, quoted, web

__all__ = ["EntityPage", "article_rows", "entity_page"]

MOST = 300  # statements and quotations on a page unless all are asked for


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article in a list, with how often something is named in it."""

    id: str
    href: str
    title: str
    publisher: str
    date: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class EntityPage:
    """All about one entity; `replaced_by` is the IRI that took its place, "" where it stands for itself."""

    iri: str
    name: str
    type: str
    type_name: str
    aliases: tuple[str, ...]
    links: tuple[str, ...]
    place: tuple[float, float] | None
    roles: tuple[Line, ...]
    facts: tuple[Line, ...]
    claims: tuple[Line, ...]
    quotes: tuple[Quoted, ...]
    articles: tuple[ArticleRow, ...]
    near: tuple[tuple[Ref, int], ...]
    more: int

    @property
    def publishers(self) -> int:
        """How many publishers name it."""
        return len({row.publisher for row in self.articles if row.publisher})


def entity_page(graph: Graph, iri: str, *, everything: bool = False) -> EntityPage | None:
    """Return what is known of an entity, None where the graph has none with this IRI."""
    node, facts = ox.NamedNode(iri), graph.facts
    rows = facts.properties(node, ox.DefaultGraph())
    if "skos:prefLabel" not in rows or "rdf:type" not in rows:
        return None
    most = None if everything else MOST
    found = list(islice(facts.statements(node), None if most is None else 2 * most))
    told = list(lines(graph, found, most))
    quotations = list(facts.quotations(node))
    curie = compact(rows["rdf:type"][0].value)
    roles = tuple(sorted((line for line in told if "/role/" in line.iri), key=lambda line: (line.date, line.iri)))
    rest = [line for line in told if "/role/" not in line.iri]
    rest.sort(key=lambda line: (-len(line.evidence), line.date, line.iri))
    total = sum(
        1 for end in ("rdf:subject", "rdf:object") for _ in facts.store.quads_for_pattern(None, term(end), node)
    )
    return EntityPage(
        iri,
        rows["skos:prefLabel"][0].value,
        curie.partition(":")[2],
        labels().get(curie, curie),
        tuple(alias.value for alias in rows.get("skos:altLabel", ())),
        tuple(web(link.value) for link in rows.get("schema:sameAs", ()) if web(link.value)),
        _place(rows),
        roles,
        tuple(line for line in rest if line.modality == "actual"),
        tuple(line for line in rest if line.modality != "actual"),
        tuple(quoted(graph, quotations[:most])),
        tuple(_articles(graph, node)),
        tuple(_near(iri, told)),
        0 if most is None else max(0, total - 2 * most) + max(0, len(quotations) - most),
    )


def _place(rows: object) -> tuple[float, float] | None:
    values = dict(rows) if isinstance(rows, dict) else {}
    if "schema:latitude" not in values or "schema:longitude" not in values:
        return None
    return float(values["schema:latitude"][0].value), float(values["schema:longitude"][0].value)


def _articles(graph: Graph, node: ox.NamedNode) -> Iterator[ArticleRow]:
    """Yield the articles that name an entity, the newest first."""
    base = f"{graph.facts.base}text/"
    mentions = graph.store.quads_for_pattern(node, term("kg:mention"), None, graph.facts.provenance)
    counts = Counter(getattr(quad.object, "value", "").partition("#")[0].removeprefix(base) for quad in mentions)
    rows = article_rows(graph, [unquote(name) for name in counts])
    found = [
        ArticleRow(row.id, row.href, row.title, row.publisher, row.date, counts[quote(row.id, safe="-._~")])
        for row in rows
    ]
    yield from sorted(found, key=lambda row: (row.date, row.id), reverse=True)


def article_rows(graph: Graph, ids: list[str]) -> Iterator[ArticleRow]:
    """Yield articles with their headlines."""
    for id_ in sorted(ids):
        name = quote(id_, safe="-._~")
        rows = graph.facts.properties(ox.NamedNode(f"{graph.facts.base}document/{name}"), graph.facts.provenance)

        def text(curie: str, rows: object = rows) -> str:
            values = rows.get(curie) if isinstance(rows, dict) else None
            return str(values[0].value) if values else ""

        yield ArticleRow(
            id_,
            f"/document/{name}",
            text("schema:headline") or id_,
            text("schema:publisher"),
            text("schema:datePublished"),
        )


def _near(iri: str, told: list[Line]) -> Iterator[tuple[Ref, int]]:
    """Yield the entities that share a statement with this one, those that share most first."""
    counts: Counter[Ref] = Counter()
    for line in told:
        refs = {ref for _, part in line.parts for ref in part if "/entity/" in ref.iri and ref.iri != iri}
        counts.update(sorted(refs, key=lambda ref: ref.iri))
    yield from sorted(counts.items(), key=lambda item: (-item[1], item[0].name, item[0].iri))
