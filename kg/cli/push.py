"""`kg push`: the graph to a server, by the SPARQL 1.1 Graph Store Protocol."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import FOLDER

if TYPE_CHECKING:
    from kg.push import Chunk

__all__ = ["command"]


@click.command("push")
@click.argument("folder", type=FOLDER)
@click.option("--endpoint", required=True, metavar="URL", help="The graph store, such as http://localhost:7878/store.")
@click.option("--header", "headers", multiple=True, metavar="NAME:VALUE", help="A further HTTP header; several times.")
@click.option("--chunk", type=click.IntRange(1), default=50_000, show_default=True, help="Triples in one request.")
def command(folder: Path, endpoint: str, headers: tuple[str, ...], chunk: int) -> None:
    """Send the graph in FOLDER to a server; what the server has of these graphs is replaced.

    A run that breaks goes on where it stopped when it is started again.

    \b
    Oxigraph        http://localhost:7878/store
    Jena Fuseki     http://localhost:3030/DATASET/data
    Virtuoso        http://localhost:8890/sparql-graph-crud
    """  # noqa: D301 - click keeps the lines behind a backspace as they are
    from kg.graph import open_graph
    from kg.push import push

    named = dict(_parted(header) for header in headers)
    sent = push(open_graph(folder), endpoint, headers=named, at_once=chunk, progress=_say)
    click.echo(f"{endpoint} has the graph ({sent} chunks sent)", err=True)


def _parted(header: str) -> tuple[str, str]:
    name, colon, value = header.partition(":")
    if not colon or not name.strip():
        raise click.BadParameter(f"{header!r} is no header: write NAME:VALUE", param_hint="--header")
    return name.strip(), value.strip()


def _say(chunk: Chunk) -> None:
    if sys.stderr.isatty():
        click.echo(f"chunk {chunk.number + 1}: {len(chunk.triples)} triples", err=True)
