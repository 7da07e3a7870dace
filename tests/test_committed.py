"""The committed result in out/ is what a build of corpus/ gives today, but for confidences, which processors round."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).parents[1]
#: where a confidence or a score stands in TriG, and in GraphML
CONFIDENCE = re.compile(r'(kg:(?:confidence|score) |<data key="confidence">)[\d.]+')
#: answers that show a confidence, or are in its order
BY_CONFIDENCE = {"26-least-sure.rq", "28-possible-links.rq"}


def without_confidences(path: Path) -> list[str]:
    return CONFIDENCE.sub(r"\1", path.read_text(encoding="utf-8")).splitlines()


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the committed corpus with the committed identities."""
    folder = tmp_path_factory.mktemp("today") / "out"
    folder.mkdir()
    (folder / "identities.tsv").write_bytes((ROOT / "out" / "identities.tsv").read_bytes())
    return kg.build(ROOT / "corpus", folder).folder


@pytest.mark.parametrize(
    "name", ["graph.ttl", "graph.trig", "graph.jsonld", "graph.graphml", "report.json", "identities.tsv"]
)
def test_committed_result_is_what_a_build_gives(today: Path, name: str) -> None:
    assert without_confidences(today / name) == without_confidences(ROOT / "out" / name)


def test_committed_texts_are_what_a_build_gives(today: Path) -> None:
    committed = {path.name: path.read_bytes() for path in (ROOT / "out" / "texts").iterdir()}
    assert {path.name: path.read_bytes() for path in (today / "texts").iterdir()} == committed


def test_committed_graph_conforms(today: Path) -> None:
    from kg.check import check

    assert list(check(kg.open(today))) == []


def test_cookbook_answers_are_those_of_the_graph(today: Path) -> None:
    graph = kg.open(today)
    page = (ROOT / "docs" / "cookbook.md").read_text(encoding="utf-8")
    for path in sorted((ROOT / "docs" / "cookbook").glob("*.rq")):
        title, _, text = path.read_text(encoding="utf-8").partition("\n")
        section = page.partition(f"## {title.lstrip('# ')}\n")[2].partition("\n## ")[0]
        rows = [line for line in section.splitlines() if line.startswith("| ")][2:]
        answer = [" | ".join((v or "").replace("\n", " ") for v in row.values()) for row in graph.query(text)]
        if path.name in BY_CONFIDENCE:
            assert len(rows) == len(answer), path.name
        else:
            assert [row.strip("| ") for row in rows] == [row.strip("| ") for row in answer], path.name
