"""What was asked for and what is reached, in one run and one table: `python -m benchmarks.table`, or `make bench`.

Small by default, some minutes; `--full` takes the sizes that were asked for, which is hours. Seconds are those of one
processor unless a row says otherwise, so that a busy machine distorts them least. Rows whose articles are not there are
left out, and said so.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.archive import TRAIN
from benchmarks.speed import NEWS

__all__ = ["main"]

ROOT = Path(__file__).parents[1]
EXPORTS = ("turtle", "nquads", "rdfxml", "jsonld", "rdf12", "nif", "csv")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much each part measures."""

    articles: int = 100
    quads: int = 100_000
    pages: int = 2_000
    archive: int = 100
    again: int = 200


FULL = Sizes(articles=522, quads=1_000_000, pages=10_000, archive=1_000, again=100_000)
#: what, asked, reached
Row = tuple[str, str, str]


def main(sizes: Sizes, out: Path) -> None:
    """Run each part and print its rows as they come."""
    print(f"{'what':74} {'asked':>10} {'reached':>10}")
    for part in (_speed, _build, _million, _exports, _start, _warc, _archive):
        for what, asked, reached in part(sizes, out):
            print(f"{what:74} {asked:>10} {reached:>10}", flush=True)


def _speed(sizes: Sizes, _out: Path) -> Iterator[Row]:
    if not NEWS.exists():
        yield "extraction and graph against the bare pipeline: no articles here", "", ""
        return
    rows = {row[0]: row for row in _run("speed", "--count", str(sizes.articles)) if row}
    size = f"{sizes.articles} articles"
    for name, asked in (("all", "2.0"), ("extractors", "0.5")):
        what = {"all": "extraction and graph to the store", "extractors": "extractors beside the pipeline"}[name]
        yield f"{what}, of the pipeline's time, eight at once ({size})", f"≤ {asked}", rows[name][2]
        yield f"{what}, of the pipeline's time, one by one", f"≤ {asked}", rows[name][6]


def _build(sizes: Sizes, _out: Path) -> Iterator[Row]:
    if not NEWS.exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        lines = NEWS.read_text(encoding="utf-8").splitlines(keepends=True)[: sizes.articles]
        source = Path(folder) / "news.jsonl"
        source.write_text("".join(lines), encoding="utf-8")
        command = ["-m", "kg.cli", "build", "-q", str(source), "-o", f"{folder}/out", "--store-only", "--workers", "2"]
        wall, processor = _timed(command)
    what = f"articles a second, `kg build --workers 2` ({len(lines)} articles"
    yield f"{what}, of two processors)", "≥ 25", f"{2 * len(lines) / processor:.1f}"
    yield f"{what}, by the clock)", "≥ 25", f"{len(lines) / wall:.1f}"


def _million(sizes: Sizes, out: Path) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        rows = _run("million", str(out), f"{folder}/large", "--quads", str(sizes.quads), "--store")
    load = next(row for row in rows if row[0] == "load")
    mean = next(row for row in rows if row[:2] == ["geometric", "mean"])
    bare = next(row for row in rows if row[:2] == ["ours", "to"])
    yield f"loading {sizes.quads:,} quads, times as fast as rdflib's own store", "≥ 4", load[3]
    yield "8 queries of the cookbook, times as fast (geometric mean)", "≥ 10", mean[2]
    yield "queries of up to 1,000 rows, of bare pyoxigraph's time", "≤ 1.3", bare[-1]


def _exports(sizes: Sizes, out: Path) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        _run("million", str(out), f"{folder}/large", "--quads", str(sizes.quads))
        rows = _run("exports", f"{folder}/large", *EXPORTS)[2:]
    largest = max(rows, key=lambda row: float(row[2]))
    yield f"memory of the exports at {sizes.quads:,} quads, MB (most: {largest[0]})", "≤ 1000", largest[2]


def _start(_sizes: Sizes, out: Path) -> Iterator[Row]:
    ask = "SELECT * WHERE { ?s a schema:Person } LIMIT 3"
    for what, asked, command in (
        ("start of `kg --help`, s", "≤ 0.2", ["-m", "kg.cli", "--help"]),
        ("`kg query` on a built graph, s", "≤ 0.4", ["-m", "kg.cli", "query", str(out), ask]),
    ):
        yield what, asked, f"{min(_timed(command)[1] for _ in range(5)):.2f}"


def _warc(sizes: Sizes, _out: Path) -> Iterator[Row]:
    (records, peak) = (" ".join(row) for row in _run("warc", str(sizes.pages)))
    speed, memory = records.rpartition(": ")[2].split()[0], peak.split(",")[1].split()[0]
    yield f"web archive, {sizes.pages:,} records: records a second", "", speed
    yield "web archive: memory while reading, MB", "bounded", memory


def _archive(sizes: Sizes, _out: Path) -> Iterator[Row]:
    if not TRAIN.exists():
        yield "an archive of recombined articles: no articles here", "", ""
        return
    rows = [row for row in _run("archive", str(sizes.archive), str(sizes.again))[1:] if row]
    first, last = (next(row for row in rows if row[0] == str(n)) for n in (sizes.archive, sizes.again))
    yield (
        f"time an article at {sizes.again:,}, of that at {sizes.archive:,}",
        "≤ 1.2",
        f"{float(last[-1]) / float(first[-1]):.2f}",
    )
    yield f"peak memory at {sizes.again:,}, MB", "≤ 6000", last[-2]
    more = next(row for row in rows if row[0] == str(sizes.again) and row[1] == "one")
    yield f"one more article into {sizes.again:,}, s by the clock", "≤ 3", more[3]


def _run(name: str, *arguments: str) -> list[list[str]]:
    """Return what a benchmark prints, line by line in words."""
    command = [sys.executable, "-m", f"benchmarks.{name}", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [line.split() for line in done.stdout.splitlines()]


def _timed(command: list[str]) -> tuple[float, float]:
    """Return the seconds by the clock and of processors that a run of Python takes, its children with it."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, *command], cwd=ROOT, check=True, capture_output=True)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "out", help="A built graph to enlarge.")
    parser.add_argument("--full", action="store_true", help="The sizes that were asked for: hours.")
    options = parser.parse_args()
    if not (options.out / "store").exists():
        sys.exit(f"{str(options.out)!r} holds no graph: make one with `make demo`")
    main(FULL if options.full else Sizes(), options.out)
