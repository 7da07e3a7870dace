"""A graph of more than 5,000 nodes → one HTML page drawn by force-graph: as columns, placed by `forest`."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx

from kg.view.forest import planted
from kg.view.rows import Row, Rows, rows
from kg.view.sealed import check, digest

__all__ = ["LARGE", "wide_page"]

LARGE = 5_000  # nodes beyond which vis-network is too slow
ASSETS = Path(str(files("kg.view"))) / "assets"
SCRIPTS = ("words", "columns", "state", "choose", "labels", "panel", "search", "controls", "timeline", "wide", "main")
COLUMN = {"id", "label", "type", "kind", "documents", "at"}


def wide_page(graph: nx.MultiDiGraph[str], words: dict[str, Any], *, title: str, language: str) -> str:
    """Return the whole page as HTML; the same bytes for the same graph."""
    from jinja2 import Environment, FileSystemLoader

    part = rows(graph, put=_put)
    library = _read("vendor/force-graph.js")
    script = "\n".join(_read(f"{name}.js") for name in SCRIPTS)
    script = f'(() => {{\n"use strict";\n{script}}})();\n'
    style = _read("page.css") + _read("wide.css")
    environment = Environment(loader=FileSystemLoader(ASSETS), autoescape=True)
    environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "separators": (",", ":")}
    html = environment.get_template("wide.html").render(
        language=language, heading=title, style=style, library=library, script=script,
        scripts=f"{digest(library)} {digest(script)}", styles=digest(style),
        nodes=_nodes(part.nodes), edges=_edges(part.edges), extra=_extra(part, words), options={},
    )  # fmt: skip
    check(html, (library, script), style)
    return html


def _read(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _put(nodes: list[Row], edges: Sequence[Row]) -> None:
    pairs = ((edge["from"], edge["to"]) for edge in edges if edge["from"] != edge["to"])
    for node, at in zip(nodes, planted(len(nodes), pairs), strict=True):
        node["at"] = at


def _extra(part: Rows, words: dict[str, Any]) -> dict[str, Any]:
    return {
        "documents": part.documents, "sentences": part.sentences, "views": [len(part.nodes)], "focus": part.focus,
        "words": words,
    }  # fmt: skip


def _nodes(nodes: Sequence[Row]) -> dict[str, Any]:
    """Return the nodes as columns; what few of them have stands in `more`, by their number."""
    types = sorted({node["type"] for node in nodes})
    number = {type_: index for index, type_ in enumerate(types)}
    more = {index: {key: value for key, value in node.items() if key not in COLUMN} for index, node in enumerate(nodes)}
    return {
        "id": [node["id"] for node in nodes],
        "label": [node["label"] for node in nodes],
        "types": types,
        "type": [number[node["type"]] for node in nodes],
        "event": [int(node["kind"] == "event") for node in nodes],
        "documents": [node["documents"] for node in nodes],
        "x": [node["at"][0] for node in nodes],
        "y": [node["at"][1] for node in nodes],
        "more": {str(index): row for index, row in more.items() if row},
    }


def _edges(edges: Sequence[Row]) -> dict[str, Any]:
    texts = sorted({str(edge.get(key, "")) for edge in edges for key in ("predicate", "label", "modality", "source")})
    number = {text: index for index, text in enumerate(texts)}
    found: dict[str, Any] = {"texts": texts}
    for key in ("predicate", "label", "modality", "source"):
        found[key] = [number[str(edge.get(key, ""))] for edge in edges]
    return found | {key: [edge[key] for edge in edges] for key in ("id", "from", "to", "confidence", "evidence")}
