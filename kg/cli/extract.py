"""`kg extract`: one JSON object an article, in the annotation format and `extra`."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

import click

from kg.cli.options import bounded, metadata, reading, reads_with

if TYPE_CHECKING:
    from kg.model import Document

__all__ = ["command"]


@click.command("extract")
@click.argument("sources", nargs=-1, required=True)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["jsonl", "table"]),
    default="jsonl",
    show_default=True,
    help="For programs or for people.",
)
@click.option("--show-cleaning", is_flag=True, help="Print what was changed in each article before it is read.")
@bounded
@reading
def command(
    sources: tuple[str, ...],
    format_: str,
    show_cleaning: bool,
    size: int,
    seconds: float,
    date: datetime | None,
    publisher: str,
    language: str,
    pipeline: str | None,
) -> None:
    """Print what each article in SOURCES says: one JSON object a line, or a table."""
    from kg import corpus
    from kg.corpus.shown import shown

    reads_with(pipeline)

    limits = corpus.Limits(document_bytes=size, seconds=seconds)
    for item in corpus.read_cleaned(list(sources), defaults=metadata(date, publisher, language), limits=limits):
        if isinstance(item, corpus.Failure):
            click.echo(f"kg: {item}", err=True)
        elif show_cleaning:
            click.echo(shown(*item))
        else:
            _print(item[0], format_, pipeline, seconds)


def _print(document: Document, format_: str, pipeline: str | None, seconds: float) -> None:
    from kg.extract.annotation import to_json
    from kg.extract.attempts import attempt
    from kg.extract.table import table

    outcome = attempt(document, pipeline, seconds)
    if isinstance(outcome, str):
        click.echo(f"kg: {document.source or document.id}: {outcome}", err=True)
    elif format_ == "jsonl":
        click.echo(json.dumps(to_json(outcome), ensure_ascii=False))
    else:
        click.echo(table(outcome))
