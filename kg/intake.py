"""Documents → the spool of extractions, and the count of what was read, found and failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.corpus import Cleaned, Failure, Found, Kept, Place
from kg.corpus.copies import Sketch, copies, meeting
from kg.errors import InputError
from kg.extract.outcomes import Outcome
from kg.extract.standby import Standby
from kg.extract.version import version
from kg.extract.workers import extract_all
from kg.model import Document, Extraction
from kg.origins import origins
from kg.spool import Spool, fingerprint
from kg.spread import Spread, extract_spread
from kg.unchanged import Unchanged

__all__ = ["COUNTS", "Options", "Tally", "counted", "extract_new", "retold", "retold_beside", "take_in"]

Read = Found | Kept | Failure
#: copy → the id of the story that it tells, and its publisher
Stories = dict[str, tuple[str, str]]


#: what the report counts
COUNTS = ("facts", "claims", "quotes", "values", "open relations")


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: a spaCy pipeline or None, whether the first failure ends it, processes, who is told, seconds.

    `spread` is the cluster that extracts, `standby` the process that takes the documents where they are few.
    """

    pipeline: str | None
    strict: bool
    workers: int
    progress: Callable[[str, int], None]
    seconds: float = 0.0
    spread: Spread | None = None
    standby: Standby | None = None


@dataclass(slots=True)
class Tally:
    """What the report says: counted while the articles pass."""

    documents: int = 0
    failures: list[Failure] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    sources: list[dict[str, str]] = field(default_factory=list)

    def failed(self) -> list[dict[str, str]]:
        """Return the failures as the report lists them."""
        return sorted(({"source": f.source, "reason": f.reason} for f in self.failures), key=str)

    def add(self, extraction: Extraction) -> None:
        """Count what an article says."""
        document = extraction.document
        published = document.published.isoformat() if document.published else ""
        self.sources.append({"id": document.id, "title": document.title, "date": published, "source": document.source})
        self.documents += 1
        for layer in ("roles", "relations", "events"):
            for row in getattr(extraction, layer):
                self.counts["facts" if row.modality == "actual" else "claims"] += 1
        self.counts["quotes"] += len(extraction.quotes)
        self.counts["values"] += len(extraction.values)
        self.counts["open relations"] += len(extraction.open_relations)


def take_in(found: Iterable[tuple[Place, Read]], unchanged: Unchanged, spool: Spool, options: Options) -> Tally:
    """Extract what the spool does not hold yet and return what failed; nothing is counted yet.

    Raises:
        InputError: on the first failure if the options say so.
    """
    tally = Tally()
    name = f"{version()} {options.pipeline or ''}"
    _extract(_changed(found, unchanged, spool, name, tally, options), spool, name, tally, options)
    unchanged.keep()
    return tally


def counted(spool: Spool, tally: Tally) -> Tally:
    """Return the tally with all documents of this build counted.

    Raises:
        InputError: where there is none.
    """
    for extraction in spool:
        tally.add(extraction)
    if not tally.documents:
        reasons = "; ".join(str(failure) for failure in tally.failures[:3])
        raise InputError(f"no document could be read: {reasons or 'the sources are empty'}")
    return tally


def retold(spool: Spool, tally: Tally) -> Stories:
    """Return, for each copy or near-copy among the documents of the tally, the story it tells: id and publisher."""
    standing = {row["id"] for row in tally.sources}
    return _told_again([row for row in spool.sketches() if row[0].id in standing])


def retold_beside(spool: Spool, came: Collection[str], before: Stories) -> Stories:
    """Return what `retold` does, given what it was `before` these articles came; only what meets them is compared."""
    rows = list(spool.sketches())
    together = {sketch.id for sketch in meeting([sketch for sketch, _ in rows], came)}
    others = {copy: story for copy, story in before.items() if copy not in together}
    return others | _told_again([row for row in rows if row[0].id in together])


def _told_again(rows: Sequence[tuple[Sketch, str]]) -> Stories:
    publishers = {sketch.id: publisher for sketch, publisher in rows}
    return {copy: (story, publishers[story]) for copy, story in copies(sketch for sketch, _ in rows).items()}


def extract_new(
    found: Iterable[tuple[Document, Cleaned] | Failure], spool: Spool, tally: Tally, options: Options
) -> None:
    """Make the documents part of this build, and extract those that the spool does not hold yet."""
    name = f"{version()} {options.pipeline or ''}"
    _extract(_new(found, spool, name, tally, options), spool, name, tally, options)


def _extract(todo: Iterable[Document], spool: Spool, name: str, tally: Tally, options: Options) -> None:
    for done, (document, outcome) in enumerate(_extracted(todo, options), 1):
        if isinstance(outcome, str):
            spool.drop(document)
            _fail(Failure(document.source or document.id, outcome), tally, options)
        else:
            spool.put(replace(outcome, version=name))
        options.progress("extract", done)


def _extracted(todo: Iterable[Document], options: Options) -> Iterator[Outcome]:
    if options.spread:
        return extract_spread(todo, options.spread, pipeline=options.pipeline)
    return extract_all(
        todo, pipeline=options.pipeline, workers=options.workers, seconds=options.seconds, standby=options.standby
    )


def _new(
    found: Iterable[tuple[Document, Cleaned] | Failure], spool: Spool, name: str, tally: Tally, options: Options
) -> Iterator[Document]:
    """Yield the documents that are not in the spool, noting failures on the way."""
    for item in found:
        if isinstance(item, Failure):
            _fail(item, tally, options)
        else:
            document, cleaned = item
            there = spool.has(document, name)
            spool.locate(document, origins(cleaned))
            if not there:
                yield document


def _changed(
    found: Iterable[tuple[Place, Read]],
    unchanged: Unchanged,
    spool: Spool,
    name: str,
    tally: Tally,
    options: Options,
) -> Iterator[Document]:
    """Yield the documents that are not in the spool; of files that are as they were nothing is read."""
    for place, item in found:
        key = ""
        if isinstance(item, Failure):
            _fail(item, tally, options)
        elif isinstance(item, Kept):
            spool.take(item.id, item.key)
        else:
            there = spool.has(item.document, name)
            key = fingerprint(item.document, name)
            spool.locate(item.document, origins(item.cleaned))
            if not there:
                yield item.document
        unchanged.note(place, item, key)


def _fail(failure: Failure, tally: Tally, options: Options) -> None:
    if options.strict:
        raise InputError(str(failure))
    tally.failures.append(failure)
