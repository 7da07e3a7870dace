"""How long each part takes on the same articles, in one run: `python -m benchmarks.speed [ARTICLES.jsonl] [--count N]`.

Prints the spaCy pipeline's time (tokens to names), the extractors beside it, the graph to a loaded store, the ratios
to the bare pipeline, words a second of the pipeline and articles a second of all. The pipeline reads eight articles at
once, as `kg build` has it; "one by one" is what `nlp(text)` takes for each alone, measured on a third of them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kg import corpus
from kg.corpus import Failure
from kg.extract.outcomes import TOGETHER
from kg.extract.pipeline import extract_doc, loaded
from kg.language import parse, parse_together
from kg.model import Document, Extraction
from kg.ontology import BASE
from kg.rdf import quads
from kg.rdf.iris import Iris
from kg.rdf.nquads import nquads
from kg.resolve import events
from kg.resolve.entities import resolve
from kg.resolve.identities import Identities
from kg.resolve.profiles import profiles
from kg.store import Loader, open_store

NEWS = Path(__file__).parents[2] / "shared" / "data" / "news" / "articles.jsonl"


def main(source: Path, count: int) -> None:
    """Measure and print."""
    read = (item for item in corpus.read([source]) if not isinstance(item, Failure))
    documents = list(islice(read, count))
    nlp = loaded("id")
    first = extract_doc(parse(nlp, documents[0]), documents[0])  # the first call loads what later ones share
    tables, _ = _timed(lambda: _graph([first]))
    alone, _ = _timed(lambda: [parse(nlp, document) for document in documents[: len(documents) // 3]])
    base, docs = _timed(lambda: list(_parsed(nlp, documents)))
    beside, extractions = _timed(lambda: [extract_doc(doc, d) for doc, d in zip(docs, documents, strict=True)])
    graph, quads_ = _timed(lambda: _graph(extractions))
    words, whole = sum(len(document.text.split()) for document in documents), base + beside + graph
    one_by_one = alone * len(documents) / max(1, len(documents) // 3)
    print(f"{len(documents)} articles, {words} words, {quads_} quads; seconds of one processor")
    print(f"pipeline   {base:8.2f}  {words / base:8.0f} words/s, {one_by_one:.2f} s one by one")
    print(f"extractors {beside:8.2f}  {beside / base:8.2f} of the pipeline, {beside / one_by_one:.2f} one by one")
    print(f"graph      {graph:8.2f}  {graph / base:8.2f} of the pipeline, {graph / one_by_one:.2f} one by one")
    against = (one_by_one + beside + graph) / one_by_one
    print(f"all        {whole:8.2f}  {whole / base:8.2f} of the pipeline, {against:.2f} one by one")
    print(f"           {len(documents) / whole:8.1f} articles/s; tables that a graph reads once: {tables:.2f} s")


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.process_time()
    done = work()
    return time.process_time() - started, done


def _parsed(nlp: Language, documents: list[Document]) -> Iterator[Doc]:
    rest = iter(documents)
    while group := list(islice(rest, TOGETHER)):
        yield from parse_together(nlp, group)


def _graph(extractions: list[Extraction]) -> int:
    """Load the graph of the extractions into a store and return how many quads it has."""
    known, iris = Identities(), Iris(BASE)
    resolution = resolve(chain.from_iterable(profiles(e) for e in extractions), known)
    happenings, _ = events.events(chain.from_iterable(events.told(e, resolution) for e in extractions), known)
    places = {member: happening.iri for happening in happenings for member in happening.members}
    with tempfile.TemporaryDirectory() as folder:
        with Loader(Path(folder) / "store") as loader:
            parts = nquads(quads.entities(resolution.entities, iris))
            for lines in chain(parts, quads.written(extractions, resolution.iris, places, iris)):
                loader.add(lines)
        return len(open_store(Path(folder) / "store"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", nargs="?", type=Path, default=NEWS)
    parser.add_argument("--count", type=int, default=100)
    options = parser.parse_args()
    if not options.source.exists():
        sys.exit(f"no articles at {options.source}: give a file or a folder of articles")
    main(options.source, options.count)
