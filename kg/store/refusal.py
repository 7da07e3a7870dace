"""SPARQL as text → nothing where it may be answered, an error where it would leave the store or bring Oxigraph down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ontology import PREFIXES

__all__ = ["check"]

#: SERVICE before what it may name and a brace, wherever that stands: Oxigraph's parser wants no space around the word,
#: and no other parser agrees with it on where a comment ends. Possessive, so that no text makes it slow
_GAP = r"(?:\s|#[^\r\n]*+)*+"
_SERVICE = re.compile(
    rf"service{_GAP}(?:silent{_GAP})?+(?:<[^<>{{}}]*+>|(?:\\#|[^\s<>{{}}#])++){_GAP}\{{", re.IGNORECASE
)
MOST_SERVICES = 100  # times that the word may stand in a query: from each on it is looked at
_FROM = re.compile(r"\bfrom", re.IGNORECASE)

#: Oxigraph's parser and planner go deeper with each of these, until the stack of the process ends; measured on 8 MB,
#: the first to end it are 1,100 calls in one another and 5,000 patterns in a row
DEEPEST, MOST_PARTS = 100, 2000
_OPENING, _CLOSING = "([{", ")]}"
_PART = re.compile(r"[(\[{.;,|&+*/!^-]|\bunion\b", re.IGNORECASE)
_TEXT = re.compile(
    r"<[^<>\"{}|^`\\\s]*>|'''(?:[^\\]|\\.)*?'''|\"\"\"(?:[^\\]|\\.)*?\"\"\""
    r"|'(?:[^'\\\r\n]|\\.)*'|\"(?:[^\"\\\r\n]|\\.)*\"|#[^\r\n]*",
    re.DOTALL,
)
_ROWS = re.compile(r"(values\s*(?:[?$]\w+|\([^()]*\)))\s*\{[^{}]*\}", re.IGNORECASE)


def check(store: ox.Store, text: str) -> None:
    """Pass a query that stays inside the store, and that its parser outlives.

    Raises:
        QueryError: where the query has SERVICE, FROM a graph that the store does not hold, or too many parts.
    """
    if text.lower().count("service") > MOST_SERVICES or _SERVICE.search(text):
        raise QueryError("SERVICE is refused: kg answers from its own graph only")
    _refuse_deep(text)
    if _FROM.search(text):
        _refuse_outside(store, text)


def _refuse_deep(text: str) -> None:
    bare = _ROWS.sub(r"\1", _TEXT.sub(" ", text))
    steps = ((char in _OPENING) - (char in _CLOSING) for char in bare)
    if max(accumulate(steps), default=0) > DEEPEST:
        raise QueryError(f"the query has more than {DEEPEST} brackets in one another: write it flatter")
    if sum(1 for _ in _PART.finditer(bare)) > MOST_PARTS:
        raise QueryError(
            f"the query has more than {MOST_PARTS:,} parts: ask for less, or give what you look for by VALUES"
        )


def _refuse_outside(store: ox.Store, text: str) -> None:
    """Raise where the parsed query has FROM a graph that the store does not hold."""
    from rdflib.plugins.sparql.parser import parseQuery  # 150 ms, needed by few queries

    declared = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    try:
        parsed = parseQuery(declared + text)
    except Exception:  # Oxigraph says what is wrong with it, or finds such a graph empty: it fetches none
        return
    names = {graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)}
    for part in _parts(parsed):
        if getattr(part, "name", "") == "DatasetClause":
            asked = {str(value) for value in part.values() if value is not None}
            if outside := sorted(iri for iri in asked if iri.startswith(("http", "file")) and iri not in names):
                raise QueryError(f"FROM {outside[0]!r} is refused: the graphs here are {', '.join(sorted(names))}")


def _parts(parsed: Any) -> Iterator[Any]:
    """Yield every node of rdflib's parse tree: dicts with a name, and lists of them."""
    yield parsed
    if isinstance(parsed, dict):
        children = list(parsed.values())
    elif isinstance(parsed, Iterable) and not isinstance(parsed, str):
        children = list(parsed)
    else:
        children = []
    for child in children:
        yield from _parts(child)
