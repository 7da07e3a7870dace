"""`kg candidates` and `kg why`: pairs that may be one thing, and the clues that joined two names."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import FOLDER

__all__ = ["candidates", "why"]


@click.command("candidates")
@click.argument("folder", type=FOLDER)
@click.option("-n", "--number", type=click.IntRange(1), default=50, show_default=True, help="How many to list.")
def candidates(folder: Path, number: int) -> None:
    """List pairs of entities that may be one, and links outside that are not certain, best first."""
    from kg.doubts import candidates as listed
    from kg.graph import open_graph

    for row in listed(open_graph(folder))[:number]:
        click.echo(f"{row.score:.2f}  {row.name} ~ {row.other}  {row.reason}")
        click.echo(f"      {row.iri}\n      {row.other_iri}")


@click.command("why")
@click.argument("folder", type=FOLDER)
@click.argument("one")
@click.argument("other")
def why(folder: Path, one: str, other: str) -> None:
    """Show the clues, each with its weight, that make ONE and OTHER one entity, or why they are two."""
    from kg.doubts import why as explained
    from kg.graph import open_graph

    for line in explained(open_graph(folder), one, other):
        click.echo(line)
