"""How far a build is, told to people and to programs."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from kg.cli.progress import Pace, expected

ARTICLE = "Pertemuan di Jakarta\n\nWali Kota Bandung Budi Santoso bertemu Siti Aminah di Jakarta, Senin (9/1).\n"


def test_a_pace_tells_rate_and_time_left() -> None:
    pace = Pace(total=100)
    pace.report("extract", 1)
    pace.since -= 10
    pace.report("extract", 20)
    row = pace.row()
    assert (row["stage"], row["done"], row["total"]) == ("extract", 20, 100)
    assert 1.5 < float(row["rate"] or 0) <= 2
    assert 40 <= float(row["left"] or 0) < 55


def test_a_new_stage_has_no_rate_of_the_old_one() -> None:
    pace = Pace(total=10)
    pace.report("extract", 10)
    time.sleep(0.01)
    pace.report("resolve", 10)
    assert pace.row()["rate"] is None


def test_articles_are_counted_where_that_is_quick(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "a"}\n{"text": "b"}\n', encoding="utf-8")
    (tmp_path / "b.txt").write_text(ARTICLE, encoding="utf-8")
    assert expected((str(tmp_path),)) == 3
    (tmp_path / "c.zip").write_bytes(b"PK")
    assert expected((str(tmp_path),)) == 0


def test_log_json_writes_one_object_a_line(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(ARTICLE, encoding="utf-8")
    command = [sys.executable, "-m", "kg.cli", "build", "-q", "--log", "json", str(tmp_path / "b.txt")]
    done = subprocess.run([*command, "-o", str(tmp_path / "out")], capture_output=True, text=True, check=True)
    rows = [json.loads(line) for line in done.stderr.splitlines()]
    assert rows[-1]["stage"] == "publish"
    assert rows[-1]["total"] == 1
    assert len(rows) >= int(rows[-1]["seconds"]) / 2
