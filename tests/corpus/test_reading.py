import io
import json
import sys
from collections.abc import Iterator
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from kg.corpus import Failure, Limits, Metadata, read, read_cleaned
from kg.errors import InputError
from kg.model import Document
from tests.corpus.shared import SHARED, needs_shared
from training.articles import documents

ARTICLE = "Banjir Rendam Demak\n\nAir setinggi satu meter merendam tiga desa sejak Senin, kata polisi.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.txt").write_text(ARTICLE)
    return tmp_path


def failures(folder: Path, **options: Any) -> dict[str, str]:
    return {item.source: item.reason for item in read([folder], **options) if isinstance(item, Failure)}


def only(results: Iterator[Document | Failure]) -> Document:
    (document,) = results
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\n\t", "is empty"),
        ("signs.txt", b"*\n\n---\n\n...", "holds no text"),
        ("furniture.txt", b"Baca juga: Harga Beras\nSCROLL TO CONTINUE WITH CONTENT", "holds no text"),
        ("zero.txt", b"teks\x00\x01\x02 biner \xff\xfe\x00", "zero byte at offset 4"),
        ("pdf.txt", b"%PDF-1.7 teks", "looks like a PDF"),
        ("large.txt", b"a" * 3000, "longer than 2000 bytes"),
        ("image.png", b"\x89PNG", "no reader for files that end in '.png'"),
        ("README", b"teks", "no reader for a file without an extension"),
        ("english.txt", b"It was said that the plan would be made with one of them.", "language 'en' has no pack"),
        ("date.md", b"---\ntitle: A\ndate: 2017-02-30\n---\nTeks.", "date '2017-02-30' is no date"),
        ("open.md", b"---\ntitle: A\n\nTeks.", "has no closing line"),
        ("yaml.md", b"---\ntitle: [\n---\nTeks.", "broken YAML in line"),
        ("bad.zip", b"PK\x03\x04 kein Archiv", "damaged archive"),
        ("bad.txt.gz", b"\x1f\x8b\x08\x00 kaputt", "damaged archive"),
        ("none.csv", b"a,b\n1,2\n", "no column holds the text"),
        ("quote.csv", b'title,text\nA,"B" c\n', "broken table"),
    ],
)
def test_bad_file_is_named_with_its_reason(folder: Path, name: str, content: bytes, says: str) -> None:
    (folder / name).write_bytes(content)
    found = failures(folder, limits=Limits(document_bytes=2000))
    assert list(found) == [name]
    assert says in found[name]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b'{"text": "Air naik."', "broken JSON in line 2, column 21"),
        (b'{"text": NaN}', "NaN is no JSON"),
        (b'{"text": 5}', "line 2: text must be text, not int"),
        (b'{"text": "a\\ud800b"}', "lone surrogate"),
        (b'{"sentences": ["a", "\\udfff"]}', "sentence 2 holds a lone surrogate"),
        (b'{"sentences": ["a\\u0000"]}', "sentence 1 holds a zero character"),
        (b'{"sentences": "a"}', "must be a list of texts"),
        (b'{"sentences": []}', "sentences are empty"),
        (b'["a"]', "must hold a JSON object, not a list"),
        (b"{}", "has neither text nor sentences"),
        (b'{"text": "a", "date": "kapan"}', "date 'kapan' is no date"),
        (b'{"id": "n1", "text": "Air turun."}', "its id 'n1' is that of bad.jsonl:1"),
        (b'{"id": "N1", "text": "Air turun."}', "its id 'N1' is that of bad.jsonl:1"),
        (b"\xff\xfe{", "is not UTF-8"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"id": ' + b"9" * 5000 + b', "text": "a"}', "broken JSON in line 2"),
        (b'{"text": "' + b"a" * 200_000 + b'"}', "line 2 is longer than"),
    ],
)
def test_bad_line_is_named_and_costs_only_itself(folder: Path, line: bytes, says: str) -> None:
    (folder / "bad.jsonl").write_bytes(
        b'{"id": "n1", "text": "Air naik."}\n' + line + b'\n{"id": "n3", "text": "Air."}\n'
    )
    results = list(read([folder / "bad.jsonl"], limits=Limits(document_bytes=150_000)))
    assert [item.id for item in results if isinstance(item, Document)] == ["n1", "n3"]
    (failure,) = (item for item in results if isinstance(item, Failure))
    assert failure.source == "bad.jsonl:2"
    assert says in failure.reason


def test_nothing_readable_is_an_error_with_the_first_reason(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\0\0\0\0")
    with pytest.raises(InputError, match=r"no document could be read: a\.txt: is binary"):
        list(read([tmp_path / "a.txt"]))


def test_missing_path_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file or folder"):
        read([tmp_path / "nirgends"])


def test_no_sources_is_an_error() -> None:
    with pytest.raises(InputError, match="no sources given"):
        list(read([]))


def test_front_matter_is_read(tmp_path: Path) -> None:
    head = "id: demak-1\ntitle: Banjir\ndate: 2017-01-09\npublisher: Warta\nurl: https://w.example/1\nlanguage: id\n"
    (tmp_path / "a.md").write_text(f"---\n{head}---\n\n# Banjir\n\nAir **naik**.\n")
    document = only(read([tmp_path]))
    expected = Document(
        "demak-1", "Banjir\n\nAir naik.", "Banjir", date(2017, 1, 9), "Warta", "https://w.example/1", "id", "a.md"
    )
    assert document == expected


def test_text_file_has_a_readable_id_and_no_machine_path(folder: Path) -> None:
    document = only(read([folder], defaults=Metadata(published=date(2017, 1, 10), publisher="Warta")))
    assert (document.id, document.source, document.title) == ("good", "good.txt", "Banjir Rendam Demak")
    assert (document.published, document.publisher) == (date(2017, 1, 10), "Warta")


def test_language_is_told_or_given(folder: Path) -> None:
    (folder / "a.txt").write_text("It was said that the plan would be made with one of them.")
    languages = {d.id: d.language for d in read([folder], languages=None) if isinstance(d, Document)}
    assert languages == {"a": "en", "good": "id"}
    assert failures(folder, defaults=Metadata(language="id")) == {}


def test_sidecar_tells_what_the_file_does_not(folder: Path) -> None:
    (folder / "good.meta.json").write_text(
        json.dumps({"id": "g-1", "date": "2017-01-09", "title": "Banjir Rendam Demak"})
    )
    document = only(read([folder]))
    assert (document.id, document.published, document.text.count("Banjir")) == ("g-1", date(2017, 1, 9), 1)


def test_sidecar_of_many_records_names_none_of_them(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Air naik."}\n{"text": "Air turun."}')
    (tmp_path / "a.meta.json").write_text('{"id": "x", "title": "Y", "publisher": "Warta"}')
    found = [(d.title, d.publisher) for d in read([tmp_path]) if isinstance(d, Document)]
    assert found == [("", "Warta"), ("", "Warta")]


def test_broken_sidecar_is_named(folder: Path) -> None:
    (folder / "good.meta.yaml").write_text("date: kapan")
    (folder / "b.txt").write_text(ARTICLE)
    assert "its sidecar 'good.meta.yaml': date 'kapan'" in failures(folder)["good.txt"]


def test_order_of_sources_changes_nothing(folder: Path) -> None:
    (folder / "b.jsonl").write_text(
        '{"text": "Air naik."}\n{"text": "Air naik."}\n{"url": "https://w.example", "text": "X."}'
    )
    (folder / "sub").mkdir()
    (folder / "sub" / "good.txt").write_text(ARTICLE)
    ways = [list(read(way)) for way in permutations([folder / "b.jsonl", folder / "good.txt", folder / "sub"])]
    assert all(way == ways[0] for way in ways)
    assert len({item.id for item in ways[0] if isinstance(item, Document)}) == 5


def test_record_without_id_keeps_its_name_when_lines_move(tmp_path: Path) -> None:
    lines = ['{"text": "Air naik."}', '{"title": "B", "text": "Air turun."}']
    ids = []
    for order in (lines, lines[::-1]):
        (tmp_path / "a.jsonl").write_text("\n".join(order))
        ids.append({item.text: item.id for item in read([tmp_path]) if isinstance(item, Document)})
    assert ids[0] == ids[1]


@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_table_is_read(tmp_path: Path, name: str, encoding: str) -> None:
    tab = "\t" if name.endswith("tsv") else ","
    rows = [["judul", "isi", "tanggal", "id"], ["Banjir", '"Air “naik”.\nWarga pergi."', "2017-01-09", "x1"]]
    (tmp_path / name).write_text("\n".join(tab.join(row) for row in rows), encoding=encoding)
    document = only(read([tmp_path]))
    assert (document.id, document.published) == ("x1", date(2017, 1, 9))
    assert document.text == "Banjir\n\nAir “naik”.\nWarga pergi."


def test_json_file_holds_one_article_or_many(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"text": "Air naik."}')
    (tmp_path / "b.json").write_text('[{"id": "b1", "text": "Air turun."}, 5]')
    results = list(read([tmp_path]))
    assert [item.id if isinstance(item, Document) else item.source for item in results] == ["a", "b1", "b.json:2"]


@pytest.mark.parametrize(
    ("content", "id_"),
    [(ARTICLE, "stdin"), ('{"id": "x", "text": "Air naik."}', "x"), ("---\nid: y\n---\nAir naik.", "y")],
)
def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, content: str, id_: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(content.encode()))))
    assert only(read(["-"])).id == id_


def test_cleaned_text_leads_back_to_the_source(folder: Path) -> None:
    (folder / "good.txt").write_bytes("Banjir Rendam Demak\r\n\r\nBaca juga: X\r\nAir peme\u00adrintah naik.".encode())
    ((document, cleaned),) = (item for item in read_cleaned([folder]) if not isinstance(item, Failure))
    start = document.text.index("pemerintah")
    begin, end = cleaned.origin(start, start + len("pemerintah"))
    assert cleaned.source[begin:end] == "peme\u00adrintah"
    assert {change.why for change in cleaned.changes} >= {"line end", "soft hyphen", "read-also"}


def test_missing_extra_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    (folder / "a.html").write_text("<html><body><p>Air naik.</p></body></html>")
    assert "install the extra html (pip install 'kg[html]')" in failures(folder)["a.html"]


@needs_shared
def test_annotated_records_are_read_as_training_reads_them() -> None:
    path = SHARED / "annotation" / "dev.jsonl"
    expected = {document.id: document for document, _ in documents(path)}
    for document in read([path]):
        assert isinstance(document, Document)
        known = expected[document.id]
        assert (document.text, document.sentences) == (known.text, known.sentences)
        assert (document.title, document.published, document.url) == (known.title, known.published, known.url)
