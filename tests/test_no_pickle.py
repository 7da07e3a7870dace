"""Nothing is loaded that can run code: no pickle, no arrays of objects, no YAML that names types."""

from __future__ import annotations

import ast
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import kg
from kg.extract.linear import Linear

ROOT = Path(kg.__file__).parent
RUN_CODE = {"cloudpickle", "dill", "joblib", "jsonpickle", "marshal", "pickle", "shelve"}
LOAD = """
import sys
sys.addaudithook(lambda event, args: sys.exit(f"unpickled {args}") if event == "pickle.find_class" else None)
from kg.language import load
print([token.text for token in load(sys.argv[1])("Air naik.")])
"""


class Touch:
    """What touches a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.path,)


def nodes() -> Iterator[tuple[Path, ast.AST]]:
    for path in ROOT.rglob("*.py"):
        yield from ((path, node) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def brought_in() -> Iterator[tuple[str, set[str]]]:
    """Yield each file that brings in what runs code, and what that is."""
    for path, node in nodes():
        names: set[str] = set()
        if isinstance(node, ast.Import):
            names = {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names = {(node.module or "").partition(".")[0]}
        if names & RUN_CODE:
            yield path.relative_to(ROOT).as_posix(), names & RUN_CODE


def test_nothing_brings_in_what_runs_code() -> None:
    assert not list(brought_in())


def test_arrays_and_yaml_are_loaded_without_objects() -> None:
    loads = [
        ast.unparse(n)
        for _, n in nodes()
        if isinstance(n, ast.Call) and ast.unparse(n.func) in {"np.load", "yaml.load"}
    ]
    assert {load.partition("(")[0] for load in loads} == {"np.load", "yaml.load"}
    assert all("allow_pickle=False" in load or "yaml.BaseLoader" in load for load in loads), loads


def test_weights_that_are_pickles_are_refused(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    np.savez(tmp_path / "a.npz", names=np.array([Touch(trace)], dtype=object))
    (tmp_path / "b.npz").write_bytes(pickle.dumps(Touch(trace)))
    for name in ("a.npz", "b.npz"):
        with pytest.raises(Exception, match=r"pickle|cannot|npz|weights"):
            Linear.load(tmp_path / name)
    assert not trace.exists()


@pytest.mark.slow
def test_a_pipeline_that_a_user_names_is_loaded_without_pickle(tmp_path: Path) -> None:
    import spacy

    nlp = spacy.blank("id")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "pipeline")
    for name in ("vocab/lookups.bin", "tokenizer", "vocab/strings.json"):
        assert (tmp_path / "pipeline" / name).exists()
    sound = subprocess.run(
        [sys.executable, "-c", LOAD, str(tmp_path / "pipeline")], capture_output=True, text=True, check=False
    )
    assert sound.stdout.startswith("['Air', 'naik'"), sound.stderr
    trace = tmp_path / "trace"
    for name in ("vocab/lookups.bin", "vocab/vectors", "tokenizer"):
        (tmp_path / "pipeline" / name).write_bytes(pickle.dumps(Touch(trace)))
    hostile = subprocess.run(
        [sys.executable, "-c", LOAD, str(tmp_path / "pipeline")], capture_output=True, text=True, check=False
    )
    assert hostile.returncode
    assert "unpickled" not in hostile.stderr
    assert not trace.exists()
