"""A corrected article takes the place of the one that was read before, under the same id."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kg import corpus, generation
from kg import settings as settings_of
from kg.build import finish, recalled
from kg.corpus import Cleaned, Failure, Metadata
from kg.errors import InputError, NotFoundError
from kg.graph import Graph, open_graph
from kg.intake import Options, Tally, extract_new
from kg.job import Job
from kg.language import PIPELINES
from kg.model import Document

__all__ = ["update"]


def update(
    folder: str | Path,
    document: str,
    source: str | Path,
    *,
    progress: Callable[[str, int], None] = lambda _stage, _done: None,
) -> Graph:
    """Return the graph with the article in `source` in place of `document`; only that article is extracted.

    What the source does not say of itself (date, publisher, address, language) stays as it was.

    Raises:
        NotFoundError: where the graph holds no such document.
        InputError: where the source does not hold one article that can be read.
        OutputError: where the folder holds no graph, or the extractions of its last build are gone.
    """
    path = Path(folder)
    open_graph(path)
    with generation.staging(path) as built:
        report = open_graph(path).report()  # under the lock: another build may have ended since
        spool = recalled(path)
        old = spool.find(document)
        if old is None or document not in {row["id"] for row in report["sources"]}:
            raise NotFoundError(f"no document is called {document!r}; `{folder}/report.json` lists them")
        pipeline = old.version.partition(" ")[2] or None
        new = _article(source, old.document, pipeline)
        tally = Tally(failures=[Failure(row["source"], row["reason"]) for row in report["failures"]])
        extract_new([new], spool, tally, Options(pipeline, True, 1, progress))
        finish(Job(path, built, spool, tally, settings_of.read(report), progress))
    return open_graph(path)


def _article(source: str | Path, old: Document, pipeline: str | None) -> tuple[Document, Cleaned]:
    """Return the one article of the source under the id of the old one."""
    known = Metadata(published=old.published, publisher=old.publisher, url=old.url, language=old.language)
    languages = None if pipeline else tuple(PIPELINES)
    found = list(corpus.read_cleaned([source], defaults=known, languages=languages))
    failures = [item for item in found if isinstance(item, Failure)]
    if failures:
        raise InputError(str(failures[0]))
    articles = [item for item in found if not isinstance(item, Failure)]
    if len(articles) != 1:
        raise InputError(f"{str(source)!r} holds {len(articles)} articles: give the file of the corrected one alone")
    document, cleaned = articles[0]
    return replace(document, id=old.id), cleaned
