"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.corpus import Metadata

__all__ = ["FOLDER", "metadata", "reading"]

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


def metadata(date: datetime | None, publisher: str, language: str) -> Metadata:
    """Return the metadata for documents that state none."""
    return Metadata(published=date.date() if date else None, publisher=publisher, language=language)
