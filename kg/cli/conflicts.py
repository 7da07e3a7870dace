"""`kg conflicts`: contradictions with the sentences of both sides."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]


@click.command("conflicts")
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """List what the articles in FOLDER contradict each other on.

    That is a fact and its denial, and two birth places, predecessors in office, or amounts of one event in one unit.
    """
    from kg.conflicts import conflicts
    from kg.graph import open_graph

    found = list(conflicts(open_graph(folder)))
    for conflict in found:
        click.echo(click.style(f"{conflict.about}: {conflict.why}", bold=True))
        for said, proofs in conflict.sides:
            click.echo(f"  {said}")
            for proof, sentence in proofs:
                click.echo(f"      {sentence}\n      [{proof.document}:{proof.start}-{proof.end}] {proof.publisher}")
    click.echo(f"{len(found)} contradictions", err=True)
