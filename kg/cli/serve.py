"""`kg serve`: the explorer, the SPARQL endpoint and the JSON API over a built graph."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from kg.cli.options import FOLDER

__all__ = ["command"]


@click.command("serve")
@click.argument("folder", type=FOLDER)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0 takes a free one."
)
@click.option(
    "--allow-host", "names", multiple=True, metavar="NAME", help="A further host name to answer to; several times."
)
@click.option("--edit", is_flag=True, help="Let decisions be made from the pages, by who has the token.")
@click.option("--token", help="The token; a random one by default.")
@click.option("--title", default="Graf berita", show_default=True, help="Name of the site.")
@click.option("--language", default="id", show_default=True, help="Language of the pages: id or en.")
@click.option("--seconds", type=click.FloatRange(0.1), default=10.0, show_default=True, help="Longest time of a query.")
@click.option("--rows", type=click.IntRange(1), default=100_000, show_default=True, help="Most rows of an answer.")
@click.option("--memory", type=click.IntRange(16), default=1000, show_default=True, help="Most MB that a query takes.")
def command(
    folder: Path,
    host: str,
    port: int,
    names: tuple[str, ...],
    edit: bool,
    token: str | None,
    title: str,
    language: str,
    seconds: float,
    rows: int,
    memory: int,
) -> None:
    """Serve the graph in FOLDER: pages, SPARQL at /sparql, every IRI of the graph, JSON at /api.

    It reads only; with --edit, who has the token can merge, split, rename and reject as on the command line.
    """
    from kg.errors import InputError

    try:
        from kg.serve.application import Settings, application
        from kg.serve.limits import Limits
        from kg.serve.running import Running
    except ImportError as error:
        raise InputError(f"{error.name} is missing: pip install 'kg[serve]'") from error
    if token is not None and not edit:
        raise InputError("a token is for --edit")
    if token is not None and len(token) < 12:
        raise InputError("a token has at least 12 characters: leave it out and a random one is made")
    secret = (token or secrets.token_urlsafe(24)) if edit else None
    limits = Limits(seconds=seconds, rows=rows, memory_bytes=memory * 1_000_000)
    settings = Settings(
        hosts=("127.0.0.1", "localhost", "[::1]", host, *names), language=language, title=title, token=secret,
        limits=limits,
    )  # fmt: skip
    running = Running(application(folder, settings), host, port)
    click.echo(f"serving {folder} at {running.address} (stop with Ctrl+C)", err=True)
    if secret:
        click.echo(f"decide at {running.address}/edit?token={secret}", err=True)
    if host not in ("127.0.0.1", "localhost", "::1"):
        click.echo("kg: others on the network can read this graph", err=True)
    running.run()
