"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.corpus import Metadata

__all__ = ["FOLDER", "bounded", "metadata", "reading", "reads_with"]

#: the folder of a built graph; whether it is one is said by the library, in one line
FOLDER = click.Path(path_type=Path, file_okay=False)

Command = TypeVar("Command", bound=Callable[..., Any])


def reading(function: Command) -> Command:
    """Add the options that give metadata which the files lack."""
    day = click.DateTime(formats=["%Y-%m-%d"])
    options = (
        click.option("--date", type=day, help="Publication date of articles that state none."),
        click.option("--publisher", default="", help="Publisher of articles that state none."),
        click.option(
            "--lang", "language", default="id", show_default=True, help="Language of articles that state none."
        ),
        click.option("--pipeline", help="Read with this spaCy pipeline (name or path)."),
    )
    for option in reversed(options):
        function = option(function)
    return function


def bounded(function: Command) -> Command:
    """Add the options that bound what one document may cost."""
    options = (
        click.option(
            "--max-document-bytes",
            "size",
            type=click.IntRange(1),
            default=5_000_000,
            show_default=True,
            help="Larger documents are not read.",
        ),
        click.option(
            "--max-seconds",
            "seconds",
            type=click.FloatRange(0),
            default=120.0,
            show_default=True,
            help="Documents that take longer are left out; 0 for no limit.",
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


def reads_with(pipeline: str | None, *, later: bool = False) -> None:
    """Begin a command that extracts, `later` if at all: a pipeline of somebody's own may need PyTorch, ours do not."""
    from kg.extract.starting import spare, spare_later

    if pipeline is None:
        (spare_later if later else spare)()


def metadata(date: datetime | None, publisher: str, language: str) -> Metadata:
    """Return the metadata for documents that state none."""
    return Metadata(published=date.date() if date else None, publisher=publisher, language=language)
