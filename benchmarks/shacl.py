"""SHACL engines on the same graph, in one run: `python -m benchmarks.shacl OUT`, OUT a folder that `kg build` wrote.

Prints seconds of one processor and the violations found by pyshacl-turbo and pySHACL, each reading the store piece by
piece as `kg check` does, and the largest memory of each in a process of its own.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox

from kg.graph import open_graph
from kg.shapes import ENGINES, violations


def main(folder: Path) -> None:
    """Run each engine in a process of its own, so that neither pays for the other's memory."""
    print(f"{len(open_graph(folder).store)} quads")
    for name in ENGINES:
        command = [sys.executable, "-m", "benchmarks.shacl", str(folder), "--engine", name]
        print(subprocess.run(command, check=True, capture_output=True, text=True).stdout, end="", flush=True)


def one(folder: Path, name: str) -> None:
    """Validate with one engine and print its line."""
    graph = open_graph(folder)
    names: list[ox.DefaultGraph | ox.NamedNode] = [ox.DefaultGraph(), *graph.store.named_graphs()]  # type: ignore[list-item]
    started = time.process_time()
    found = sum(1 for part in names for _ in violations(graph.store, part, "", engine=name))
    seconds = time.process_time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:15} {seconds:8.2f} s  {found:6} violations  {memory:6.0f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engine", choices=list(ENGINES))
    options = parser.parse_args()
    if options.engine:
        one(options.folder, options.engine)
    else:
        main(options.folder)
