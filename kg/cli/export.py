"""`kg export`: the graph in one of the formats that others read."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]


@click.command("export")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--to", "name", required=True, metavar="FORMAT", help="turtle, trig, ntriples, nquads, rdfxml, jsonld, "
              "rdf12, void, nif, graphml, gexf, cytoscape, neo4j, ftm, csv, parquet, or files.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File or folder to write.")
def command(folder: Path, name: str, output: Path | None) -> None:
    """Write the graph in FOLDER in another format, and print where."""
    from kg.export.formats import export
    from kg.graph import open_graph

    graph = open_graph(folder)
    if name == "files":
        from kg import files

        target = output or folder
        target.mkdir(parents=True, exist_ok=True)
        files.write(graph, target)
        click.echo(str(target))
    else:
        click.echo(str(export(graph, name, folder, output)))
