"""Copies of one story are linked, and counted once as evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.check import check

STORY = (
    "Wali Kota Bandung Budi Santoso bertemu Direktur PT Sinar Jaya Siti Aminah di Jakarta, Senin (9/1).\n"
    "Budi Santoso adalah Wali Kota Bandung. Keduanya membahas pasar di Bandung yang terbakar pekan lalu.\n"
    "“Kami akan membangun pasar itu kembali,” kata Siti Aminah setelah pertemuan yang berlangsung dua jam itu.\n"
)
OTHER = (
    "Budi Santoso adalah Wali Kota Bandung. Ia meresmikan jembatan yang menghubungkan dua kecamatan di utara kota.\n"
    "Warga menyambut jembatan itu, sebab sebelumnya mereka harus memutar hingga sepuluh kilometer setiap hari.\n"
)
COUNTS = """SELECT (MAX(?d) AS ?documents) (MAX(?p) AS ?publishers) { GRAPH ?g {
  ?s kg:documentCount ?d ; kg:publisherCount ?p } }"""
LINKS = """SELECT ?copy ?story { GRAPH ?g {
  ?a kg:copyOf ?b . ?a dcterms:identifier ?copy . ?b dcterms:identifier ?story } }"""


def article(folder: Path, name: str, publisher: str, text: str) -> None:
    head = f"---\ntitle: Pertemuan di Jakarta\ndate: 2017-01-{10 + len(name)}\npublisher: {publisher}\n---\n"
    (folder / f"{name}.md").write_text(f"{head}{text}", encoding="utf-8")


@pytest.mark.parametrize(("text", "counts", "links"), [
    (STORY, {"documents": "1", "publishers": "1"}, [{"copy": "bb", "story": "a"}]),
    (OTHER, {"documents": "2", "publishers": "2"}, []),
], ids=["copy", "another story"])  # fmt: skip
def test_copy_is_linked_and_counted_once(
    tmp_path: Path, text: str, counts: dict[str, str], links: list[dict[str, str]]
) -> None:
    (tmp_path / "in").mkdir()
    article(tmp_path / "in", "a", "Warta", STORY)
    article(tmp_path / "in", "bb", "Kabar", text)
    graph = kg.build(tmp_path / "in", tmp_path / "out")
    assert list(graph.query(COUNTS)) == [counts]
    assert list(graph.query(LINKS)) == links
    assert graph.report()["copies"] == {link["copy"]: link["story"] for link in links}
    assert not list(check(graph))
