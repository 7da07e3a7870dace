"""`kg build`: sources in, a folder with the graph out, a summary on one screen."""

from __future__ import annotations

import os
import time
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg import generation
from kg.cli.options import FOLDER, bounded, metadata, reading, reads_with
from kg.cli.progress import shown
from kg.cli.summary import summary
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.extract.standby import Standby
    from kg.spread import Spread

__all__ = ["command"]


@click.command("build")
@click.argument("sources", nargs=-1, required=True)
@click.option("-o", "--output", type=FOLDER, default=Path("out"), show_default=True, help="Folder to write to.")
@click.option("--strict", is_flag=True, help="Fail on the first document that cannot be read.")
@click.option(
    "--accept",
    multiple=True,
    type=click.Choice(["claimed", "planned", "denied", "possible"]),
    help="Let this modality stand as fact too; may be given several times.",
)
@click.option(
    "--kb",
    "knowledge",
    multiple=True,
    metavar="FILE",
    help="Link to this knowledge base too, RDF with skos:prefLabel; may be given several times.",
)
@click.option(
    "--engine",
    type=click.Choice(["here", "dask"]),
    default="here",
    show_default=True,
    help="What works: processes of this machine, or a Dask cluster.",
)
@click.option(
    "--scheduler", default="", metavar="ADDRESS", help="Scheduler of a Dask cluster; by default one is started here."
)
@click.option(
    "--extractions",
    default="",
    metavar="PATH",
    help="Where a cluster keeps extractions: a folder, s3://…, gs://…; in the output's store by default.",
)
@click.option(
    "--quads",
    default="",
    metavar="PATH",
    help="Have a cluster write the graph there too, as partitioned N-Quads: a folder, s3://…, gs://….",
)
@click.option("--workers", type=click.IntRange(0), default=0, help="Processes that extract; all cores by default.")
@click.option("--store-only", is_flag=True, help="Write what answers queries; `kg export --to files` writes the rest.")
@click.option("--verify-sources", is_flag=True, help="Read every file, also one whose size and times are as before.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")
@click.option(
    "--log",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Progress on a terminal, or one JSON line a second.",
)
@bounded
@reading
def command(
    sources: tuple[str, ...],
    output: Path,
    strict: bool,
    accept: tuple[str, ...],
    knowledge: tuple[str, ...],
    size: int,
    seconds: float,
    engine: str,
    scheduler: str,
    extractions: str,
    quads: str,
    workers: int,
    store_only: bool,
    verify_sources: bool,
    quiet: bool,
    log: str,
    date: datetime | None,
    publisher: str,
    language: str,
    pipeline: str | None,
) -> None:
    """Read articles from SOURCES (files, archives, folders, globs, @LIST of paths, -) and write the graph.

    \b
    graph.ttl      the facts                 graph.trig   facts, claims, provenance
    graph.html     the picture, one file     graph.jsonld, graph.graphml
    report.html    what was found, to read   report.json, identities.tsv
    texts/         the cleaned articles      store/       what answers queries
    """  # noqa: D301 - click keeps the lines behind a backspace as they are
    _of_a_cluster(engine, scheduler=scheduler, extractions=extractions, quads=quads)
    reads_with(pipeline, later=True)
    started = time.perf_counter()
    alone = engine != "here" or (workers or os.cpu_count() or 1) == 1
    with _standby(output, pipeline or language, alone=alone) as standby, shown(sources, log, quiet=quiet) as report:
        from kg.build import build  # the other process has begun to load by now
        from kg.corpus import Limits

        graph = build(
            sources,
            output,
            metadata=metadata(date, publisher, language),
            limits=Limits(document_bytes=size, seconds=seconds),
            pipeline=pipeline,
            accept=accept,
            knowledge=knowledge,
            strict=strict,
            workers=workers,
            store_only=store_only,
            verify_sources=verify_sources,
            spread=_spread(output, scheduler, extractions, quads, workers) if engine == "dask" else None,
            standby=standby,
            progress=report,
        )
    for line in graph.report()["decisions"]["idle"]:
        click.echo(f"kg: no longer applies: {line}", err=True)
    if not quiet:
        click.echo(summary(output, time.perf_counter() - started), err=True)


def _standby(output: Path, reader: str, *, alone: bool) -> AbstractContextManager[Standby | None]:
    """Return a process to extract the few documents that are new to a graph, where there is one and a core for it."""
    if alone or not (output / generation.STORE / generation.MEMORY).exists():
        return nullcontext()
    from kg.extract.standby import standing_by

    return standing_by(reader or "id")


def _of_a_cluster(engine: str, **given: str) -> None:
    """Make sure that what only a cluster obeys is not said to this machine."""
    for option in (name for name, value in given.items() if value and engine != "dask"):
        raise InputError(f"--{option} is for a cluster: add --engine dask, or leave it out")


def _spread(output: Path, scheduler: str, extractions: str, quads: str, workers: int) -> Spread:
    from kg.location import absolute
    from kg.spread import Spread

    parts = absolute(extractions or str(output / "store" / "parts"))
    return Spread(parts, scheduler, workers or os.cpu_count() or 1, quads=absolute(quads) if quads else "")
