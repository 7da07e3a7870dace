"""The kept extractions: what a kill leaves of them is whole."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.spool import Spool, fingerprint
from tests.corpora import article

#: an extraction is put into a spool; the process kills itself when the second table is to be written
KILLED = """
import os, random, signal, sys
from pathlib import Path
from kg.spool import Spool
from tests.corpora import article
extraction, written = article("a", random.Random(1)), []
spool = Spool(Path(sys.argv[1]))
spool.has(extraction.document, extraction.version)

def told(statement):
    if statement.startswith("INSERT"):
        written.append(statement)
    if len(written) > 1:
        os.kill(os.getpid(), signal.SIGKILL)

spool.database.set_trace_callback(told)
spool.put(extraction)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX systems do")
def test_a_kill_leaves_no_extraction_without_its_sketch(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "spool.sqlite")], check=False)
    assert done.returncode == -signal.SIGKILL
    spool = Spool(tmp_path / "spool.sqlite")
    sketched = {key for (key,) in spool.database.execute("SELECT key FROM sketch")}
    assert spool.extracted() <= sketched
    extraction = article("a", random.Random(1))
    spool.put(extraction)
    assert spool.extracted() == {fingerprint(extraction.document, extraction.version)}
