"""The figures of `kg.evaluate` are those of the annotation format's own scorer, on disturbed gold annotations."""

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kg.evaluate import read_gold, score
from training.articles import SHARED

SCORER, DEV = SHARED / "annotation" / "score.py", SHARED / "annotation" / "dev.jsonl"
pytestmark = pytest.mark.skipif(not DEV.exists(), reason="needs ../shared/annotation (score.py, dev.jsonl)")

Row = dict[str, Any]


def disturbed(gold: list[Row], seed: int) -> list[Row]:
    """Rename ids, drop and double rows, change cells, lose articles and break one."""
    chance = random.Random(seed)
    rows = [_changed(row, chance) for row in gold if chance.random() < 0.95]
    rows[0]["events"] = [{"type": "Meeting"}]
    return [*rows, {"id": "elsewhere"}]


def _changed(row: Row, chance: random.Random) -> Row:
    changed: Row = (
        json.loads(json.dumps(row).replace('"e', '"x')) if chance.random() < 0.3 else json.loads(json.dumps(row))
    )
    changed = {key.replace("xn", "en").replace("xv", "ev"): value for key, value in changed.items()}
    changed["id"] = row["id"]
    for field in ("entities", "corefs", "roles", "relations", "events", "quotes", "values"):
        rows = [_cell(r, chance) for r in changed[field] if chance.random() < 0.85]
        changed[field] = rows + [r for r in rows if chance.random() < 0.05]
        chance.shuffle(changed[field])
    return changed


def _cell(row: Any, chance: random.Random) -> Any:
    if isinstance(row, dict):
        row["args"] = [argument for argument in row["args"] if chance.random() < 0.8]
        row["modality"] = chance.choice(["actual", "claimed", row["modality"]])
        row["sent"] += chance.choice([0, 0, 1, 2])
    elif chance.random() < 0.3:
        place = chance.randrange(len(row))
        row[place] = _other(row[place], chance)
    return row


def _other(cell: Any, chance: random.Random) -> Any:
    if isinstance(cell, str) and cell:
        return chance.choice([f"{cell} itu", cell.upper(), cell.split()[0], "actual", "claimed", "direct"])
    return cell + chance.choice([0, 1]) if isinstance(cell, int) else cell


@pytest.mark.parametrize("seed", [1, 2])
def test_score_agrees_with_the_scorer_of_the_format(seed: int, tmp_path: Path) -> None:
    gold = list(read_gold(DEV))
    predicted = disturbed(gold, seed)
    files = [tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"]
    for file, rows in zip(files, (gold, predicted), strict=True):
        file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(SCORER), *map(str, files), "--json"], capture_output=True, text=True, check=True
    )
    assert score(gold, predicted).figures() == json.loads(done.stdout)


def test_gold_against_itself_is_right_throughout() -> None:
    gold = list(read_gold(DEV))
    figures = score(gold, gold).figures()
    assert {row.get("F1", row.get("accuracy")) for row in figures.values()} == {100.0}
