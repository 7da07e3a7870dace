"""Decisions from the command line: what is printed, what is written, how it ends."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.main import cli
from kg.errors import KgError
from tests.graphs import built
from tests.samples import meeting, meeting_again


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("decide") / "out", meeting(), meeting_again()).folder


def kg(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


@pytest.mark.parametrize(("arguments", "said"), [
    (("merge", "Tmall", "Alibaba"), "become one entity"),
    (("split", "Jack Ma", "b1"), "becomes an entity of its own"),
    (("rename", "Jack Ma", "Ma Yun"), "is called Ma Yun"),
    (("retype", "Tmall", "org"), "is ORG"),
    (("link", "Tmall", "https://arsip.example/9"), "is schema:sameAs <https://arsip.example/9>"),
    (("reject", "a1:70-90", "owns"), "no longer stated by a1"),
    (("remove", "b1"), "leaves the graph"),
])  # fmt: skip
def test_a_command_says_what_changes_and_undo_takes_it_back(
    folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = kg(arguments[0], str(folder), *arguments[1:])
    assert (done.exit_code, said in done.stdout) == (0, True)
    assert kg("decisions", str(folder)).stdout.startswith("  1  keputusan ")
    undone = kg("undo", str(folder))
    assert (undone.exit_code, "taken back" in undone.stdout) == (0, True)
    assert kg("decisions", str(folder)).stdout == ""


def test_why_prints_clues_with_weights(folder: Path) -> None:
    assert "negara: US (+9)" in kg("why", str(folder), "AS", "Amerika Serikat").stdout


def test_why_says_that_two_are_two(folder: Path) -> None:
    assert "are two entities" in kg("why", str(folder), "Tmall", "Alibaba").stdout


def test_candidates_come_best_first(folder: Path) -> None:
    lines = [line for line in kg("candidates", str(folder)).stdout.splitlines() if not line.startswith(" ")]
    scores = [float(line[:4]) for line in lines]
    assert scores == sorted(scores, reverse=True)


def test_an_unknown_name_is_an_error(folder: Path) -> None:
    done = kg("merge", str(folder), "Tmall", "Tidak Ada")
    assert isinstance(done.exception, KgError)
    assert "Tidak Ada" in str(done.exception)
