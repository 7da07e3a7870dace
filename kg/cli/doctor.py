"""`kg doctor`: what is installed, how good the model is, whether a graph is sound."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.options import FOLDER

__all__ = ["command"]


@click.command("doctor")
@click.argument("folder", type=FOLDER, required=False)
def command(folder: Path | None) -> None:
    """Say what is installed, which extras, how good the model is, and whether the graph in FOLDER is sound."""
    from kg import doctor

    for line in doctor.installed():
        click.echo(line)
    for extra, missing in doctor.extras().items():
        mend = f"lacks {', '.join(missing)}: pip install 'kg[{extra}]'" if missing else "installed"
        click.echo(f"extra {extra:8} {mend}")
    for line in doctor.model():
        click.echo(f"model  {line}")
    if folder is None:
        return
    faults = list(doctor.soundness(folder))
    for fault in faults:
        click.echo(f"kg: {fault}", err=True)
    if faults:
        sys.exit(1)
    click.echo(f"{folder} is sound")
