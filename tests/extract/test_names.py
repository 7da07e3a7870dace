import pytest

from kg.extract.names import bare, bounds, furniture, typo
from kg.extract.names_short import abbreviates, known_pair, tail


@pytest.mark.parametrize(
    ("span", "type_", "name"),
    [
        ("Presiden Prabowo Subianto", "PER", "Prabowo Subianto"),
        ("Menteri Keuangan Purbaya", "PER", "Purbaya"),
        ("Pak Harto", "PER", "Harto"),
        ("Kombes Pol Harryo Sugihhartono", "PER", "Harryo Sugihhartono"),
        ("“Alibaba”", "ORG", "Alibaba"),
        ("(KPK)", "ORG", "KPK"),
        ("Bank Indonesia,", "ORG", "Bank Indonesia"),
        ("PT Telkom (Persero)", "ORG", "PT Telkom (Persero)"),
        ("Presiden", "PER", "Presiden"),
        ("...", "ORG", ""),
    ],
)
def test_bounds_leave_the_name(span: str, type_: str, name: str) -> None:
    start, end = bounds(f"x {span} y", 2, 2 + len(span), type_)
    assert f"x {span} y"[start:end] == name


@pytest.mark.parametrize(
    ("short", "full", "kind"),
    [
        ("KPK", "Komisi Pemberantasan Korupsi", "initials"),
        ("ESDM", "Energi dan Sumber Daya Mineral", "initials"),
        ("Kementerian ESDM", "Kementerian Energi dan Sumber Daya Mineral", "contraction"),
        ("Kemenkeu", "Kementerian Keuangan", "contraction"),
        ("Pemkot Palembang", "Pemerintah Kota Palembang", "contraction"),
        ("Jateng", "Jawa Tengah", "contraction"),
        ("KPU", "Komisi Pemberantasan Korupsi", ""),
        ("Bank", "Bank Indonesia", ""),
        ("Jawa", "Jawa Tengah", ""),
    ],
)
def test_abbreviates_tells_initials_from_contractions(short: str, full: str, kind: str) -> None:
    assert abbreviates(short, full) == kind


@pytest.mark.parametrize(
    ("a", "b"),
    [("Costco Wholesale Corp", "Costco Wholesale"), ("PT Gojek Tbk", "Gojek"), ("Levi’s", "Levi"), ("Bank BRI", "BRI")],
)
def test_bare_forgets_legal_forms(a: str, b: str) -> None:
    assert bare(a) == bare(b)


def test_known_pair_has_bynames_of_countries() -> None:
    assert known_pair("Negeri Paman Sam", "Amerika Serikat")
    assert not known_pair("AS", "Arab Saudi")


def test_tail_finds_the_parent_in_a_unit() -> None:
    assert tail("MUI", "Komisi Fatwa Majelis Ulama Indonesia") == "Majelis Ulama Indonesia"
    assert tail("KPK", "Komisi Pemberantasan Korupsi") == ""


@pytest.mark.parametrize(
    ("short", "full", "end"),
    [
        ("Melur", "Kementerian Melati dan Urusan Rumput", ""),
        ("PKM", "Satgas Pencegahan Kebakaran Melati", ""),
        ("PM", "Kantor Kementerian Padi Melati", "Kementerian Padi Melati"),
        ("IPM", "Majelis Alumni Ikatan Pelajar Melati", "Ikatan Pelajar Melati"),
    ],
)
def test_the_tail_of_a_body_is_a_body(short: str, full: str, end: str) -> None:
    assert tail(short, full, body=True) == end


@pytest.mark.parametrize(
    ("a", "b", "same"), [("Prastyo", "Prasetyo", True), ("Andi", "Adi", False), ("Jakarta", "Jakarta", False)]
)
def test_typo_allows_one_letter(a: str, b: str, same: bool) -> None:
    assert typo(a.lower(), b.lower()) is same


@pytest.mark.parametrize(
    "line",
    [
        "SCROLL TO CONTINUE WITH CONTENT",
        "Baca juga: Harga Naik",
        "Simak Video 'A'",
        "'Lihat juga Video: A'",
        "Editor: Ani",
        "[Kredit: Ani]",
    ],
)
def test_furniture_knows_lines_of_the_site(line: str) -> None:
    assert furniture().match(line)


def test_furniture_leaves_sentences_alone() -> None:
    assert not furniture().match("Editor majalah itu mengundurkan diri.")


def test_abbreviates_is_quick_on_long_strings() -> None:
    assert abbreviates("a" * 60, "aa " * 60) == ""
