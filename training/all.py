"""Retrain all that is learned from `../shared`: `python -m training.all`, what `make model` runs.

Stages run two at a time, each in its own process, as soon as those that they need are done. A stage that is done is not
run again: a run that was stopped goes on where it was (`--again` begins anew). Each stage keeps its own work besides.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

__all__ = ["STAGES", "main"]

DONE = Path(".cache/stages")
FOLDS = [f"names-{fold}" for fold in range(5)]
READERS = ("readers-0", "readers-1")
#: stage → its command and the stages that it needs; of those that could start, the first does
STAGES: dict[str, tuple[str, Sequence[str]]] = {
    "material": ("training.ner --prepare", ()),
    "pipeline": ("training.pipeline", ()),
    "names": ("training.ner", ("material",)),
    "values": ("training.values", ()),
    "clusters": ("training.clusters", ()),
    "links": ("training.links", ()),
    # each reads all articles before it learns, so that three share a process; one of the two goes before the folds, so
    # that the other is done when the stages that wait for each other are
    "readers-0": ("training.events_network --fold 0 1 2", ("pipeline", "values", "names")),
    **{name: (f"training.ner --fold {name[-1]} --only-teacher", ("material",)) for name in FOLDS},
    "second": ("training.ner_second", ("names", *FOLDS)),
    "corefs": ("training.corefs", ("pipeline", "second", "values", "clusters")),
    "quotes": ("training.quotes", ("corefs",)),
    "roles": ("training.roles", ("quotes",)),
    "relations": ("training.relations", ("roles",)),
    "readers-1": ("training.events_network --fold 3 4 -1", ("pipeline", "values", "names")),
    "events": ("training.events", ("roles", *READERS)),
    "package": ("training.package", ("pipeline", "second")),
}


def main() -> None:
    """Run the stages that are not done; end with an error where one fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=2, help="stages at a time")
    parser.add_argument("--again", action="store_true", help="run all stages, done or not")
    options = parser.parse_args()
    DONE.mkdir(parents=True, exist_ok=True)
    done = set() if options.again else {path.name for path in DONE.iterdir()} & STAGES.keys()
    running: dict[str, tuple[subprocess.Popen[bytes], float]] = {}
    while len(done) < len(STAGES):
        for name, (command, needs) in STAGES.items():
            ready = name not in done and name not in running and done.issuperset(needs)
            if ready and len(running) < options.jobs:
                print(f"{name}: python -m {command}", flush=True)
                environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
                process = subprocess.Popen([sys.executable, "-m", *command.split()], env=environment)
                running[name] = process, time.time()
        name = _ended(running)
        process, began = running.pop(name)
        if process.returncode:
            for other, _ in running.values():
                other.terminate()
            sys.exit(f"{name} failed ({process.returncode}): mend it and run `python -m training.all` again")
        seconds = f"{time.time() - began:.0f}"
        (DONE / name).write_text(f"{seconds} s\n", encoding="utf-8")
        print(f"{name}: done in {seconds} s", flush=True)
        done.add(name)


def _ended(running: dict[str, tuple[subprocess.Popen[bytes], float]]) -> str:
    while True:
        for name, (process, _) in running.items():
            if process.poll() is not None:
                return name
        time.sleep(0.5)


if __name__ == "__main__":
    main()
