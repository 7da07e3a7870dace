"""`kg update`: a corrected article in place of the one that was read before."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import FOLDER

__all__ = ["command"]


@click.command("update")
@click.argument("folder", type=FOLDER)
@click.argument("document")
@click.argument("source", type=click.Path(path_type=Path))
def command(folder: Path, document: str, source: Path) -> None:
    """Put the article in SOURCE in the place of DOCUMENT, an id that `kg show` prints.

    Only that article is read; all that only the old text stated leaves the graph. A later `kg build` reads its sources
    again, so correct the article there too.
    """
    from kg.updating import update

    graph = update(folder, document, source)
    for line in graph.report()["decisions"]["idle"]:
        click.echo(f"kg: no longer applies: {line}", err=True)
    click.echo(f"{document} is replaced; correct it in the sources of `kg build` too", err=True)
