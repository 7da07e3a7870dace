from datetime import date
from typing import Any

import pytest

from kg.corpus.documents import to_document
from kg.corpus.record import Metadata, Record

BODY = "Air setinggi satu meter merendam tiga desa."
DAY, OTHER = date(2017, 1, 9), date(2020, 2, 2)


def published(record: Record, defaults: Metadata = Metadata(), sidecar: Metadata = Metadata()) -> date | None:  # noqa: B008
    return to_document(record, defaults, sidecar)[0].published


@pytest.mark.parametrize(
    ("record", "sidecar", "default", "day"),
    [
        ({"metadata": Metadata(published=DAY)}, OTHER, OTHER, DAY),
        ({"metadata": Metadata(url="https://w.example/2020/02/02/x")}, DAY, None, DAY),
        ({"metadata": Metadata(url="https://w.example/2017/01/09/x")}, None, OTHER, DAY),
        ({"source": "2017-01-09-banjir.txt"}, None, OTHER, DAY),
        ({"text": f"Banjir\n\nSenin, 9 Jan 2017 14:05 WIB\n\n{BODY}"}, None, OTHER, DAY),
        ({}, None, DAY, DAY),
        ({"text": f"Banjir\n\n{BODY} Senin (9/1/2017)."}, None, None, None),
    ],
)
def test_date_comes_from_the_best_source(
    record: dict[str, Any], sidecar: date | None, default: date | None, day: date | None
) -> None:
    made = Record(**{"source": "a.txt", "slug": "a", "text": BODY} | record)
    assert published(made, Metadata(published=default), Metadata(published=sidecar)) == day


def test_defaults_fill_only_gaps() -> None:
    record = Record("a.txt", "a", BODY, metadata=Metadata(publisher="Warta", url="https://lain.example/x"))
    document, _ = to_document(record, Metadata(publisher="Lain", language="id", url="https://x.example"), Metadata())
    assert (document.publisher, document.language, document.url) == ("Warta", "id", "https://lain.example/x")


def test_site_is_the_publisher_where_nobody_says_otherwise() -> None:
    record = Record("a.txt", "a", BODY, metadata=Metadata(url="https://news.detik.com/x"))
    assert to_document(record, Metadata(), Metadata())[0].publisher == "detik.com"
    assert to_document(record, Metadata(publisher="Detik"), Metadata())[0].publisher == "Detik"


def test_given_sentences_are_kept_to_the_letter() -> None:
    sentences = ("Judul ", "SCROLL TO CONTINUE WITH CONTENT", "Kata\u00a0â€œyaâ€\x9d 2025.Sejak", "")
    document, _ = to_document(Record("a", "a", sentences=sentences), Metadata(), Metadata())
    assert document.text == "\n".join(sentences)
    assert [document.text[start:end] for start, end in document.sentences or ()] == list(sentences)


def test_title_is_the_first_line_of_the_text() -> None:
    record = Record("a", "a", f"Banjir â€œbesarâ€\x9d\n{BODY}", metadata=Metadata(title="Banjir â€œbesarâ€\x9d"))
    document, _ = to_document(record, Metadata(), Metadata())
    assert document.title == "Banjir “besar”"
    assert document.text == f"Banjir “besar”\n\n{BODY}"
