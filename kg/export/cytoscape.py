"""A networkx graph → Cytoscape JSON (.cyjs), for Cytoscape and cytoscape.js."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx

from kg.errors import OutputError
from kg.export.flat import flat

__all__ = ["write"]


def write(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write `graph` as [Cytoscape JSON](https://js.cytoscape.org/#notation/elements-json); the same bytes each time.

    Raises:
        OutputError: the file cannot be written.
    """
    plain = flat(graph)
    nodes = [{"data": {**data, "id": node}} for node, data in plain.nodes(data=True)]
    edges = [
        {"data": {**data, "id": key, "source": start, "target": end, "said_by": data.get("source", "")}}
        for start, end, key, data in plain.edges(keys=True, data=True)
    ]
    text = json.dumps({"elements": {"nodes": nodes, "edges": edges}}, ensure_ascii=False, indent=1, sort_keys=True)
    try:
        path.write_text(text + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(f"cannot write {str(path)!r}: {error.strerror}; give a writable place") from error
