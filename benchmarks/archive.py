"""An archive of N articles made from real sentences and names, built and measured: `python -m benchmarks.archive N …`.

Each article is a real one of ../shared/annotation/train.jsonl whose people, bodies and places bear the names of others,
with some of its sentences from a third; names are drawn so that few are frequent and many are rare, as in a newspaper.
Each is a file of its own. For every N: a build from nothing, a second build in which nothing changed, and two with an
article more, each with wall time, processor time, largest memory of a process, and what these come to for an article.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

#: seconds after which a file that was written is trusted to be as it looks
SETTLED = 2.5
TRAIN = Path(__file__).parents[2] / "shared" / "annotation" / "train.jsonl"
PUBLISHERS = ("Harian A", "Harian B", "Kabar C", "Warta D", "Berita E")
BORROWED = 0.2
FIRST_DAY = date(2015, 1, 1)


def articles(count: int, *, seed: int = 1) -> Iterator[dict[str, str]]:
    """Yield articles as rows of JSON Lines; the first n are the same for every count."""
    rows = [json.loads(line) for line in TRAIN.read_text(encoding="utf-8").splitlines()]
    names: dict[str, list[str]] = {}
    for row in rows:
        for _, type_, name, _ in row["annotation"]["entities"]:
            names.setdefault(type_, []).append(name)
    pool = {type_: sorted(set(found)) for type_, found in names.items()}
    chance = random.Random(seed)
    for pools in pool.values():
        chance.shuffle(pools)
    for number in range(count):
        yield _article(number, random.Random(f"{seed} {number}"), rows, pool)


def _article(
    number: int, chance: random.Random, rows: list[dict[str, object]], pool: dict[str, list[str]]
) -> dict[str, str]:
    row, other = chance.choice(rows), chance.choice(rows)
    sentences = [str(sentence) for sentence in row["sentences"]]  # type: ignore[attr-defined]
    more = [str(sentence) for sentence in other["sentences"]]  # type: ignore[attr-defined]
    mixed = [chance.choice(more) if at and chance.random() < BORROWED else text for at, text in enumerate(sentences)]
    text = "\n".join(mixed)
    for _, type_, name, forms in row["annotation"]["entities"]:  # type: ignore[index]
        new = _drawn(chance, pool[type_])
        for form in sorted(forms, key=len, reverse=True):
            short = new.split()[-1] if type_ == "PER" and " " in name and " " not in form else new
            text = re.sub(rf"(?<!\w){re.escape(form)}(?!\w)", lambda _, short=short: short, text)
    title, _, body = text.partition("\n")
    day = FIRST_DAY + timedelta(days=number % 3650)
    return {"id": f"a{number:07}", "title": title, "text": body, "date": day.isoformat(),
            "publisher": chance.choice(PUBLISHERS)}  # fmt: skip


def _drawn(chance: random.Random, names: list[str]) -> str:
    """Return a name, the n-th about n times as rare as the first; a rare one gets a surname of its own."""
    rank = int(chance.paretovariate(0.7)) - 1
    name = names[rank % len(names)]
    return name if rank < len(names) else f"{name} {names[rank // len(names) % len(names)].split()[-1]}"


def main(counts: list[int], workers: int) -> None:
    """Build each archive and print its rows."""
    print(f"{'articles':>9} {'what':12} {'wall s':>8} {'CPU s':>8} {'MB':>6} {'ms/article':>10}")
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            source, out = Path(folder) / "articles", Path(folder) / "out"
            source.mkdir()
            rows = articles(count + 2)
            for row in islice(rows, count):
                _write(row, source)
            for what in ("from nothing", "again", "one more", "and one"):
                if what in ("one more", "and one"):
                    _write(next(rows), source)
                time.sleep(SETTLED)
                wall, processor, memory = _built(source, out, workers)
                each = 1000 * processor / count
                line = f"{count:9} {what:12} {wall:8.1f} {processor:8.1f} {memory:6.0f} {each:10.1f}"
                print(line, flush=True)


def _write(row: dict[str, str], folder: Path) -> None:
    """Write an article as a file of its own."""
    (folder / f"{row['id']}.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")


def _built(source: Path, out: Path, workers: int) -> tuple[float, float, float]:
    """Return wall seconds, processor seconds and the largest memory of a process in MB."""
    command = [
        sys.executable,
        "-m",
        "kg.cli",
        "build",
        "-q",
        str(source),
        "-o",
        str(out),
        "--store-only",
        "--workers",
        str(workers),
    ]
    code = f"""
import json, resource, subprocess
subprocess.run({command}, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    processor, memory = json.loads(done.stdout.splitlines()[-1])
    return time.perf_counter() - started, processor, memory


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[1000])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--write", type=Path, help="Write the articles here and build nothing.")
    options = parser.parse_args()
    if not TRAIN.exists():
        sys.exit(f"no articles at {TRAIN}: the benchmark needs the shared annotations")
    if options.write:
        with options.write.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in articles(options.counts[0]))
    else:
        main(options.counts, options.workers)
