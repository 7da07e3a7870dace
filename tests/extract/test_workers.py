"""Every document comes out once, in order, in one process or several."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.extract.attempts import killed_after
from kg.extract.workers import extract_all, in_processes
from kg.model import Document, Extraction
from tests.processes import living
from tests.samples import document

COUNT = 11


@pytest.mark.parametrize("workers", [1, 2])
def test_extract_all_yields_every_document_in_order(workers: int) -> None:
    given = [document(f"d{n:02}", [f"Wali Kota Bandung tiba di Jakarta {n}."]) for n in range(COUNT)]
    done = list(extract_all(given, workers=workers))
    assert [d.id for d, _ in done] == [d.id for d in given]
    assert not [outcome for _, outcome in done if isinstance(outcome, str)]


def deaf(documents: tuple[Document, ...]) -> list[Extraction | str]:
    """Sleep over the alarm where a document says so, and die where one says that."""
    with killed_after(1.0):
        for document in documents:
            if document.id == "deaf":
                signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
                time.sleep(600)
            if document.id == "dead":
                os.kill(os.getpid(), signal.SIGKILL)
        return [document.id for document in documents]


@pytest.mark.parametrize(("id_", "says"), [("deaf", "takes more than 0.5 seconds"), ("dead", "died twice")])
def test_document_that_ends_its_worker_is_named_and_costs_only_itself(id_: str, says: str) -> None:
    given = [document(name, ["Air naik."]) for name in ("a", "b", id_, "c", *"defghijklmn")]
    seconds = 0.5 if id_ == "deaf" else 600
    done = {d.id: outcome for d, outcome in in_processes(given, deaf, 2, seconds)}
    assert list(done) == [d.id for d in given]
    assert says in str(done.pop(id_))
    assert all(outcome == name for name, outcome in done.items())


def test_document_over_time_is_named_in_this_process() -> None:
    slow = document("slow", ["Wali Kota Bandung Budi Santoso bertemu Siti Aminah di Jakarta."] * 300)
    (outcome,) = extract_all([slow], seconds=0.02)
    assert str(outcome[1]).startswith("takes more than 0.02 seconds")


def test_workers_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(60):
        (tmp_path / "in" / f"{number}.txt").write_text(f"Wali Kota Bandung tiba di Jakarta {number}.\n" * 40)
    command = [
        sys.executable,
        "-m",
        "kg.cli",
        "build",
        str(tmp_path / "in"),
        "-o",
        str(tmp_path / "out"),
        "--workers=2",
    ]
    process = subprocess.Popen(command, start_new_session=True)
    while len(living(process.pid)) < 3:  # the build, its resource tracker and a worker
        time.sleep(0.1)
    process.kill()
    process.wait()
    for _ in range(100):
        if not living(process.pid):
            break
        time.sleep(0.1)
    assert not living(process.pid)
