"""A process that extracts with our pipelines starts without PyTorch, and can still have it."""

import subprocess
import sys
from pathlib import Path

import kg

SHOWN = "print('torch' in sys.modules, thinc.compat.has_torch)"
TOLD = f"import sys, thinc.compat; {SHOWN}; import torch; print(torch.MARK)"


def test_a_framework_is_left_out_of_the_start_alone(tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text("MARK = 'here'\n", encoding="utf-8")
    script = f"from kg.extract.starting import is_spared, spare; spare(); {TOLD}; print(is_spared())"
    paths = {"PYTHONPATH": f"{tmp_path}:{Path(kg.__file__).parents[1]}"}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=paths)
    assert done.stdout.split() == ["False", "False", "here", "True"]


def test_spacy_starts_without_its_commands_and_has_them_when_they_are_asked_for() -> None:
    shown = "import spacy, sys; print('typer' in sys.modules); import spacy.cli; print(spacy.cli.info.__module__)"
    done = subprocess.run(
        [sys.executable, "-c", f"from kg.extract.starting import spare; spare(); {shown}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == ["False", "spacy.cli.info"]
