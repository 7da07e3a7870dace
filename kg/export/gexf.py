"""A networkx graph → GEXF, the format of Gephi."""

from __future__ import annotations

import re
from pathlib import Path

import networkx as nx

from kg.errors import OutputError
from kg.export.flat import flat

__all__ = ["write"]

WRITTEN_TODAY = re.compile(r' lastmodifieddate="[^"]*"')


def write(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write `graph` as [GEXF 1.2](https://gexf.net/1.2/); the same bytes for the same graph, so without a date.

    Raises:
        OutputError: the file cannot be written.
    """
    text = WRITTEN_TODAY.sub("", "\n".join(nx.generate_gexf(flat(graph))), count=1)
    try:
        path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n', encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(f"cannot write {str(path)!r}: {error.strerror}; give a writable place") from error
