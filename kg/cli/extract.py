"""`kg extract`: one JSON object an article, in the annotation format and `extra`."""

from __future__ import annotations

import json
from datetime import datetime

import click

from kg.cli.options import metadata, reading

__all__ = ["command"]


@click.command("extract")
@click.argument("sources", nargs=-1, required=True)
@click.option("--format", "format_", type=click.Choice(["jsonl", "table"]), default="jsonl", show_default=True)
@reading
def command(
    sources: tuple[str, ...],
    format_: str,
    date: datetime | None,
    publisher: str,
    language: str,
    pipeline: str | None,
) -> None:
    """Print what each article in SOURCES says: one JSON object a line, or a table."""
    from kg import corpus
    from kg.extract.annotation import to_json
    from kg.extract.pipeline import extract
    from kg.extract.table import table

    for item in corpus.read(list(sources), defaults=metadata(date, publisher, language)):
        if isinstance(item, corpus.Failure):
            click.echo(f"kg: {item.source}: {item.reason}", err=True)
            continue
        extraction = extract(item, pipeline=pipeline)
        if format_ == "jsonl":
            click.echo(json.dumps(to_json(extraction), ensure_ascii=False))
        else:
            click.echo(table(extraction))
