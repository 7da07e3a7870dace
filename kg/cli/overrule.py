"""`kg reject`, `remove`, `undo`, `decisions`: decisions about what articles state, and about decisions."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.decide import carry_out, deciding
from kg.cli.options import FOLDER

__all__ = ["listing", "reject", "remove", "undo"]


@click.command("reject")
@deciding
@click.argument("place", metavar="DOCUMENT:START-END")
@click.argument("predicate", default="")
def reject(folder: Path, place: str, predicate: str, yes: bool) -> None:
    """Reject what is stated at a place of an article, as `kg show` prints it: [DOCUMENT:START-END].

    Where several things are stated there, PREDICATE says which: owns, role, Meeting, quote, …
    """
    from kg.deciding import rejecting
    from kg.graph import open_graph

    carry_out(folder, rejecting(open_graph(folder), place, predicate), yes=yes)


@click.command("remove")
@deciding
@click.argument("document")
def remove(folder: Path, document: str, yes: bool) -> None:
    """Take an article down: its text and all that only it states leave the graph, now and in later builds."""
    from kg.deciding import removing
    from kg.graph import open_graph

    carry_out(folder, removing(open_graph(folder), document), yes=yes)


@click.command("undo")
@deciding
@click.argument("number", type=int, required=False)
def undo(folder: Path, number: int | None, yes: bool) -> None:
    """Take back the decision with this NUMBER in `kg decisions`, by default the last."""
    from kg import deciding as library
    from kg.graph import open_graph
    from kg.resolve import decisions

    open_graph(folder)
    made = decisions.read(folder / decisions.FILE)
    if number is None or 0 < number <= len(made):
        click.echo(f"taken back: {made[(number or len(made)) - 1].words()}" if made else "no decision is made")
        if made and not yes and sys.stdin.isatty():
            click.confirm("Go on?", abort=True)
    library.undo(folder, number)


@click.command("decisions")
@click.argument("folder", type=FOLDER)
def listing(folder: Path) -> None:
    """List the decisions made about the graph in FOLDER, with the numbers that `kg undo` takes."""
    from kg.graph import open_graph
    from kg.resolve import decisions

    idle = set(open_graph(folder).report()["decisions"]["idle"])
    for number, decision in enumerate(decisions.read(folder / decisions.FILE), 1):
        lost = next((line for line in idle if line.startswith(decision.words())), "")
        click.echo(f"{number:>3}  {lost or decision.words()}")
