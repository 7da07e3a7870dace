"""`kg merge`, `split`, `rename`, `retype`, `link`: decisions about entities, obeyed by every later build."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.cli.options import FOLDER

if TYPE_CHECKING:
    from kg.deciding import Proposal

__all__ = ["carry_out", "deciding", "link", "merge", "rename", "retype", "split"]

Command = TypeVar("Command", bound=Callable[..., Any])


def deciding(function: Command) -> Command:
    """Add the folder and the option that skips the question."""
    function = click.option("-y", "--yes", is_flag=True, help="Do not ask.")(function)
    return click.argument("folder", type=FOLDER)(function)


def carry_out(folder: Path, proposal: Proposal, *, yes: bool) -> None:
    """Say what changes, ask on a terminal, decide, and name decisions that no longer apply."""
    from kg.deciding import decide

    for line in proposal.changes:
        click.echo(line)
    if not yes and sys.stdin.isatty():
        click.confirm("Go on?", abort=True)
    graph = decide(folder, proposal.decision)
    for line in graph.report()["decisions"]["idle"]:
        click.echo(f"kg: no longer applies: {line}", err=True)
    click.echo(f"done; `kg undo {folder}` takes it back", err=True)


@click.command("merge")
@deciding
@click.argument("one")
@click.argument("other")
def merge(folder: Path, one: str, other: str, yes: bool) -> None:
    """Decide that the entities called ONE and OTHER (names, aliases or IRIs) are one thing."""
    from kg.deciding import merging
    from kg.graph import open_graph

    carry_out(folder, merging(open_graph(folder), one, other), yes=yes)


@click.command("split")
@deciding
@click.argument("name")
@click.argument("parts", nargs=-1, required=True, metavar="DOCUMENT...|OTHER")
def split(folder: Path, name: str, parts: tuple[str, ...], yes: bool) -> None:
    """Decide that NAME means another thing in each DOCUMENT, or that NAME and the entity OTHER stay two."""
    from kg.deciding import splitting
    from kg.graph import open_graph

    carry_out(folder, splitting(open_graph(folder), name, parts), yes=yes)


@click.command("rename")
@deciding
@click.argument("name")
@click.argument("new")
def rename(folder: Path, name: str, new: str, yes: bool) -> None:
    """Decide that the entity called NAME is called NEW."""
    from kg.deciding import renaming
    from kg.graph import open_graph

    carry_out(folder, renaming(open_graph(folder), name, new), yes=yes)


@click.command("retype")
@deciding
@click.argument("name")
@click.argument("type_", metavar="TYPE")
def retype(folder: Path, name: str, type_: str, yes: bool) -> None:
    """Decide that the entity called NAME is of TYPE: PER, ORG, LOC, EVT, PRD or LAW."""
    from kg.deciding import retyping
    from kg.graph import open_graph

    carry_out(folder, retyping(open_graph(folder), name, type_.upper()), yes=yes)


@click.command("link")
@deciding
@click.argument("name")
@click.argument("iri")
@click.option("--remove", "gone", is_flag=True, help="The entity is not what IRI names.")
def link(folder: Path, name: str, iri: str, gone: bool, yes: bool) -> None:
    """Decide that the entity called NAME is what IRI names in a knowledge base outside."""
    from kg.deciding import linking
    from kg.graph import open_graph

    carry_out(folder, linking(open_graph(folder), name, iri, gone=gone), yes=yes)
