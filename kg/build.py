"""The one place that knows the order of the rooms: sources in, a folder with the graph out."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import weakref
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import corpus, files, generation, renewal
from kg import settings as settings_of
from kg.corpus import Failure, Limits, Metadata
from kg.errors import OutputError
from kg.export import rdf
from kg.extract.pipeline import version
from kg.graph import Graph, open_graph
from kg.intake import Options, Tally, counted, retold, take_in
from kg.language import PIPELINES
from kg.model import Extraction
from kg.ontology import BASE
from kg.rdf import quads
from kg.rdf.claims import Copies
from kg.rdf.iris import Iris
from kg.resolve import decisions, events, identities
from kg.resolve.choices import Choices
from kg.resolve.entities import Resolution, resolve
from kg.resolve.knowledge import built_in
from kg.resolve.profiles import profiles
from kg.resolve.rejections import Obeyed
from kg.settings import Settings
from kg.spool import Spool
from kg.spread import Spread
from kg.store import load, open_store, search
from kg.unchanged import Unchanged, context

__all__ = ["build", "finish", "rebuild", "recalled"]

IDENTITIES = "identities.tsv"
SPOOL = "extractions.sqlite"


def build(
    sources: str | Path | Sequence[str | Path],
    output: str | Path | None = None,
    *,
    metadata: Metadata | None = None,
    limits: Limits | None = None,
    pipeline: str | None = None,
    accept: Sequence[str] = (),
    knowledge: Sequence[str | Path] = (),
    strict: bool = False,
    workers: int = 1,
    spread: Spread | None = None,
    store_only: bool = False,
    verify_sources: bool = False,
    progress: Callable[[str, int], None] = lambda _stage, _done: None,
) -> Graph:
    """Return the graph of all articles in the sources.

    Args:
        sources: files and folders.
        output: the folder to write to; a temporary one, gone with the Graph, where None.
        metadata: date, publisher and language for documents that state none.
        limits: how large a document or an archive may be.
        pipeline: a spaCy pipeline to read with in place of the documents' language's own.
        accept: modalities beside "actual" that may stand as plain triples: claimed, planned, denied, possible.
        knowledge: knowledge bases to link to, RDF files with `skos:prefLabel` and `skos:altLabel`.
        strict: fail on the first document that cannot be read.
        workers: processes that extract, all cores where 0; a script that asks for more than 1 keeps its own code
            under `if __name__ == "__main__":`, since each process imports it.
        spread: a Dask cluster that extracts, in place of the processes of this machine.
        store_only: write what answers queries, and leave the files beside it to `kg export --to files`.
        verify_sources: read every file, also one of the size and times that it had when it was read before.
        progress: called with the stage and the number of documents done.

    Raises:
        InputError: where a source is missing or holds no document.
        OutputError: where the folder cannot be written or was not made by kg.
    """
    wanted = [sources] if isinstance(sources, str | Path) else list(sources)
    folder = Path(output or tempfile.mkdtemp(prefix="kg-"))
    generation.check(folder)
    with generation.staging(folder) as built:
        spool = Spool(folder / generation.STORE / SPOOL)
        settings = Settings(tuple(accept), settings_of.keep(knowledge, folder))
        languages = None if pipeline else tuple(PIPELINES)
        known, most = metadata or Metadata(), limits or Limits()
        looked = Unchanged(spool, context(version(), known, most, pipeline), trusted=not verify_sources)
        found = corpus.read_changed(wanted, looked.kept, defaults=known, languages=languages, limits=most)
        options = Options(pipeline, strict, workers or os.cpu_count() or 1, progress, most.seconds, spread)
        tally = take_in(found, looked, spool, options)
        if renewal.renew(folder, built, spool, tally, settings, progress):
            spool.close()
        else:
            renewal.forget(folder)
            counted(spool, tally)
            finish(folder, built, spool, tally, settings, progress, store_only=store_only)
        settings_of.prune(settings, folder)
        if not store_only and not files.complete(folder):
            progress("files", 0)
            files.replace(open_graph(folder), folder)
    graph = open_graph(folder)
    if output is None:
        weakref.finalize(graph, shutil.rmtree, folder, ignore_errors=True)
    return graph


def recalled(folder: Path) -> Spool:
    """Return the extractions of the last build.

    Raises:
        OutputError: where they are gone.
    """
    spool = Spool(folder / generation.STORE / SPOOL)
    if not spool.recall():
        raise OutputError(f"{str(folder)!r} has no extractions: build it again with `kg build SOURCES -o {folder}`")
    return spool


def rebuild(folder: str | Path, *, progress: Callable[[str, int], None] = lambda _stage, _done: None) -> Graph:
    """Return the graph of the last build's articles under the decisions of today; nothing is extracted again.

    Raises:
        OutputError: where the folder holds no graph, or the extractions of its last build are gone.
    """
    path = Path(folder)
    open_graph(path)
    with generation.staging(path) as built:
        report = open_graph(path).report()  # under the lock: another build may have ended since
        spool = recalled(path)
        tally = Tally(failures=[Failure(row["source"], row["reason"]) for row in report["failures"]])
        finish(path, built, spool, tally, settings_of.read(report), progress)
    return open_graph(path)


def finish(
    folder: Path,
    built: Path,
    spool: Spool,
    tally: Tally,
    settings: Settings,
    progress: Callable[[str, int], None],
    *,
    store_only: bool = False,
) -> None:
    """Resolve, write and publish the extractions of the spool as a person lets them stand."""
    decided = decisions.read(folder / decisions.FILE)
    told = Obeyed(spool, decided)
    if told.matters or not tally.documents:
        tally = Tally(failures=tally.failures)
        for extraction in told:
            tally.add(extraction)
    progress("resolve", tally.documents)
    known, before = (identities.read(folder / IDENTITIES) for _ in range(2))
    bases = [built_in(), *settings_of.knowledge(settings, folder)]
    found = chain.from_iterable(profiles(e) for e in told)
    resolution = resolve(found, known, choices=Choices(decided), knowledge=bases)
    copies = retold(spool, tally)
    rows = rdf.ordered(_quads(told, resolution, known, settings.accept, copies))
    progress("write", tally.documents)
    report = _report(tally, resolution)
    report["copies"] = {copy: story for copy, (story, _) in sorted(copies.items())}
    report["settings"] = settings_of.to_json(settings)
    report["decisions"] = {"made": len(decided), "idle": [*resolution.idle, *told.idle()]}
    _write(built, told, known, report)
    _origins(built, spool)
    load(rows, built / "store")
    progress("publish", tally.documents)
    graph = Graph(built, open_store(built / "store"))
    search.write(graph.facts, graph.texts(), built / "store" / search.FILE)
    if store_only:
        files.list_gone(built)
    else:
        files.write(graph, built, rows)
    del graph
    name = rows.digest()[:16]
    spool.stage(name)
    generation.publish(folder, built, name)
    renewal.remember(folder, spool, before, settings, copies)
    spool.close()


def _quads(
    spool: Iterable[Extraction],
    resolution: Resolution,
    known: identities.Identities,
    accept: Sequence[str],
    copies: Copies,
) -> Iterable[ox.Quad]:
    iris = Iris(BASE)
    told = chain.from_iterable(events.told(extraction, resolution) for extraction in spool)
    happenings, replaced = events.events(told, known)
    event_iris = {member: happening.iri for happening in happenings for member in happening.members}
    yield from quads.entities(resolution.entities, iris)
    doubts = ((doubt.one, doubt.other, doubt.score, doubt.reason) for doubt in resolution.doubts)
    yield from quads.doubts(doubts, iris)
    yield from quads.replaced((*resolution.replaced, *replaced), iris)
    yield from quads.of_extractions(spool, resolution.iris, event_iris, iris, accept, copies)


def _report(tally: Tally, resolution: Resolution) -> dict[str, Any]:
    types = Counter(entity.type for entity in resolution.entities)
    return {
        "generator": generation.GENERATOR,
        "documents": tally.documents,
        "entities": dict(sorted(types.items())),
        **{name: tally.counts[name] for name in ("facts", "claims", "quotes", "values", "open relations")},
        "sources": sorted(tally.sources, key=lambda row: row["id"]),
        "failures": sorted(({"source": f.source, "reason": f.reason} for f in tally.failures), key=str),
    }


def _write(built: Path, spool: Iterable[Extraction], known: identities.Identities, report: dict[str, Any]) -> None:
    texts = built / "texts"
    texts.mkdir()
    for extraction in spool:
        (texts / f"{extraction.document.id}.txt").write_bytes(extraction.document.text.encode())
    identities.write(known, built / IDENTITIES)
    text = json.dumps(report, ensure_ascii=False, indent=1)
    (built / generation.REPORT).write_text(text + "\n", encoding="utf-8")


def _origins(built: Path, spool: Spool) -> None:
    """Write, for every text that cleaning changed, where its characters stand in the source."""
    folder = built / "origins"
    folder.mkdir()
    for id_, rows in spool.origins():
        if rows and (built / "texts" / f"{id_}.txt").exists():
            (folder / f"{id_}.tsv").write_text(rows, encoding="utf-8", newline="\n")
