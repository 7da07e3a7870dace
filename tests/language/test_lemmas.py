import pytest

from kg.language.id.affixes import roots
from kg.language.id.lemmas import lemma


@pytest.mark.parametrize(
    ("form", "upos", "expected"),
    [
        ("mengatakan", "VERB", "kata"),
        ("Bertemu", "VERB", "temu"),
        ("ditangkap", "VERB", "tangkap"),
        ("MERESMIKAN", "VERB", "resmi"),
        ("menuding", "VERB", "tuding"),
        ("digenjot", "VERB", "genjot"),
        ("perusahaan", "NOUN", "usaha"),
        ("negara-negara", "NOUN", "negara"),
        ("Jakarta", "PROPN", "Jakarta"),
        ("1,5", "NUM", "1,5"),
        ("nya", "PRON", "nya"),
        ("RAPBN", "NOUN", "RAPBN"),
        ("HARGA", "NOUN", "harga"),
        ("zxcvbnan", "NOUN", "zxcvbnan"),
    ],
)
def test_lemma_is_the_root_that_the_treebanks_give(form: str, upos: str, expected: str) -> None:
    assert lemma(form, upos) == expected


@pytest.mark.parametrize(
    ("word", "root"),
    [("menulis", "tulis"), ("memukul", "pukul"), ("menyapu", "sapu"), ("mengirimkan", "kirim"), ("pertemuan", "temu")],
)
def test_affixes_come_off_with_the_lost_sound_restored(word: str, root: str) -> None:
    assert root in {found for found, _ in roots(word)}
