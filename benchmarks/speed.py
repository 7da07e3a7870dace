"""How long each part takes on the same articles, in one run: `python -m benchmarks.speed [ARTICLES.jsonl] [--count N]`.

Prints the spaCy pipeline's time (tokens to names), the extractors beside it, the graph to a loaded store, the ratios
to the bare pipeline, words a second of the pipeline and articles a second of all.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from itertools import chain, islice
from pathlib import Path

from kg import corpus
from kg.corpus import Failure
from kg.export import rdf
from kg.extract.pipeline import extract_doc, loaded
from kg.language import parse
from kg.ontology import BASE
from kg.rdf import quads
from kg.rdf.iris import Iris
from kg.resolve import events
from kg.resolve.entities import resolve
from kg.resolve.identities import Identities
from kg.resolve.profiles import profiles
from kg.store import load

NEWS = Path(__file__).parents[2] / "shared" / "data" / "news" / "articles.jsonl"


def main(source: Path, count: int) -> None:
    """Measure and print."""
    read = (item for item in corpus.read([source]) if not isinstance(item, Failure))
    documents = list(islice(read, count))
    nlp = loaded("id")
    extract_doc(parse(nlp, documents[0]), documents[0])  # the first call loads what later ones share
    started = time.process_time()
    docs = [parse(nlp, document) for document in documents]
    parsed = time.process_time()
    extractions = [extract_doc(doc, document) for doc, document in zip(docs, documents, strict=True)]
    extracted = time.process_time()
    known, iris = Identities(), Iris(BASE)
    resolution = resolve(chain.from_iterable(profiles(e) for e in extractions), known)
    happenings, _ = events.events(chain.from_iterable(events.told(e, resolution) for e in extractions), known)
    places = {member: happening.iri for happening in happenings for member in happening.members}
    rows = rdf.ordered(
        chain(
            quads.entities(resolution.entities, iris), quads.of_extractions(extractions, resolution.iris, places, iris)
        )
    )
    with tempfile.TemporaryDirectory() as folder:
        load(rows, Path(folder) / "store")
    stored = time.process_time()
    words = sum(len(document.text.split()) for document in documents)
    base, beside, graph = parsed - started, extracted - parsed, stored - extracted
    print(f"{len(documents)} articles, {words} words, {sum(1 for _ in rows)} quads; seconds of one processor")
    print(f"pipeline   {base:8.2f}  {words / base:8.0f} words/s")
    print(f"extractors {beside:8.2f}  {beside / base:8.2f} of the pipeline")
    print(f"graph      {graph:8.2f}  {graph / base:8.2f} of the pipeline")
    print(f"all        {base + beside + graph:8.2f}  {(base + beside + graph) / base:8.2f} of the pipeline")
    print(f"           {len(documents) / (base + beside + graph):8.1f} articles/s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", nargs="?", type=Path, default=NEWS)
    parser.add_argument("--count", type=int, default=100)
    options = parser.parse_args()
    if not options.source.exists():
        sys.exit(f"no articles at {options.source}: give a file or a folder of articles")
    main(options.source, options.count)
