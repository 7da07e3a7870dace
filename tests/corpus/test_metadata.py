from datetime import date
from typing import Any

import pytest

from kg.corpus.metadata import FieldError, fields_of, from_fields, from_path, language_code, publisher_of, read_yaml
from kg.corpus.record import Metadata


@pytest.mark.parametrize(
    "row",
    [
        {
            "title": "A",
            "date": "2017-01-09",
            "url": "https://w.example/1",
            "publisher": "Warta",
            "id": 7,
            "language": "id-ID",
        },
        {
            "Judul": " A ",
            "Tanggal": "9 Januari 2017",
            "Link": "https://w.example/1",
            "Media": "Warta",
            "ID": "7",
            "lang": "in",
        },
    ],
)
def test_fields_go_by_many_names(row: dict[str, Any]) -> None:
    expected = Metadata("7", "A", date(2017, 1, 9), "Warta", "https://w.example/1", "id")
    assert from_fields(fields_of(row)) == expected


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"date": "kemarin"}, "date 'kemarin' is no date"),
        ({"date": "2017-02-30"}, "2017-02-30"),
        ({"title": ["a"]}, "title must be text, not list"),
        ({"id": True}, "id must be text, not bool"),
        ({"title": "\ud800"}, "lone surrogate"),
        ({"url": "x" * 3000}, "url is longer"),
        ({"language": "<x>"}, "no language code"),
    ],
)
def test_bad_field_is_named(row: dict[str, Any], says: str) -> None:
    with pytest.raises(FieldError, match=says):
        from_fields(fields_of(row))


@pytest.mark.parametrize("text", ["- a\n- b", "a: [", "{", "&a [*a, *a", "[" * 1000, "just words"])
def test_broken_yaml_is_named(text: str) -> None:
    with pytest.raises(FieldError):
        read_yaml(text)


def test_yaml_values_are_taken_as_they_are_spelled() -> None:
    assert read_yaml("id: 007\nlanguage: no\ndate: 2017-01-09") == {"id": "007", "language": "no", "date": "2017-01-09"}


@pytest.mark.parametrize(
    ("path", "day"),
    [("2017/01/09/banjir.txt", date(2017, 1, 9)), ("2017-01-09.md", date(2017, 1, 9)), ("a/b.txt", None)],
)
def test_path_tells_the_day(path: str, day: date | None) -> None:
    assert from_path(path).published == day


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://x.y.kompas.com/a", "kompas.com"),
        ("https://www.bps.go.id/", "bps.go.id"),
        ("https://antaranews.id/x", "antaranews.id"),
        ("http://[", ""),
        ("http://1.2.3.4/", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_address_tells_the_site(url: str, site: str) -> None:
    assert publisher_of(url) == site


@pytest.mark.parametrize(
    ("text", "code"), [("", ""), ("ID", "id"), ("Bahasa_x", "bahasa"), ("ind", "id"), ("ms-MY", "ms")]
)
def test_language_code_is_two_letters(text: str, code: str) -> None:
    assert language_code(text) == code
