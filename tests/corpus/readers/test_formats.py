"""Formats that newsrooms keep articles in: each read, each damaged one named, each missing extra named."""

from __future__ import annotations

import io
import sys
import tarfile
from datetime import date, datetime
from pathlib import Path
from textwrap import wrap

import pytest
import zstandard

from kg.corpus import Failure, Limits, read
from kg.corpus.readers.pdf import paragraphs
from kg.errors import InputError
from kg.model import Document
from tests.corpus.readers import made
from tests.corpus.readers.made import FIRST, LAST, PAGE, TITLE

BODY = f"{TITLE}\n\n{FIRST}\n{LAST}"
DAY = date(2017, 1, 9)
ITEM = (
    f"<title>{TITLE}</title><link>https://warta.example/1</link><pubDate>Mon, 09 Jan 2017 23:30:00 +0700</pubDate>"
    f"<description><![CDATA[<p>{FIRST}</p><script>x()</script><p>{LAST}</p>]]></description>"
)
ROW = {"judul": TITLE, "isi": f"{FIRST}\n{LAST}", "tanggal": datetime(2017, 1, 9, 23), "media": "Warta"}
WRAPPED = [TITLE, "", *wrap(FIRST, 60), *wrap(LAST, 60)]


def only(path: Path) -> Document:
    (document,) = read([path])
    assert isinstance(document, Document), document
    return document


def reason(path: Path) -> str:
    with pytest.raises(InputError) as error:
        list(read([path]))
    return str(error.value)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.docx", lambda: made.docx(FIRST, LAST, title=TITLE)),
        ("a.eml", lambda: made.message(f"{FIRST}\n{LAST}\n")),
        ("b.eml", lambda: made.message("", html=f"<p>{FIRST}<p>{LAST}")),
        ("a.rss", lambda: made.rss(ITEM)),
        ("a.xml", lambda: made.rss(ITEM)),
        ("a.parquet", lambda: made.parquet([ROW])),
        ("a.txt.zst", lambda: zstandard.compress(BODY.encode())),
        ("a.warc", lambda: made.warc([("https://w.example/1", PAGE.encode(), "text/html")], packed=False)),
        ("a.warc.gz", lambda: made.warc([("https://w.example/1", PAGE.encode(), "text/html; charset=utf-8")])),
    ],
)
def test_article_is_read(tmp_path: Path, name: str, raw: object) -> None:
    assert callable(raw)
    (tmp_path / name).write_bytes(raw())
    document = only(tmp_path / name)
    assert (document.text, document.title, document.language) == (BODY, TITLE, "id")


@pytest.mark.parametrize("pages", [[WRAPPED], [WRAPPED[:5], WRAPPED[5:]]])
def test_lines_of_a_pdf_become_paragraphs(tmp_path: Path, pages: list[list[str]]) -> None:
    (tmp_path / "2017-01-09-banjir.pdf").write_bytes(made.pdf(pages))
    document = only(tmp_path)
    assert document.title == TITLE
    assert document.text == BODY
    assert document.published == DAY


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Warga membawa anak-", "anak ke balai desa."], "Warga membawa anak-anak ke balai desa."),
        (["Air mulai meren-", "dam tiga desa."], "Air mulai merendam tiga desa."),
        (["Pertemuan di Jakarta-", "Bandung batal."], "Pertemuan di Jakarta- Bandung batal."),
        (["Kalimat yang panjang sekali.", "Pendek.", "Baru."], "Kalimat yang panjang sekali. Pendek.\nBaru."),
        (["Satu.", "", "Halaman 3"], "Satu."),
    ],
)
def test_lines_are_joined(lines: list[str], text: str) -> None:
    assert paragraphs([lines]) == text


def test_running_heads_are_left_out() -> None:
    pages = [["WARTA 2017", f"Kabar ke-{n} dari desa.", "", "https://w.example/1 1/3"] for n in range(3)]
    assert paragraphs(pages) == " ".join(f"Kabar ke-{n} dari desa." for n in range(3))


@pytest.mark.parametrize("name", ["a.eml", "a.rss", "a.parquet", "a.warc.gz"])
def test_day_and_publisher_are_those_stated(tmp_path: Path, name: str) -> None:
    raw = {
        "a.eml": made.message(FIRST),
        "a.rss": made.rss(ITEM),
        "a.parquet": made.parquet([ROW]),
        "a.warc.gz": made.warc([("https://w.example/1", PAGE.encode(), "text/html")]),
    }
    (tmp_path / name).write_bytes(raw[name])
    document = only(tmp_path)
    assert document.published == DAY
    assert document.publisher.endswith("Warta")


def test_table_of_a_word_document_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(made.docx(FIRST, table=[["Desa", "Korban"], ["Karangsekar", "12"]]))
    assert only(tmp_path).text.endswith("Desa\tKorban\nKarangsekar\t12".replace("\t", " "))


def test_entries_of_atom_are_read(tmp_path: Path) -> None:
    entry = (
        f"<entry><title>{TITLE}</title><updated>2017-01-09T23:00:00+07:00</updated><content>{FIRST}</content></entry>"
    )
    (tmp_path / "a.atom").write_text(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>W</title>{entry}{entry}</feed>')
    found = [item for item in read([tmp_path]) if isinstance(item, Document)]
    assert [(d.published, d.publisher) for d in found] == [(DAY, "W")] * 2
    assert len({d.id for d in found}) == 2


def test_pages_of_a_crawl_are_read_one_by_one(tmp_path: Path) -> None:
    pages = [
        ("https://w.example/1", PAGE.encode(), "text/html"),
        ("https://w.example/2", b"\x89PNG", "image/png"),
        ("https://w.example/3", b"<html></html>", "text/html"),
        ("https://w.example/4", PAGE.replace("Selasa", "Rabu").encode("utf-16"), "text/html; charset=utf-16"),
        ("https://w.example/5", b"\0\1\2\3" * 9, "text/html"),
    ]
    (tmp_path / "crawl.warc.gz").write_bytes(made.warc(pages))
    results = list(read([tmp_path]))
    assert [item.url for item in results if isinstance(item, Document)] == [
        "https://w.example/1",
        "https://w.example/4",
    ]
    assert [item.source for item in results if isinstance(item, Failure)] == ["crawl.warc.gz:3", "crawl.warc.gz:5"]


def test_archive_of_every_format_is_read(tmp_path: Path) -> None:
    plain = tmp_path / "a.tar"
    with tarfile.open(plain, "w") as archive:
        for name, raw in [
            ("a.docx", made.docx(FIRST)),
            ("b.parquet", made.parquet([ROW])),
            ("c.pdf", made.pdf([WRAPPED])),
        ]:
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    (tmp_path / "a.tar.zst").write_bytes(zstandard.compress(plain.read_bytes()))
    plain.unlink()
    sources = [item.source for item in read([tmp_path]) if isinstance(item, Document)]
    assert sources == ["a.tar.zst!a.docx", "a.tar.zst!b.parquet:1", "a.tar.zst!c.pdf"]


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("a.pdf", b"%PDF-1.7\nkaputt", "cannot be read as a PDF"),
        ("b.pdf", made.pdf([[]]), "holds no text"),
        ("a.docx", b"PK\x03\x04 kein Archiv", "cannot be read as a Word document"),
        ("a.eml", b"Content-Type: multipart/mixed; boundary=x\n\n--x--", "without a text"),
        ("a.rss", b"<rss version='2.0'><channel></channel></rss>", "no article found in this feed"),
        ("b.rss", b"<!DOCTYPE x [<!ENTITY a 'b'>]><rss><channel></channel></rss>", "declares entities"),
        ("a.xml", b"<?xml version='1.0'?><buku/>", "no RSS or Atom feed"),
        ("a.parquet", b"PAR1kaputt", "cannot be read as a Parquet table"),
        ("b.parquet", made.parquet([{"a": 1}]), "no column holds the text"),
        ("a.warc", b"WARC/9 kaputt", "web archive"),
        ("a.txt.zst", b"\x28\xb5\x2f\xfd kaputt", "damaged archive"),
    ],
)  # fmt: skip
def test_damaged_file_is_named(tmp_path: Path, name: str, raw: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(raw)
    said = reason(tmp_path / name)
    assert said.startswith(f"no document could be read: {name}")
    assert says in said


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [
        ("a.pdf", "pypdf", "pdf"),
        ("a.docx", "docx", "docx"),
        ("a.rss", "feedparser", "feeds"),
        ("a.parquet", "pyarrow.parquet", "tables"),
        ("a.txt.zst", "zstandard", "zst"),
        ("a.warc", "warcio.archiveiterator", "warc"),
    ],
)
def test_missing_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    raw = made.rss(ITEM) if name == "a.rss" else zstandard.compress(b"Air.") if name.endswith("zst") else b"isi"
    (tmp_path / name).write_bytes(raw)
    assert f"install the extra {extra} (pip install 'kg[{extra}]')" in reason(tmp_path / name)


def test_article_of_a_million_characters_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Air naik. " * 100_001)
    assert "has more than 1000000 characters: split it into articles" in reason(tmp_path / "a.txt")


def test_document_that_takes_too_long_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body>" + f"<p>{FIRST}</p>" * 5000)
    (tmp_path / "b.txt").write_text(BODY)
    results = list(read([tmp_path], limits=Limits(seconds=0.05)))
    assert [item.source for item in results if isinstance(item, Failure)] == ["a.html"]
    assert [item.source for item in results if isinstance(item, Document)] == ["b.txt"]
