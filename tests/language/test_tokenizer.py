import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from kg.language.id.tokenizer import LONGEST, Tokenizer

TOKENIZER = Tokenizer(Vocab())


def tokens(text: str) -> list[str]:
    return [token.text for token in TOKENIZER(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # clitics
        ("katanya", "kata nya"),
        ("KATANYA", "KATA NYA"),
        ("rumahku namamu", "rumah ku nama mu"),
        ("Apakah itulah", "Apa kah itu lah"),
        ("APBD-nya", "APBD - nya"),
        ("laki-lakinya", "laki-laki nya"),
        ("hanya bertanya biasanya sebelumnya", "hanya bertanya biasanya sebelumnya"),
        ("buku tamu adalah sekolah maupun", "buku tamu adalah sekolah maupun"),
        ("Kenya Maluku", "Kenya Maluku"),
        # numbers, money, dates
        ("Rp1,5 triliun", "Rp 1,5 triliun"),
        ("Rp 1.500.000,-", "Rp 1.500.000 , -"),
        ("US$15 S$20 USD50", "US $ 15 S $ 20 USD 50"),
        ("Senin (9/1)", "Senin ( 9/1 )"),
        ("(10/07/2025)", "( 10/07/2025 )"),
        ("6,2% 09.48 10:30", "6,2 % 09.48 10:30"),
        ("2013-2014 ke-10 1970-an", "2013 - 2014 ke-10 1970-an"),
        ("34/PMK.011/2007 II/2007", "34/PMK.011/2007 II/2007"),
        # hyphens and slashes
        ("Januari-September RI-Jepang", "Januari - September RI - Jepang"),
        ("rata-rata non-migas Al-Azhar COVID-19 B-29", "rata-rata non-migas Al-Azhar COVID-19 B-29"),
        ("Undang-Undang TERUS-MENERUS", "Undang-Undang TERUS-MENERUS"),
        ("kabupaten/kota", "kabupaten / kota"),
        # abbreviations and degrees
        ("PT. Maju Tbk., Jl. Merdeka No. 5", "PT. Maju Tbk. , Jl. Merdeka No. 5"),
        ("dr. H. Budi, S.H., M.Si.", "dr. H. Budi , S.H. , M.Si."),
        ("dll. A.S. U.S.", "dll. A.S. U.S."),
        # quotes, addresses, site names
        ('"Kita," ujarnya.', '" Kita , " ujar nya .'),
        ("“Kita” ‘kami’ «mereka» ``ya''", "“ Kita ” ‘ kami ’ « mereka » `` ya ''"),
        ("JAKARTA, KOMPAS.com - Presiden", "JAKARTA , KOMPAS.com - Presiden"),
        ("(https://a.id/b?c=1), a.b@c.co.id, @akun #tagar", "( https://a.id/b?c=1 ) , a.b@c.co.id , @akun #tagar"),
        ("Moody's Ka'ban Jum'at", "Moody 's Ka'ban Jum'at"),
        ("selesai.Dia pergi... ya?!", "selesai . Dia pergi ... ya ?!"),
    ],
)
def test_tokens_are_cut_as_the_treebanks_cut_them(text: str, expected: str) -> None:
    assert tokens(text) == expected.split()


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example("  a \n\n b\t")
@example("x" * (2 * LONGEST + 1))
@example("e\u0301-nya")
def test_any_text_is_reproduced(text: str) -> None:
    assert TOKENIZER(text).text == text


@pytest.mark.parametrize("unit", ["a", "a.", "a-", "1.", "a@", "(", "A.", "1/", "'", "\n ", "http://"])
def test_long_runs_take_linear_time(unit: str) -> None:
    started = time.process_time()
    TOKENIZER(unit * 20_000)
    assert time.process_time() - started < 2


def test_line_breaks_are_tokens_of_their_own() -> None:
    assert tokens("Judul\n\nIsi  teks") == ["Judul", "\n\n", "Isi", " ", "teks"]
