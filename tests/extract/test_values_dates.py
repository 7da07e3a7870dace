"""Indonesian dates against a day of publication (a Wednesday)."""

from datetime import date

import pytest

from kg.extract.values import read_date

PUBLISHED = date(2025, 10, 22)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Senin (20/10/2025)", "2025-10-20"),
        ("Senin (20/10)", "2025-10-20"),
        ("Senin (2/12)", "2024-12-02"),  # the Monday is in the year before
        ("Sabtu (19/10)", "2025-10-19"),  # a slip of the writer: it was a Sunday
        ("Rabu, (17/9/2025)", "2025-09-17"),
        ("Sabtu (18/102025)", "2025-10-18"),
        ("Kamis, 3 Juli 2025", "2025-07-03"),
        ("Minggu tanggal 4 Mei 2025", "2025-05-04"),
        ("15 Juli lalu", "2025-07-15"),
        ("15 Desember lalu", "2024-12-15"),
        ("21-23 Oktober 2025", "2025-10-21/2025-10-23"),
        ("22 dan 23 April 2025", "2025-04-22/2025-04-23"),
        ("13 sampai 17 Oktober 2025", "2025-10-13/2025-10-17"),
        ("20 Oktober hingga 8 November 2025", "2025-10-20/2025-11-08"),
        ("22 Oktober 2025 hingga 19 Januari 2026", "2025-10-22/2026-01-19"),
        ("Juni 2022-Mei 2024", "2022-06/2024-05"),
        ("Juli hingga September", "2025-07/2025-09"),
        ("Oktober, November, dan Desember", "2025-10/2025-12"),
        ("awal September hingga 13 Oktober 2025", "2025-09/2025-10-13"),
        ("2018-2023", "2018/2023"),
        ("2024 hingga Februari 2025", "2024/2025-02"),
        ("1970-an", "1970/1979"),
        ("bulan September", "2025-09"),
        ("Desember lalu", "2024-12"),
        ("Desember mendatang", "2025-12"),
        ("Januari", "2026-01"),
        ("Juli tahun lalu", "2024-07"),
        ("akhir Mei 2025", "2025-05"),
        ("kuartal III-2025", "2025-07/2025-09"),
        ("semester I", "2025-01/2025-06"),
        ("triwulan II-IV", "2025-04/2025-12"),
        ("paruh pertama tahun 2026", "2026-01/2026-06"),
        ("awal 2025", "2025"),
        ("akhir tahun", "2025"),
        ("tahun lalu", "2024"),
        ("bulan lalu", "2025-09"),
        ("pekan lalu", "2025-10-13/2025-10-19"),
        ("minggu depan", "2025-10-27/2025-11-02"),
        ("akhir pekan lalu", "2025-10-18/2025-10-19"),
        ("tiga tahun lalu", "2022"),
        ("kemarin", "2025-10-21"),
        ("hari ini", "2025-10-22"),
        ("tadi malam", "2025-10-21"),
        ("Senin", "2025-10-20"),
        ("Jumat mendatang", "2025-10-24"),
        ("tanggal 15", ""),
        ("600 SM", ""),
        ("31 Februari 2025", ""),
        ("8-2-2025", "2025-02-08"),
    ],
)
def test_read_date(text: str, value: str) -> None:
    assert read_date(text, PUBLISHED) == value


@pytest.mark.parametrize("text", ["kemarin", "pekan lalu", "Senin (20/10)", "bulan September", "kuartal III"])
def test_read_date_without_publication_is_unknown(text: str) -> None:
    assert read_date(text) == ""


@pytest.mark.parametrize("text", ["orang", "beberapa minggu mendatang", "Rp 2.025", ""])
def test_read_date_of_what_is_none(text: str) -> None:
    assert read_date(text, PUBLISHED) is None


@pytest.mark.parametrize(("text", "day"), [("kemarin", date.min), ("besok", date.max), ("pekan depan", date.max)])
def test_read_date_at_the_ends_of_the_calendar_is_unknown(text: str, day: date) -> None:
    assert read_date(text, day) == ""
