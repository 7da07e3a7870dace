"""The JSON API under requests that its description allows, and under many that it does not (schemathesis)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.serve.conftest import TOKEN, Served

#: what a decision is about is not in the schema, so that one well-formed may still name nothing: 400
OFF = "positive_data_acceptance"


@pytest.mark.parametrize("examples", [2, pytest.param(60, marks=pytest.mark.slow)])
def test_no_request_gets_what_the_description_does_not_say(editable: Served, tmp_path: Path, examples: int) -> None:
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "run", f"{editable.address}/api/openapi.json"),
        *("--header", f"Authorization: Bearer {TOKEN}", "--max-examples", str(examples), "--seed", "9"),
        *("--exclude-checks", OFF, "--request-timeout", "60", "--no-color"),
        *(("--phases", "fuzzing") if examples < 10 else ()),
    ]
    process = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stdout[-4000:] + process.stderr[-1000:]
    assert "Tested: 10" in process.stdout
    assert editable.get("/").status_code == 200
