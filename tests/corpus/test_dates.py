from datetime import date

import pytest

from kg.corpus.dates import in_address, in_name, read_date, time_line

DAY = date(2017, 1, 9)


@pytest.mark.parametrize(
    "text",
    [
        "2017-01-09",
        "2017-1-9",
        " 2017-01-09 ",
        "2017-01-09T22:30:00+07:00",
        "2017-01-09 22:30",
        "20170109",
        "9 Januari 2017",
        "Senin, 9 Januari 2017",
        "Senin, 09 Jan 2017 14:05 WIB",
        "9 January 2017",
        "January 9, 2017",
        "Mon, 09 Jan 2017 07:00:00 GMT",
        "9/1/2017",
        "09-01-2017",
        "Senin, 9/1/2017 | 10:00",
    ],
)
def test_date_is_read(text: str) -> None:
    assert read_date(text) == DAY


@pytest.mark.parametrize(
    "text", ["", "kemarin", "2017-02-30", "2017-13-01", "31/02/2017", "9 Foo 2017", "2017", "0000-01-01", "9" * 5000]
)
def test_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_date(text)


@pytest.mark.parametrize("name", ["2017-01-09-jack-ma.txt", "berita_20170109.md", "2017_01_09.txt", "a-2017.01.09-b"])
def test_date_in_file_name(name: str) -> None:
    assert in_name(name) == DAY


@pytest.mark.parametrize(
    "name", ["000_ae4e8ee20ee774c7.txt", "123456789012.txt", "2017-01.txt", "2017-13-45.txt", "2017-02-31-a.txt"]
)
def test_no_date_in_file_name(name: str) -> None:
    assert in_name(name) is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://w.example/read/2017/01/09/14050/banjir", DAY),
        ("https://w.example/2017/1/9/banjir", DAY),
        ("https://w.example/nasional/20170109140512-20-1/banjir", DAY),
        ("https://w.example/2017-01-09/banjir", DAY),
        ("https://w.example/berita/d-8106117/banjir", None),
        ("https://w.example/2017/01/", None),
        ("https://w.example/2017/13/41/banjir", None),
        ("", None),
    ],
)
def test_date_in_address(url: str, day: date | None) -> None:
    assert in_address(url) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Banjir\n\nSenin, 09 Jan 2017 14:05 WIB\n\nAir naik.", DAY),
        ("Banjir\nWarta.com - 09/01/2017, 14:05 WIB\nAir naik.", DAY),
        ("Banjir\n\nAir naik, Senin (9/1/2017).", None),
        ("Banjir\n\nPada 9 Januari 2017 air naik.", None),
        ("Banjir\n\n99 Januari 2017\n\nAir naik.", None),
    ],
)
def test_only_a_line_that_tells_the_time_dates_the_article(text: str, day: date | None) -> None:
    assert time_line(text) == day
