"""Indonesian numbers in digits and words."""

from decimal import Decimal

import pytest

from kg.extract.values import read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7.000", "7000"),
        ("1.05", "1.05"),
        ("2.500.000,00", "2500000"),
        ("1,250,000", "1250000"),
        ("1,5 triliun", "1500000000000"),
        ("1,5 ribu triliun", "1500000000000000"),
        ("1 juta 500 ribu", "1500000"),
        ("2 ratus", "200"),
        ("350 ribuan", "350000"),
        ("nol", "0"),
        ("sejuta", "1000000"),
        ("seribu lima ratus", "1500"),
        ("dua belas", "12"),
        ("dua puluh lima", "25"),
        ("seratus dua puluh tiga ribu", "123000"),
        ("sembilan puluh sembilan", "99"),
        ("setengah triliun", "500000000000"),
        ("dua setengah juta", "2500000"),
        ("seperempat", "0.25"),
    ],
)
def test_read_number(text: str, value: str) -> None:
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["belasan", "puluhan", "dua tiga", "juta", "12.34.56", "1" * 5000, "orang", ""])
def test_read_number_of_what_is_none(text: str) -> None:
    assert read_number(text) is None
