"""The kept extractions: what a kill leaves of them is whole."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
import zlib
from contextlib import closing
from pathlib import Path

import pytest

from kg.extract.annotation import to_json
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


def test_what_an_older_version_kept_as_json_is_read(tmp_path: Path) -> None:
    extraction, path = article("a", random.Random(1)), tmp_path / "spool.sqlite"
    key = fingerprint(extraction.document, extraction.version)
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE extraction (key TEXT PRIMARY KEY, id TEXT, json BLOB)")
        row = key, "a", zlib.compress(json.dumps(to_json(extraction)).encode())
        database.execute("INSERT INTO extraction VALUES (?, ?, ?)", row)
        database.commit()
    old, new = Spool(path), Spool(tmp_path / "new.sqlite")
    new.put(extraction)
    assert old.by_key(key) == new.by_key(key)
