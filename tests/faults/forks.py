"""Commands of `kg` in processes that can be killed, limited and waited for.

Loading the model takes a second, a small build half of one. So one process loads it, and what builds, and forks a
child for every command: `python -m tests.faults.forks` reads commands from its standard input, one JSON object a line,
and answers twice, with the child's number when it starts and with its status when it ends. It opens no store: a fork
copies no threads.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

__all__ = ["Ended", "Forks"]

ROOT = Path(__file__).parents[2]
NOBODY = 65534


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: exit code (minus the signal where killed), what it wrote to stderr, seconds."""

    code: int
    stderr: str
    seconds: float

    def one_line(self) -> str:
        """Return the one line of an error."""
        assert self.stderr.startswith("kg: "), self.stderr
        assert self.stderr.count("\n") == 1, self.stderr
        return self.stderr


class Forks:
    """The process that forks, seen from a test."""

    def __init__(self, stderr: Path) -> None:
        self.stderr = stderr
        command = [sys.executable, "-m", "tests.faults.forks"]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def start(self, *arguments: str | Path, **limits: Any) -> int:
        """Start a command and return its process."""
        assert self.process.stdin
        assert self.process.stdout
        task = {"arguments": [str(argument) for argument in arguments], "stderr": str(self.stderr), **limits}
        self.process.stdin.write(json.dumps(task) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def end(self, started: float) -> Ended:
        """Wait for the command."""
        assert self.process.stdout
        code = int(self.process.stdout.readline())
        return Ended(code, self.stderr.read_text(encoding="utf-8"), time.monotonic() - started)

    def run(self, *arguments: str | Path, kill_after: float | None = None, **limits: Any) -> Ended:
        """Run a command to its end, or kill it after so many seconds."""
        started = time.monotonic()
        child = self.start(*arguments, **limits)
        if kill_after is not None and self.process.stdout:
            select.select([self.process.stdout], [], [], kill_after)  # no longer than it runs
            with suppress(ProcessLookupError):  # it was done before
                os.kill(child, signal.SIGKILL)
        return self.end(started)

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()


def main() -> None:
    """Fork a child for each line of standard input."""
    from kg.extract.pipeline import extract
    from kg.model import Document
    from kg.resolve.knowledge import built_in

    for module in ("kg.cli.decide", "kg.deciding", "kg.view.page", "kg.view.report", "jinja2.compiler"):
        import_module(module)
    built_in()
    extract(Document("warm", "Wali Kota Bandung Budi Santoso bertemu Siti Aminah di Jakarta."))
    for line in sys.stdin:
        task = json.loads(line)
        child = os.fork()
        if not child:
            _child(task)
        print(child, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _child(task: dict[str, Any]) -> None:
    from kg.cli.main import main as kg

    os.close(0)
    errors = os.open(task["stderr"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(errors, 2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    if most := task.get("largest_file"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    if task.get("nobody"):
        os.setuid(NOBODY)
    try:
        kg(task["arguments"])
    except SystemExit as end:
        sys.stderr.flush()
        os._exit(int(end.code or 0))
    finally:
        os._exit(0 if sys.exc_info()[0] is None else 70)  # 70: a traceback, which no command may end with


if __name__ == "__main__":
    main()
