from datetime import date
from pathlib import Path

import pytest

from kg.corpus import Failure, read
from kg.errors import InputError
from kg.model import Document

pytest.importorskip("trafilatura", reason="needs the extra html")

FIRST = (
    "Air setinggi satu meter merendam tiga desa di Kabupaten Demak sejak Senin malam, kata juru bicara badan bencana."
)
LAST = "Warga mengungsi ke balai desa dan menunggu bantuan makanan dari pemerintah kabupaten, yang datang pada Selasa."
PAGE = f"""<!doctype html><html lang="en"><head><title>Banjir Rendam Demak - Warta</title>
<meta property="og:title" content="Banjir Rendam Demak"><meta property="og:site_name" content="Warta">
<meta property="article:published_time" content="2017-01-09T01:30:00+07:00">
<link rel="canonical" href="https://warta.example/banjir"></head><body><nav><a href="/">Beranda</a></nav><article>
<h1>Banjir Rendam Demak</h1><p>{FIRST}</p><p>Baca juga: <a href="/y">Harga beras naik</a></p><p>{LAST}</p></article>
<script>alert(1)</script><footer>Copyright 2026</footer></body></html>"""


@pytest.mark.parametrize("name", ["a.html", "a.htm", "wrong.txt"])
def test_page_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(PAGE)
    (document,) = read([tmp_path])
    assert isinstance(document, Document)
    assert document.text == f"Banjir Rendam Demak\n\n{FIRST}\n{LAST}"
    assert (document.title, document.published) == ("Banjir Rendam Demak", date(2017, 1, 9))
    assert (document.publisher, document.url, document.language) == ("Warta", "https://warta.example/banjir", "id")


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("<html></html>", "no article found"),
        ("<html>" + "<p>" * 30_000, "tags"),
        ("<html><body>" + "<div>" * 5000 + "teks", "a.html"),
    ],
)
def test_page_without_article_is_named(tmp_path: Path, page: str, says: str) -> None:
    (tmp_path / "a.html").write_text(page)
    with pytest.raises(InputError, match=says):
        list(read([tmp_path]))


def test_entity_of_a_page_opens_no_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("rahasia")
    entity = f"<!DOCTYPE html [<!ENTITY x SYSTEM 'file://{tmp_path}/secret'>]>"
    (tmp_path / "a.html").write_text(
        f"{entity}<html><body><article><p>{FIRST} &x;</p><p>{LAST}</p></article></body></html>"
    )
    (document,) = read([tmp_path / "a.html"])
    assert isinstance(document, Document)
    assert "rahasia" not in document.text


def test_page_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html></html>")
    (tmp_path / "b.html").write_text(PAGE)
    assert [type(item) for item in read([tmp_path])] == [Failure, Document]
