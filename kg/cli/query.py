"""`kg query`: SPARQL in, a table, CSV, JSON or Turtle out."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.store import Result

__all__ = ["command"]


@click.command("query")
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("sparql")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "json", "ttl"]),
    default="table",
    show_default=True,
    help="csv and json are for SELECT and ASK, ttl is for CONSTRUCT and DESCRIBE; table prints either.",
)
def command(folder: Path, sparql: str, format_: str) -> None:
    """Ask the graph in FOLDER in SPARQL: the query itself, a .rq file, or - for standard input.

    The default graph holds facts and nothing but facts; GRAPH <https://kg.example/graph/provenance> holds every
    statement with its modality, source, confidence and evidence.
    """
    from kg.errors import QueryError
    from kg.graph import open_graph

    result = open_graph(folder).query(_text(sparql))
    if format_ == "ttl" or (result.triples is not None and format_ == "table"):
        if result.triples is None:
            raise QueryError("ttl is for CONSTRUCT and DESCRIBE: give --format table, csv or json for SELECT and ASK")
        click.echo(_turtle(result), nl=False)
    elif result.triples is not None:
        raise QueryError(f"{format_} is for SELECT and ASK: give --format ttl for CONSTRUCT and DESCRIBE")
    else:
        click.echo({"table": _table, "csv": _csv, "json": _json}[format_](result), nl=False)


def _text(sparql: str) -> str:
    from kg.errors import InputError

    if sparql == "-":
        return sys.stdin.read()
    if sparql.endswith(".rq"):
        try:
            return Path(sparql).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"cannot read the query file {sparql!r}: {error}") from error
    return sparql


def _table(result: Result) -> str:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in result.columns:
        table.add_column(Text(column), overflow="fold")
    for row in result:
        table.add_row(*(Text(value or "") for value in row.values()))
    console = Console(file=sys.stdout)
    if not console.is_terminal:
        console.width = 10_000
    with console.capture() as capture:
        console.print(table)
    lines = [line.rstrip() for line in capture.get().splitlines()]
    return "\n".join([*lines, f"({len(result)} rows)"]) + "\n"


def _csv(result: Result) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(result.columns)
    writer.writerows([value or "" for value in row.values()] for row in result)
    return file.getvalue()


def _json(result: Result) -> str:
    return json.dumps(list(result), ensure_ascii=False, indent=1) + "\n"


def _turtle(result: Result) -> str:
    import pyoxigraph as ox

    from kg.ontology import PREFIXES

    rows = sorted(result.triples or (), key=str)
    return (ox.serialize(rows, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode()
