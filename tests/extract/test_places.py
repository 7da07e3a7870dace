import pytest

from kg.extract.places import contained
from tests.extract.marked import article


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Banjir melanda [LOC Desa Sukamaju], [LOC Kecamatan Cibadak], [LOC Kabupaten Sukabumi].",
            [("Desa Sukamaju", "Kecamatan Cibadak"), ("Kecamatan Cibadak", "Kabupaten Sukabumi")],
        ),
        ("Kebakaran terjadi di [LOC Kudus], [LOC Jawa Tengah].", [("Kudus", "Jawa Tengah")]),
        ("Ia singgah di [LOC Waingapu], [LOC Nusa Tenggara Timur].", [("Waingapu", "Nusa Tenggara Timur")]),
        ("Hujan turun di [LOC Jawa Barat], [LOC Jawa Tengah], dan [LOC Bali].", []),
        ("Ia terbang dari [LOC Kudus] ke [LOC Jawa Tengah].", []),
        ("[PER Andi] pergi ke [LOC Indonesia], [LOC Kudus].", []),
    ],
)
def test_a_place_lies_in_the_higher_one_behind_its_comma(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(r.subject, r.object) for r in contained(article(text))] == expected


def test_what_only_a_speaker_says_is_claimed() -> None:
    (found,) = contained(article('"Kami di [LOC Kudus], [LOC Jawa Tengah]," kata dia.'))
    assert found.modality == "claimed"
