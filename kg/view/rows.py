"""A graph → the plain rows that the page holds: nodes by rank with positions, edges, sentences, documents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import networkx as nx
import numpy as np

from kg.view.layout import place, sizes
from kg.view.rank import ranked

__all__ = ["Row", "Rows", "rows"]

Row = dict[str, Any]

LABEL = 120  # characters of a label that the picture can use; the panel shows all of it
WRITTEN = 26  # characters that page.js writes beside a node
LETTER, MARGIN, LINE = 7.2, 26.0, 50.0  # pixels: mean letter at 13 px, air beside a label, node with label below
CURVE = 0.22
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


@dataclass(slots=True)
class Rows:
    """What is written into the page; evidence is [sentence, start, end], a sentence [document, text]."""

    nodes: list[Row] = field(default_factory=list)
    edges: list[Row] = field(default_factory=list)
    sentences: list[tuple[int, str]] = field(default_factory=list)
    documents: list[Row] = field(default_factory=list)
    views: list[int] = field(default_factory=list)
    focus: int | None = None


class _Index(dict[Any, int]):
    """Numbers for things in the order in which they are first asked for."""

    def __missing__(self, key: Any) -> int:
        self[key] = len(self)
        return self[key]


def rows(graph: nx.MultiDiGraph[str], put: Callable[[list[Row], list[Row]], None] | None = None) -> Rows:
    """Return the rows of `graph`, which is left as it is; the same for any order of its nodes and edges.

    `put` gives each node `at`, where it stands; by default in every view, settled by forces.
    """
    focus = graph.graph.get("focus")
    order = ranked(graph, focus)
    number = {node: rank for rank, node in enumerate(order)}
    documents, sentences = _Index(), _Index()
    edges = [
        _edge(key, number[start], number[end], data, documents, sentences)
        for start, end, key, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])
    ]
    _curve(edges)
    nodes = [_node(node, graph.nodes[node], documents, sentences) for node in order]
    (put or _put)(nodes, edges)
    return Rows(
        nodes,
        edges,
        list(sentences),
        [dict(zip(("title", "publisher", "date", "url"), document, strict=True)) for document in documents],
        sizes(len(nodes)),
        number.get(focus) if focus is not None else None,
    )


def _node(iri: str, data: Mapping[str, Any], documents: _Index, sentences: _Index) -> Row:
    name = _text(data.get("label")) or iri
    kind = "event" if data.get("kind") == "event" else "entity"
    row: Row = {"id": iri, "label": _short(name), "type": _text(data.get("type")) or "Thing", "kind": kind}
    row["documents"] = int(data.get("documents") or 0)
    optional = {
        "name": name if name != row["label"] else "",
        "aliases": [_text(alias) for alias in data.get("aliases") or ()],
        "date": _text(data.get("date")),
        "modality": _text(data.get("modality")) if kind == "event" else "",
        "quotes": [
            {key: _text(quote.get(key)) for key in ("text", "document", "date", "cue")}
            for quote in data.get("quotes") or ()
        ],
        "details": [_detail(item, documents, sentences) for item in data.get("details") or ()],
    }
    return row | {key: value for key, value in optional.items() if value}


def _edge(key: str, start: int, end: int, data: Mapping[str, Any], documents: _Index, sentences: _Index) -> Row:
    predicate = _text(data.get("predicate"))
    row: Row = {
        "id": str(key),
        "from": start,
        "to": end,
        "predicate": predicate,
        "label": _text(data.get("label")) or predicate,
        "modality": _text(data.get("modality")) or "actual",
        "confidence": round(float(data.get("confidence", 1.0)), 2),
        "evidence": [_evidence(item, documents, sentences) for item in data.get("evidence") or ()],
    }
    return row | ({"source": _text(data["source"])} if data.get("source") else {})


def _detail(item: Mapping[str, Any], documents: _Index, sentences: _Index) -> Row:
    row: Row = {key: _text(item.get(key)) for key in ("label", "text", "meaning", "source")}
    row["modality"] = _text(item.get("modality")) or "actual"
    row["evidence"] = [_evidence(proof, documents, sentences) for proof in item.get("evidence") or ()]
    return {key: value for key, value in row.items() if value}


def _evidence(item: Mapping[str, Any], documents: _Index, sentences: _Index) -> tuple[int, int, int]:
    url = _text(item.get("url"))
    document = documents[
        _text(item.get("document")), _text(item.get("publisher")), _text(item.get("date")),
        url if WEB.fullmatch(url) else "",
    ]  # fmt: skip
    sentence = str(item.get("sentence") or "")
    start = min(max(int(item.get("start") or 0), 0), len(sentence))
    return sentences[document, sentence], start, min(max(int(item.get("end") or 0), start), len(sentence))


def _curve(edges: Iterable[Row]) -> None:
    """Bend the edges between the same two nodes apart, so that each can be seen and pointed at."""
    between: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for edge in edges:
        between[min(edge["from"], edge["to"]), max(edge["from"], edge["to"])].append(edge)
    for (low, _), group in between.items():
        step = min(CURVE, 1.2 / len(group))
        for rank, edge in enumerate(group):
            bend = (rank - (len(group) - 1) / 2) * step
            if edge["from"] == edge["to"]:
                edge["curve"] = rank
            elif bend:
                edge["curve"] = round(bend if edge["from"] == low else -bend, 3)


def _put(nodes: list[Row], edges: Iterable[Row]) -> None:
    """Give each node `at`: its x and y in each view that it is in, from the smallest such view on."""
    widths = [min(len(node["label"]), WRITTEN) * LETTER + MARGIN for node in nodes]
    boxes = np.array([[width, LINE] for width in widths]).reshape(-1, 2)
    ends = [(edge["from"], edge["to"]) for edge in edges if edge["from"] != edge["to"]]
    for node in nodes:
        node["at"] = []
    for view in place(len(nodes), ends, boxes):
        for node, (x, y) in zip(nodes, view.tolist(), strict=False):
            node["at"].append((x, y))


def _text(value: object) -> str:
    """Return a one-line text without control characters and marks that turn the direction of writing."""
    return " ".join(UNSEEN.sub(" ", "" if value is None else str(value)).split())


def _short(text: str) -> str:
    return text if len(text) <= LABEL else text[: LABEL - 1].rstrip() + "…"
