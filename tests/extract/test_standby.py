"""A process that loads ahead extracts what is given to it, and costs nothing where it dies."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import ModelError
from kg.extract.pipeline import extract
from kg.extract.standby import standing_by
from kg.extract.workers import extract_all
from kg.model import Document, Extraction
from tests.samples import document

GIVEN = [document(name, [f"Wali Kota Bandung Budi Santoso tiba di Jakarta, {name}."]) for name in ("satu", "dua")]


def process_of(documents: tuple[Document, ...]) -> list[Extraction | str]:
    return [str(os.getpid()) for _ in documents]


def death(documents: tuple[Document, ...]) -> list[Extraction | str]:
    os._exit(len(documents))


def test_few_documents_are_extracted_there_as_they_are_here() -> None:
    with standing_by("id") as standby:
        assert standby
        (there,) = standby.work(process_of, (GIVEN[0],)) or ["-1"]
        done = list(extract_all(GIVEN, workers=2, standby=standby))
    assert [d for d, _ in done] == GIVEN
    assert [outcome for _, outcome in done] == [extract(one) for one in GIVEN]
    assert int(str(there)) != os.getpid()
    with pytest.raises(ProcessLookupError):
        os.kill(int(str(there)), 0)


def test_documents_of_a_dead_process_are_extracted_all_the_same() -> None:
    with standing_by("id") as standby:
        assert standby
        assert standby.work(death, (GIVEN[0],)) is None
        done = list(extract_all(GIVEN, workers=2, standby=standby))
    assert [outcome for _, outcome in done] == [extract(one) for one in GIVEN]


def test_a_pipeline_that_is_not_installed_is_named() -> None:
    with standing_by("bukan-pipa") as standby, pytest.raises(ModelError, match="bukan-pipa"):
        list(extract_all(GIVEN, pipeline="bukan-pipa", workers=2, standby=standby))


def test_a_pipeline_that_is_broken_is_said_of_each_document(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "meta.json").write_text('{"lang": "id", "name": "rusak"}', encoding="utf-8")
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = 7\n", encoding="utf-8")
    with standing_by(str(tmp_path)) as standby:
        done = list(extract_all(GIVEN, pipeline=str(tmp_path), workers=2, standby=standby))
    assert [d for d, _ in done] == GIVEN
    assert all(str(outcome).startswith("the extractor failed") for _, outcome in done)
    assert capfd.readouterr().err == ""


def test_a_build_does_without_spacy_until_it_extracts() -> None:
    script = "import sys, kg.build; print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]
