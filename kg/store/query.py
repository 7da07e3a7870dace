"""SPARQL as text, answered by Oxigraph; whatever would leave the store is refused before it runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ontology import PREFIXES, compact
from kg.store.refusal import check

__all__ = ["Result", "place", "query"]

ROWS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Result:
    """An answer: `columns` and `rows` for SELECT and ASK, `triples` for CONSTRUCT and DESCRIBE."""

    columns: tuple[str, ...]
    rows: tuple[tuple[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, ...], ...]
    triples: tuple[ox.Triple, ...] | None = None

    def __iter__(self) -> Iterator[dict[str, str | None]]:
        """Yield each row as a dict of column name and text."""
        for row in self.rows:
            yield dict(zip(self.columns, map(written, row), strict=True))

    def __len__(self) -> int:
        return len(self.rows if self.triples is None else self.triples)

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        cells = ("".join(f"<td>{escape(value or '')}</td>" for value in row.values()) for row in self)
        body = "".join(f"<tr>{row}</tr>" for row, _ in zip(cells, range(ROWS_SHOWN), strict=False))
        more = f"<p>… {len(self.rows) - ROWS_SHOWN} more</p>" if len(self.rows) > ROWS_SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def written(value: Any) -> str | None:
    """Return a term as people read it: a literal's text, a CURIE for a known vocabulary, else the IRI."""
    if value is None:
        return None
    if isinstance(value, ox.Literal):
        return value.value
    return compact(value.value) if isinstance(value, ox.NamedNode) else str(value)


def query(store: ox.Store, text: str) -> Result:
    """Return the answer to a SPARQL 1.1 query; the prefixes of the vocabulary need no declaration.

    Raises:
        QueryError: where the query cannot be parsed, is an update, has too many parts, or names something outside.
    """
    check(store, text)
    try:
        answer = store.query(text, prefixes=PREFIXES)
    except SyntaxError as error:
        raise QueryError(f"the query cannot be read: {place(str(error))}") from error
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}") from error
    return _result(answer)


def _result(answer: Any) -> Result:
    if isinstance(answer, ox.QueryBoolean):
        return Result(("answer",), ((ox.Literal(str(bool(answer)).lower()),),))
    if isinstance(answer, ox.QueryTriples):
        return Result(("subject", "predicate", "object"), (), tuple(answer))
    columns = tuple(variable.value for variable in answer.variables)
    return Result(columns, tuple(tuple(row[column] for column in columns) for row in answer))


def place(message: str) -> str:
    """Return the parser's message with the place in front, on one line."""
    found = re.search(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    line = f"line {found[1]}, column {found[2]}: {found[3]}" if found else message
    return " ".join(line.split())
