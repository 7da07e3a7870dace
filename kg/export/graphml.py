"""A networkx graph → GraphML, for Gephi, yEd, Cytoscape and networkx itself."""

from __future__ import annotations

from pathlib import Path

import networkx as nx

from kg.errors import OutputError
from kg.export.flat import flat

__all__ = ["write"]


def write(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write `graph` as [GraphML](http://graphml.graphdrawing.org/); the same bytes for the same graph.

    Raises:
        OutputError: the file cannot be written.
    """
    text = "\n".join(nx.generate_graphml(flat(graph), named_key_ids=True))
    try:
        path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n', encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(f"cannot write {str(path)!r}: {error.strerror}; give a writable place") from error
