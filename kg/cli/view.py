"""`kg view`: a page of the whole graph or of the part around one entity."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]


@click.command("view")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--around", metavar="NAME", help="Draw what surrounds this entity.")
@click.option("--depth", type=click.IntRange(1, 6), default=2, show_default=True, help="How many steps away.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write; view.html in FOLDER by default.")
def command(folder: Path, around: str | None, depth: int, output: Path | None) -> None:
    """Draw the graph in FOLDER, or the part around one entity, as one HTML page that needs no network."""
    from kg import view
    from kg.graph import open_graph

    graph = open_graph(folder)
    network = graph.to_networkx()
    title = "Graf berita"
    if around:
        card = graph.entity(around)
        network, title = view.neighbourhood(network, card.iri, depth=depth), card.name
    target = output or folder / "view.html"
    view.write(network, target, title=title)
    click.echo(str(target))
