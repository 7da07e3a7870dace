"""`kg check`: violations in plain words, exit code 1 where there are any."""

from __future__ import annotations

import sys
from pathlib import Path

import click

__all__ = ["command"]


@click.command("check")
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Check the graph in FOLDER: SHACL shapes, claims kept apart from facts, evidence that matches its text."""
    from kg.check import check
    from kg.graph import open_graph

    found = list(check(open_graph(folder)))
    for line in found:
        click.echo(line)
    click.echo(f"{len(found)} violations" if found else "the graph conforms", err=True)
    sys.exit(bool(found))
