"""`kg evaluate`: extract, score against hand annotations, show where it goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import reads_with

if TYPE_CHECKING:
    from kg.model import Extraction

__all__ = ["command"]


@click.command("evaluate")
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("sources", nargs=-1)
@click.option("--diff", "article", metavar="ID", help="Show the differences in one article.")
@click.option("--calibration", "calibrated", is_flag=True, help="Show how often each confidence is right.")
@click.option("--pipeline", help="Read with this spaCy pipeline (name or path).")
def command(gold: Path, sources: tuple[str, ...], article: str | None, calibrated: bool, pipeline: str | None) -> None:
    """Extract from SOURCES and score against GOLD, annotations in JSON Lines.

    Where GOLD holds whole records (with `sentences` and `annotation`), it is its own source.
    """
    reads_with(pipeline)
    from kg import evaluate
    from kg.extract.annotation import to_json

    wanted = list(evaluate.read_gold(gold))
    ids = {row["id"] for row in wanted} if article is None else {article}
    predicted = [to_json(extraction) for extraction in _extractions(sources or (str(gold),), ids, pipeline)]
    report = evaluate.score(wanted, predicted)
    if article:
        click.echo(evaluate.diff(evaluate.find(report, article)))
        return
    click.echo(str(report))
    click.echo("\nworst articles: " + ", ".join(f"{id_} ({f1:.0f})" for id_, f1 in report.worst()))
    for layer in evaluate.LAYERS:
        for problem in report.problems(layer):
            click.echo(f"{problem.count:>5}  {layer}: {problem.text}  ({', '.join(problem.articles)})")
    if calibrated:
        for row in evaluate.calibration(report.comparisons, predicted):
            says = (
                f"{row.low:.1f}-{row.high:.1f}: {row.count:>5} rows, mean {row.confidence:.2f}, right {row.right:.2f}"
            )
            click.echo(f"{row.layer:10} {says}")


def _extractions(sources: tuple[str, ...], ids: set[str], pipeline: str | None) -> Iterator[Extraction]:
    from kg import corpus
    from kg.extract.pipeline import extract

    for item in corpus.read(list(sources)):
        if isinstance(item, corpus.Failure):
            click.echo(f"kg: {item.source}: {item.reason}", err=True)
        elif item.id in ids:
            yield extract(item, pipeline=pipeline)
