"""Time and memory of every export: `python -m benchmarks.exports FOLDER [FORMAT …]`, each in a process of its own.

FOLDER is one that `kg build` wrote, or `benchmarks.million` made of one.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kg.export.formats import FORMATS, export
from kg.graph import open_graph


def main(folder: Path, names: list[str]) -> None:
    """Print a row for each format."""
    print(f"{len(open_graph(folder).store)} quads")
    print(f"{'format':10} {'CPU s':>8} {'MB':>6} {'file MB':>8}")
    for name in names:
        command = [sys.executable, "-m", "benchmarks.exports", str(folder), name, "--here"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        print(done.stdout or f"{name:10} {done.stderr.splitlines()[-1]}\n", end="", flush=True)


def one(folder: Path, name: str) -> None:
    """Export in this process and print what it took."""
    with tempfile.TemporaryDirectory() as target:
        started = time.process_time()
        path = export(open_graph(folder), name, Path(target))
        seconds = time.process_time() - started
        files = path.rglob("*") if path.is_dir() else [path]
        size = sum(file.stat().st_size for file in files) / 1e6
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:10} {seconds:8.1f} {memory:6.0f} {size:8.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("formats", nargs="*", default=list(FORMATS))
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        one(options.folder, options.formats[0])
    else:
        main(options.folder, options.formats)
