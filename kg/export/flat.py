"""A graph with nested attributes → one with text, numbers and truth values only, as graph formats want them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, TypeVar

import networkx as nx

__all__ = ["flat"]

Scalar = str | int | float | bool
Key = TypeVar("Key")
NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
BETWEEN = " | "


def flat(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return a sorted copy whose attributes are scalars of one type each and whose edge keys are all different.

    None is left out, a tuple of texts joined by " | ", anything else nested becomes JSON; characters that XML 1.0
    does not know are removed.
    """
    copy: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    nodes = {node: _row(graph.nodes[node]) for node in sorted(graph)}
    for node, row in _even(nodes).items():
        copy.add_node(_clean(node), **row)
    edges = sorted(graph.edges(keys=True), key=lambda edge: (str(edge[2]), edge[:2]))
    used: Counter[str] = Counter()
    for (start, end, key), row in _even({edge: _row(graph.edges[edge]) for edge in edges}).items():
        copy.add_edge(_clean(start), _clean(end), _unique(_clean(str(key)), used), **row)
    return copy


def _row(data: Mapping[str, Any]) -> dict[str, Scalar]:
    return {_clean(str(name)): _scalar(value) for name, value in sorted(data.items()) if value is not None}


def _scalar(value: Any) -> Scalar:
    if isinstance(value, tuple) and all(isinstance(part, dict) and {"label", "text"} <= part.keys() for part in value):
        value = tuple(f"{part['label']}: {part['text']}" for part in value)  # amounts, dates: without their sentences
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, tuple | list) and all(isinstance(part, str) for part in value):
        return _clean(BETWEEN.join(value))
    if isinstance(value, set | frozenset):
        return _scalar(tuple(sorted(value, key=str)))
    if isinstance(value, tuple | list | dict):
        return _clean(json.dumps(value, ensure_ascii=False, sort_keys=True, default=str))
    return _clean(str(value))


def _even(rows: Mapping[Key, dict[str, Scalar]]) -> dict[Key, dict[str, Scalar]]:
    """Return the rows with each attribute of one type: numbers where all are numbers, texts where not."""
    types: dict[str, set[type]] = {}
    for row in rows.values():
        for name, value in row.items():
            types.setdefault(name, set()).add(type(value))
    mixed: dict[str, type] = {
        name: float if seen == {int, float} else str for name, seen in types.items() if len(seen) > 1
    }
    return {key: {n: mixed[n](v) if n in mixed else v for n, v in row.items()} for key, row in rows.items()}


def _clean(text: str) -> str:
    return NOT_XML.sub("", text)


def _unique(key: str, used: Counter[str]) -> str:
    used[key] += 1
    return key if used[key] == 1 else _unique(f"{key}#{used[key]}", used)
