"""The commands of `kg`, and errors as one line on stderr with an exit code."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Sequence

import click

from kg.errors import KgError

__all__ = ["main"]

#: command → (module, or module:name, one line for `kg --help`); a module is imported when its command runs
COMMANDS = {
    "build": ("kg.cli.build", "Read articles and write the graph."),
    "query": ("kg.cli.query", "Ask a graph in SPARQL."),
    "show": ("kg.cli.show", "Show all that a graph holds about one name."),
    "view": ("kg.cli.view", "Draw a part of a graph as one HTML page."),
    "serve": ("kg.cli.serve", "Serve a graph: explorer, SPARQL, JSON."),
    "check": ("kg.cli.check", "Check that a graph keeps its promises."),
    "conflicts": ("kg.cli.conflicts", "List what articles contradict each other on."),
    "candidates": ("kg.cli.doubts:candidates", "List pairs that may be one thing, best first."),
    "why": ("kg.cli.doubts:why", "Show why two names are one thing, or are not."),
    "merge": ("kg.cli.decide:merge", "Decide that two entities are one."),
    "split": ("kg.cli.decide:split", "Decide that an entity is two, or that two stay two."),
    "rename": ("kg.cli.decide:rename", "Decide what an entity is called."),
    "retype": ("kg.cli.decide:retype", "Decide of which type an entity is."),
    "link": ("kg.cli.decide:link", "Decide what an entity is elsewhere."),
    "reject": ("kg.cli.overrule:reject", "Reject what an article is said to state."),
    "remove": ("kg.cli.overrule:remove", "Take an article down."),
    "update": ("kg.cli.update", "Put a corrected article in the place of the old one."),
    "undo": ("kg.cli.overrule:undo", "Take a decision back."),
    "decisions": ("kg.cli.overrule:listing", "List the decisions made."),
    "push": ("kg.cli.push", "Send a graph to a SPARQL server."),
    "export": ("kg.cli.export", "Write a graph in another format."),
    "extract": ("kg.cli.extract", "Print what each article says, one JSON object a line."),
    "doctor": ("kg.cli.doctor", "Say what is installed, and whether a graph is sound."),
    "evaluate": ("kg.cli.evaluate", "Score extractions against annotated articles."),
}


#: objects made before garbage is looked for: while modules and models are read there is none, and 700 leads to 0.25 s
#: of searching in vain (benchmarks/README.md)
OBJECTS = 50_000


class Commands(click.Group):
    """Commands that are imported when they are used, so that `kg --help` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command, imported."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name or "command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="kg", message="kg %(version)s")
def cli() -> None:
    """Turn Indonesian news into a knowledge graph whose every fact leads back to the characters that state it.

    \b
    kg build corpus/ -o out/          read a folder of articles
    kg show out/ "Jack Ma"            all about one name, with the sentences
    kg query out/ "SELECT …"          SPARQL over the facts
    kg view out/ --around "Alibaba"   a page of a part
    """  # noqa: D301 - click keeps the lines behind a backspace as they are


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and exit: 0 done, 1 failed, 2 misuse."""
    gc.set_threshold(OBJECTS, *gc.get_threshold()[1:])
    try:
        cli.main(args=list(arguments) if arguments is not None else None, prog_name="kg", standalone_mode=False)
    except KgError as error:
        _fail(str(error), error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        _fail("stopped; the last good graph is as it was", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        _fail(f"{error.filename or 'the system'}: {error.strerror or error}", 1)
    finally:
        gc.freeze()  # an end that looks for garbage among all that was read takes 0.3 s


def _fail(message: str, code: int) -> None:
    click.echo(f"kg: {' '.join(message.split())}", err=True)
    sys.exit(code)
