"""A corrected article takes the place of the old one, and nothing of the old text stays."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.corpus import Metadata
from kg.errors import InputError, NotFoundError
from kg.updating import update

OLD = "Pertemuan di Jakarta\n\nWali Kota Bandung Budi Santoso bertemu Siti Aminah di Jakarta, Senin (9/1).\n"
NEW = "Pertemuan di Jakarta\n\nWali Kota Bandung Budi Santoso bertemu Rina Wijaya di Jakarta, Senin (9/1).\n"
OTHER = "Anggaran Surabaya\n\nMenteri Keuangan Tono Hartono mengatakan anggaran Rp2 triliun akan dibagikan.\n"
FILES = ("graph.ttl", "graph.trig", "graph.jsonld")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "one.txt").write_text(OLD, encoding="utf-8")
    (articles / "two.txt").write_text(OTHER, encoding="utf-8")
    kg.build(articles, tmp_path / "out", metadata=Metadata(publisher="Harian A"))
    return tmp_path / "out"


def test_a_corrected_article_replaces_the_old_one(out: Path, tmp_path: Path) -> None:
    (tmp_path / "fixed.txt").write_text(NEW, encoding="utf-8")
    graph = update(out, "one", tmp_path / "fixed.txt")
    everything = b"".join((out / name).read_bytes() for name in FILES)
    assert b"Rina Wijaya" in everything
    assert b"Siti Aminah" not in everything
    assert graph.texts()["one"] == NEW.strip()
    assert graph.query('SELECT ?p { GRAPH ?g { ?a dcterms:identifier "one" ; schema:publisher ?p } }').rows


def test_an_update_gives_what_a_build_of_the_corrected_source_gives(out: Path, tmp_path: Path) -> None:
    (tmp_path / "articles" / "one.txt").write_text(NEW, encoding="utf-8")
    update(out, "one", tmp_path / "articles" / "one.txt")
    after = [(out / name).read_bytes() for name in FILES]
    kg.build(tmp_path / "articles", out, metadata=Metadata(publisher="Harian A"))
    assert [(out / name).read_bytes() for name in FILES] == after


def test_an_unknown_document_is_named(out: Path, tmp_path: Path) -> None:
    (tmp_path / "fixed.txt").write_text(NEW, encoding="utf-8")
    with pytest.raises(NotFoundError, match="three"):
        update(out, "three", tmp_path / "fixed.txt")


def test_two_articles_cannot_take_the_place_of_one(out: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="2 articles"):
        update(out, "one", tmp_path / "articles")
