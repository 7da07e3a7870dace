"""A build on a graph loads its extractor in a process ahead, which never outlives it nor speaks up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kg
from kg.memory import FEWEST
from tests.processes import living

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX systems do"),
]


def begun(sources: Path, out: Path) -> subprocess.Popen[str]:
    command = [
        sys.executable,
        "-m",
        "kg.cli",
        "build",
        str(sources),
        "-o",
        str(out),
        "--workers=2",
        "--store-only",
        "-q",
    ]
    return subprocess.Popen(command, start_new_session=True, stderr=subprocess.PIPE, text=True)


def test_one_article_more_comes_with_the_process_ahead_whatever_ends_a_build(tmp_path: Path) -> None:
    sources, out = tmp_path / "in", tmp_path / "out"
    sources.mkdir()
    for number in range(FEWEST):
        (sources / f"{number:03}.txt").write_text(f"Wali Kota Bandung Budi Santoso tiba di Jakarta, {number}.\n")
    first = begun(sources, out)
    assert (first.communicate()[1], first.returncode) == ("", 0)
    (sources / "zz.txt").write_text("Direktur Utama PT Maju Jaya Siti Aminah bertemu Budi Santoso di Surabaya.\n")
    for number in range(12):
        process = begun(sources, out)
        time.sleep(0.05 + 0.05 * number)
        if number % 2:
            process.kill()
        else:  # Ctrl-C, which a terminal sends to all of them
            os.killpg(process.pid, signal.SIGINT)
        _, told = process.communicate()
        assert process.returncode
        assert "spawn_main" not in told, told  # as a process that was started says it
        for _ in range(100):
            if not living(process.pid):
                break
            time.sleep(0.1)
        assert not living(process.pid)
        assert len(kg.open(out).texts()) in {FEWEST, FEWEST + 1}
    process = begun(sources, out)
    _, told = process.communicate()
    assert (process.returncode, told) == (0, "")
    graph = kg.open(out)
    assert "zz" in graph.texts()
    assert graph.query("SELECT ?s { ?s skos:prefLabel ?l FILTER(STR(?l) = 'PT Maju Jaya') }")
