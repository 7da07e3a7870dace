"""A large graph made of a small one: `python -m benchmarks.million OUT TARGET --quads 1000000`.

OUT is a folder that `kg build` wrote; TARGET becomes one with that graph as often under other names as it takes, so
that every benchmark of exports, loading and queries has as many quads as it wants in seconds. With `--store` the other
store is timed too: rdflib's own (in memory) and ours load the same N-Quads and answer the same queries, in one run.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from io import BytesIO
from math import exp, log
from pathlib import Path

import pyoxigraph as ox

from kg.generation import REPORT, STORE
from kg.graph import open_graph
from kg.ontology import PREFIXES
from kg.store import Loader, open_store, query

#: What names a thing of the data, in N-Quads; a copy of it gets a number.
NAMED = re.compile(rb"<https://kg\.example/(?!ontology|graph/)([a-z]+)/")
COOKBOOK = Path(__file__).parents[1] / "docs" / "cookbook"
#: bytes of N-Quads that are handed over at once
PART = 10_000_000
ASKED = ("01", "02", "03", "10", "12", "14", "16", "22")


def enlarge(out: Path, target: Path, quads: int) -> None:
    """Write a folder with at least so many quads, with the texts that the evidence points into."""
    graph = open_graph(out)
    data = graph.store.dump(format=ox.RdfFormat.N_QUADS) or b""
    copies = -(-quads // len(graph.store))
    shutil.rmtree(target, ignore_errors=True)
    (target / STORE).mkdir(parents=True)
    (target / "texts").mkdir()
    _loaded(_copies(data, copies), target / STORE / "copies")
    (target / STORE / "current").write_text("copies\n", encoding="utf-8")
    for id_, text in graph.texts().items():
        for number in range(copies):
            (target / "texts" / f"{_name(id_, number)}.txt").write_bytes(text.encode())
    report = {**graph.report(), "generator": "kg"}
    (target / REPORT).write_text(json.dumps(report), encoding="utf-8")
    print(f"{len(open_graph(target).store)} quads in {target}")


def _name(id_: str, number: int) -> str:
    return f"{number}-{id_}" if number else id_


def _loaded(parts: Iterable[bytes], path: Path) -> None:
    """Load N-Quads, some of their lines at a time, as a build gives them."""
    with Loader(path) as loader:
        for part in parts:
            file = BytesIO(part)
            while lines := file.readlines(PART):
                loader.add(b"".join(lines))


def _copies(data: bytes, copies: int) -> Iterator[bytes]:
    for number in range(copies):
        mark = f"{number}-".encode() if number else b""
        renamed = NAMED.sub(lambda found, mark=mark: b"<https://kg.example/" + found[1] + b"/" + mark, data)
        yield re.sub(rb'(<http://purl\.org/dc/terms/identifier> ")', rb"\g<1>" + mark, renamed)


def against_rdflib(target: Path) -> None:
    """Print seconds to load and to answer the cookbook's queries, ours and rdflib's, and their ratios."""
    import rdflib

    data = open_graph(target).store.dump(format=ox.RdfFormat.N_QUADS) or b""
    fresh = target / STORE / "timed"
    shutil.rmtree(fresh, ignore_errors=True)
    started = time.process_time()
    _loaded([data], fresh)
    ours = time.process_time() - started
    started = time.process_time()
    dataset = rdflib.Dataset(default_union=False)
    dataset.parse(data=data, format="nquads")
    theirs = time.process_time() - started
    print(f"{'what':24} {'ours s':>9} {'rdflib s':>9} {'ratio':>8} {'bare s':>9} {'rows':>7}")
    print(f"{'load':24} {ours:9.2f} {theirs:9.2f} {theirs / ours:8.1f}", flush=True)
    _queries(open_store(fresh), dataset)
    shutil.rmtree(fresh, ignore_errors=True)


def _queries(store: ox.Store, dataset: object) -> None:
    ratios, bare_ratios = [], []
    for path in sorted(COOKBOOK.glob("*.rq")):
        if not path.name.startswith(ASKED):
            continue
        text = path.read_text(encoding="utf-8")
        ours, rows = _timed(lambda text=text: len(query(store, text)))
        bare, _ = _timed(lambda text=text: sum(1 for _ in store.query(text, prefixes=PREFIXES)))
        theirs, _ = _timed(lambda text=text: len(list(dataset.query(text, initNs=PREFIXES))))  # type: ignore[attr-defined]
        ratios.append(theirs / ours)
        if rows <= 1000:
            bare_ratios.append(ours / bare)
        print(f"{path.stem:24} {ours:9.3f} {theirs:9.2f} {theirs / ours:8.1f} {bare:9.3f} {rows:7}", flush=True)
    print(f"{'geometric mean':24} {'':9} {'':9} {_mean(ratios):8.1f}")
    print(f"{'ours to bare pyoxigraph':24} {_mean(bare_ratios):9.2f}")


def _timed(run: object) -> tuple[float, int]:
    """Return the best of three runs, in seconds of one processor, and the rows."""
    best, rows = float("inf"), 0
    for _ in range(3):
        started = time.process_time()
        rows = run()  # type: ignore[operator]
        best = min(best, time.process_time() - started)
    return max(1e-6, best), rows


def _mean(ratios: list[float]) -> float:
    return exp(sum(map(log, ratios)) / len(ratios)) if ratios else 0.0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--store", action="store_true", help="Time loading and queries against rdflib's own store.")
    options = parser.parse_args()
    if options.target.exists() and not (options.target / STORE / "copies").exists():
        sys.exit(f"{options.target} was not made by this benchmark: give a new folder")
    if not (options.target / STORE / "current").exists():
        enlarge(options.out, options.target, options.quads)
    if options.store:
        against_rdflib(options.target)
