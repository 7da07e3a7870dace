"""Characters of a cleaned text lead back to the file that it was made from."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

import kg
from kg.errors import NotFoundError
from kg.origins import origin, read

ODD = (
    "Beras Naik\r\n\r\nHarga  beras di pasar peme\u00adrintah naik,\u00a0kata Budi Santoso.Sejak itu\r\n"
    "Baca juga: Harga Gula\r\n\r\nMenteri Siti Aminah bertemu Budi Santoso di Jakarta.\r\n"
)
MARKED = (
    '---\ntitle: "Banjir Demak"\ndate: 2024-02-09\n---\n\n**Budi Santoso** dari [Antara](https://a.example) tiba.\n'
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("origins")
    files = {"odd": folder / "in" / "odd.txt", "marked": folder / "in" / "marked.md"}
    (folder / "in").mkdir()
    files["odd"].write_bytes(ODD.encode())
    files["marked"].write_bytes(MARKED.encode())
    (folder / "in" / "same.txt").write_bytes(b"Judul\n\nBudi Santoso tiba di Jakarta.")
    kg.build(folder / "in", folder / "out")
    return folder / "out", {name: path.read_bytes().decode() for name, path in files.items()}


def test_a_text_that_is_its_source_has_no_table(built: tuple[Path, dict[str, str]]) -> None:
    assert sorted(path.stem for path in (built[0] / "origins").iterdir()) == ["marked", "odd"]


@pytest.mark.parametrize("name", ["odd", "marked"])
def test_every_copied_run_is_the_source_there(built: tuple[Path, dict[str, str]], name: str) -> None:
    text, runs = kg.open(built[0]).text(name), read(built[0] / "origins" / f"{name}.tsv")
    assert all(one.end == other.start for one, other in pairwise(runs))
    assert (runs[0].start, runs[-1].end) == (0, len(text))
    for run in runs:
        if run.how == "same":
            assert built[1][name][run.source_start : run.source_end] == text[run.start : run.end]


def test_every_evidence_of_the_build_leads_back_to_its_source(built: tuple[Path, dict[str, str]]) -> None:
    graph, seen = kg.open(built[0]), 0
    for row in graph.query("""SELECT ?id ?start ?end ?exact { GRAPH ?g { ?e oa:hasSelector ?q ;
            dcterms:isPartOf/dcterms:identifier ?id . ?q oa:start ?start ; oa:end ?end ; oa:exact ?exact } }"""):
        source = built[1].get(str(row["id"]))
        words = str(row["exact"]).split()
        headline = row["id"] == "marked" and int(row["start"] or 0) < len("Banjir Demak")
        if source is not None and len(words) < 4 and not headline:
            start, end = origin(built[0], str(row["id"]), int(row["start"] or 0), int(row["end"] or 0))
            assert source[start:end].replace("\u00ad", "").split() == words
            seen += 1
    assert seen > 4


def test_what_was_joined_leads_to_all_that_it_was_made_from(built: tuple[Path, dict[str, str]]) -> None:
    at = kg.open(built[0]).text("odd").index("pemerintah")
    start, end = origin(built[0], "odd", at, at + len("pemerintah"))
    assert built[1]["odd"][start:end] == "peme\u00adrintah"


def test_a_headline_from_the_metadata_stands_nowhere_in_the_text(built: tuple[Path, dict[str, str]]) -> None:
    with pytest.raises(NotFoundError, match="metadata"):
        origin(built[0], "marked", 0, 6)
