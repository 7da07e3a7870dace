"""The one place that knows the order of the rooms: sources in, a folder with the graph out."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import weakref
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import Any

from kg import blocks, corpus, files, generation, memory, partitions, renewal
from kg import settings as settings_of
from kg.corpus import Failure, Limits, Metadata
from kg.errors import OutputError
from kg.export.sorting import Ordered
from kg.extract.standby import Standby
from kg.extract.version import version
from kg.graph import Graph, open_graph
from kg.intake import COUNTS, Options, Tally, counted, retold, take_in
from kg.job import Job
from kg.language import PIPELINES
from kg.location import located
from kg.memory import IDENTITIES
from kg.model import Extraction
from kg.ontology import BASE
from kg.rdf.iris import Iris
from kg.resolve import decisions, identities
from kg.resolve.choices import Choices
from kg.resolve.clusters import Group, cluster
from kg.resolve.entities import Resolution, resolve_clusters
from kg.resolve.profiles import placed, profiles
from kg.resolve.rejections import Obeyed
from kg.resolved import Resolved, resolved, written
from kg.settings import Settings
from kg.spool import Spool, packed
from kg.spread import Spread, running
from kg.store import Loader, open_store, search
from kg.unchanged import Unchanged, context

__all__ = ["build", "finish", "rebuild", "recalled"]

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
    standby: Standby | None = None,
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
        spread: a Dask cluster that extracts and clusters names in place of this machine and, where it names a path
            for them, writes the graph as partitioned N-Quads, which the store is then loaded from.
        standby: a process that loads what extracts meanwhile (`kg.extract.standby`), for builds that find few new
            documents.
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
    _reachable(spread, folder)
    with running(spread) as there, generation.staging(folder) as built:
        spool = Spool(folder / generation.STORE / SPOOL)
        settings = Settings(tuple(accept), settings_of.keep(knowledge, folder))
        languages = None if pipeline else tuple(PIPELINES)
        known, most = metadata or Metadata(), limits or Limits()
        looked = Unchanged(spool, context(version(), known, most, pipeline), trusted=not verify_sources)
        found = corpus.read_changed(wanted, looked.kept, defaults=known, languages=languages, limits=most)
        options = Options(pipeline, strict, workers or os.cpu_count() or 1, progress, most.seconds, there, standby)
        if standby:
            standby.meanwhile = renewal.prepare
        tally = take_in(found, looked, spool, options)
        if standby:
            standby.end()
        _bring(Job(folder, built, spool, tally, settings, progress, there), store_only=store_only)
    graph = open_graph(folder)
    if output is None:
        weakref.finalize(graph, shutil.rmtree, folder, ignore_errors=True)
    return graph


def _reachable(spread: Spread | None, folder: Path) -> None:
    """Make sure that a cluster can write where it is to write, before anything is extracted."""
    if spread is None:
        return
    located(spread.path)
    if not spread.quads:
        return
    if "://" not in spread.quads and Path(spread.quads).resolve().is_relative_to(folder.resolve()):
        raise OutputError(f"{spread.quads!r} lies in the output folder {str(folder)!r}: give one beside it to --quads")
    partitions.check(spread.quads)


def _bring(job: Job, *, store_only: bool) -> None:
    """Bring the graph up to what the sources say: by what changed where that can be, else from all extractions."""
    whole = job.spread is not None and job.spread.quads  # partitions are of the whole graph
    if not whole and renewal.renew(job):
        job.spool.close()
    else:
        memory.forget(job.folder)
        counted(job.spool, job.tally)
        finish(job, store_only=store_only)
    settings_of.prune(job.settings, job.folder)
    if not store_only and not files.complete(job.folder):
        job.progress("files", 0)
        files.replace(open_graph(job.folder), job.folder)


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
        finish(Job(path, built, spool, tally, settings_of.read(report), progress))
    return open_graph(path)


def finish(job: Job, *, store_only: bool = False) -> None:
    """Resolve, write and publish the extractions of the spool as a person lets them stand."""
    made = decisions.read(job.folder / decisions.FILE)
    told = Obeyed(job.spool, made)
    tally = _obeyed(job.tally, told)
    job.progress("resolve", tally.documents)
    known, before = (identities.read(job.folder / IDENTITIES) for _ in range(2))
    resolution = resolve_clusters(_clusters(job, told), known, choices=Choices(made), knowledge=memory.bases(job))
    copies = retold(job.spool, tally)
    job.progress("write", tally.documents)
    rows = None if store_only else Ordered()
    with ExitStack() as ending:
        with Loader(job.built / "store") as loader:
            decided = resolved(told, resolution, known, BASE, job.settings.accept, copies)
            name = _load(_quads(told, decided, job.spread), loader, rows)
            report = _report(tally, resolution)
            report["copies"] = {copy: story for copy, (story, _) in sorted(copies.items())}
            report["settings"] = settings_of.to_json(job.settings)
            report["decisions"] = {"made": len(made), "idle": [*resolution.idle, *told.idle()]}
            _write(job.built, told, known, report)
            _origins(job.built, job.spool)
            entries = search.rows(resolution.entities, told, resolution.iris, Iris(BASE))
            search.write(entries, job.built / "store" / search.FILE)
            keep = ending.enter_context(memory.learned(job, before, copies))
        job.progress("publish", tally.documents)
        _list(job.built, rows)
        job.spool.stage(name)
        generation.publish(job.folder, job.built, name)
        keep()
    job.spool.close()


def _clusters(job: Job, told: Obeyed) -> list[Group]:
    """Return the names of all articles that are one thing, found here or by a cluster."""
    if job.spread:
        return blocks.clusters(map(packed, told) if told.matters else job.spool.packed(), job.spread)
    return cluster(sorted(chain.from_iterable(map(profiles, told)), key=placed))


def _obeyed(tally: Tally, told: Obeyed) -> Tally:
    """Return what is counted of the articles as a person lets them stand."""
    if not told.matters and tally.documents:
        return tally
    counted = Tally(failures=tally.failures)
    for extraction in told:
        counted.add(extraction)
    return counted


def _load(parts: Iterable[bytes], loader: Loader, rows: Ordered | None) -> str:
    """Load the graph, also into `rows` where they are wanted; return what its generation is called after."""
    digest = hashlib.sha256()
    for lines in parts:
        digest.update(lines)
        loader.add(lines)
        if rows is not None:
            rows.add(lines)
    return digest.hexdigest()[:16]


def _list(built: Path, rows: Ordered | None) -> None:
    """Write the files beside the store from its sorted quads, or where there are none list them as gone."""
    if rows is None:
        files.list_gone(built)
    else:
        files.write(Graph(built, open_store(built / "store")), built, rows)


def _quads(told: Iterable[Extraction], decided: Resolved, spread: Spread | None) -> Iterator[bytes]:
    """Yield the graph as N-Quads, some at a time; where a cluster writes them, from its files."""
    if spread and spread.quads:
        return partitions.read(spread.quads, partitions.write(told, decided, spread, spread.quads))
    return written(told, decided)


def _report(tally: Tally, resolution: Resolution) -> dict[str, Any]:
    types = Counter(entity.type for entity in resolution.entities)
    return {
        "generator": generation.GENERATOR,
        "documents": tally.documents,
        "entities": dict(sorted(types.items())),
        **{name: tally.counts[name] for name in COUNTS},
        "sources": sorted(tally.sources, key=lambda row: row["id"]),
        "failures": tally.failed(),
    }


def _write(built: Path, spool: Iterable[Extraction], known: identities.Identities, report: dict[str, Any]) -> None:
    texts = built / "texts"
    texts.mkdir()
    for extraction in spool:
        (texts / f"{extraction.document.id}.txt").write_bytes(extraction.document.text.encode())
    identities.write(known, built / IDENTITIES)
    generation.write_report(built / generation.REPORT, report)


def _origins(built: Path, spool: Spool) -> None:
    """Write, for every text that cleaning changed, where its characters stand in the source."""
    folder = built / "origins"
    folder.mkdir()
    for id_, rows in spool.origins():
        if rows and (built / "texts" / f"{id_}.txt").exists():
            (folder / f"{id_}.tsv").write_text(rows, encoding="utf-8", newline="\n")
