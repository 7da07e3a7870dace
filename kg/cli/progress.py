"""How far a build is: a line on a terminal, or one JSON object a second for whoever reads logs."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

__all__ = ["Pace", "expected", "shown"]

Report = Callable[[str, int], None]
#: files that hold one article a line; what other files with many articles hold is known at their end
LINED = (".jsonl", ".ndjson")
MANY = (".csv", ".tsv", ".json", ".zip", ".tar", ".gz", ".xz", ".bz2", ".zst", ".warc", ".parquet", ".xml", ".mbox")
CHUNK = 1 << 20


@dataclass(slots=True)
class Pace:
    """The stage of a build, how many articles it has done in how many seconds, and of how many (0: not known)."""

    total: int = 0
    stage: str = "read"
    done: int = 0
    started: float = field(default_factory=time.monotonic)
    since: float = field(default_factory=time.monotonic)

    def report(self, stage: str, done: int) -> None:
        """Take note of how far the build is; a new stage has a pace of its own."""
        if stage != self.stage:
            self.since = time.monotonic()
        self.stage, self.done = stage, done

    def row(self) -> dict[str, str | int | float | None]:
        """Return stage, articles done and in all, articles a second, seconds left and gone; None where not known."""
        now = time.monotonic()
        rate = self.done / (now - self.since) if self.stage == "extract" and now > self.since else None
        left = (self.total - self.done) / rate if rate and self.total >= self.done else None
        return {
            "stage": self.stage,
            "done": self.done,
            "total": self.total or None,
            "rate": round(rate, 1) if rate else None,
            "left": round(left, 1) if left is not None else None,
            "seconds": round(now - self.started, 1),
        }


def expected(sources: tuple[str, ...]) -> int:
    """Return how many articles the sources hold, 0 where only reading them tells."""
    total = 0
    for source in sources:
        path = Path(source)
        files = (file for file in path.rglob("*") if file.is_file()) if path.is_dir() else iter([path])
        for file in files:
            name = file.name.lower()
            if not file.is_file() or (name.endswith(MANY) and not name.endswith(LINED)):
                return 0
            total += _lines(file) if name.endswith(LINED) else 1
    return total


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(CHUNK), b""))


@contextmanager
def shown(sources: tuple[str, ...], log: str, *, quiet: bool) -> Iterator[Report]:
    """Give the function that a build tells how far it is: `log` is "text", drawn on a terminal, or "json"."""
    if log == "json":
        with _logged(Pace(expected(sources))) as report:
            yield report
    elif quiet or not sys.stderr.isatty():
        yield lambda _stage, _done: None
    else:
        with _drawn(expected(sources)) as report:
            yield report


@contextmanager
def _logged(pace: Pace) -> Iterator[Report]:
    """Write a JSON line each second, and one at the end."""
    ended = Event()

    def write() -> None:
        sys.stderr.write(json.dumps(pace.row()) + "\n")
        sys.stderr.flush()

    def tick() -> None:
        while not ended.wait(1.0):
            write()

    ticking = Thread(target=tick, daemon=True)
    ticking.start()
    try:
        yield pace.report
    finally:
        ended.set()
        ticking.join()
        write()


@contextmanager
def _drawn(total: int) -> Iterator[Report]:
    """Draw stage, bar, articles, rate and time left."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    pace = Pace(total)
    columns = (
        TextColumn("{task.description:8}"),
        BarColumn(),
        TextColumn("{task.completed} articles"),
        TextColumn("{task.fields[pace]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("read", total=total or None, pace="")

        def report(stage: str, done: int) -> None:
            pace.report(stage, done)
            progress.update(task, description=stage, completed=done, pace=_words(pace))

        yield report


def _words(pace: Pace) -> str:
    row = pace.row()
    rate = f"{row['rate']}/s" if row["rate"] else ""
    left = f", {float(row['left']):.0f} s left" if row["left"] else ""
    return rate + left
