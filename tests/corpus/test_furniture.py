import pytest

from kg.corpus.documents import clean
from tests.corpus.shared import SHARED, needs_shared

TITLE = "Banjir Rendam Demak"
FIRST = "Air setinggi satu meter merendam tiga desa di Kabupaten Demak sejak Senin malam, kata polisi."
LAST = "Warga mengungsi ke balai desa dan menunggu bantuan."
KEPT = f"{TITLE}\n\n{FIRST}\n\n{LAST}"


@pytest.mark.parametrize(
    "line",
    [
        "SCROLL TO CONTINUE WITH CONTENT",
        "Baca juga: Harga Beras Naik",
        "Simak Video 'Banjir di Demak':",
        "Foto: Antara/Budi",
        "Jalan terendam di Demak. [Kredit: Warta]",
        "[Gambas:Instagram]",
        "Bagikan ke Facebook",
        "*",
    ],
)
def test_furniture_between_paragraphs_goes(line: str) -> None:
    assert clean(f"{TITLE}\n\n{FIRST}\n\n{line}\n\n{LAST}")[0].text == KEPT


@pytest.mark.parametrize(
    "tail",
    [
        "Doni/ VMN/VBN/ Analyst-Warta \nEditor: Budi\nImage : Warta\n\nDistribusi: Warta\n\nSpeak Your Mind\n\n*",
        "(abc/def)",
        "Pewarta: Ani\nEditor: Budi\nCopyright © WARTA 2025",
        "Artikel ini telah tayang di Warta.\nTags: banjir, demak",
        "Berita Terkait\n\nHarga Beras Naik\n\nRupiah Melemah Lagi",
        "Tinggalkan Balasan\n\nNama\n\nSurel",
        "#banjir #demak",
    ],
)  # fmt: skip
def test_furniture_below_the_last_paragraph_goes(tail: str) -> None:
    assert clean(f"{KEPT}\n\n{tail}")[0].text == KEPT


@pytest.mark.parametrize(
    "head", ["Penulis: Ani", "Oleh: Budi", "Senin, 09 Jan 2017 14:05 WIB", "Reporter: Ani / Editor: Budi"]
)
def test_furniture_below_the_headline_goes(head: str) -> None:
    assert clean(f"{TITLE}\n\n{head}\n\n{FIRST}\n\n{LAST}")[0].text == KEPT


@pytest.mark.parametrize(
    "line",
    [
        "Sumber: kepolisian setempat menyebut tiga orang luka.",
        "Simak hasil survei berikut ini:",
        "Komentar Budi soal banjir itu",
        "Saling Memuji",
        "Skor: 3,35",
        "1. Golkar",
        "2025",
        "“Speak your mind,” kata Budi.",
    ],
)
def test_what_may_be_a_sentence_stays(line: str) -> None:
    assert line in clean(f"{TITLE}\n\n{FIRST}\n\n{line}\n\n{LAST}")[0].text


def test_sentences_below_an_end_line_stay() -> None:
    assert clean(f"{TITLE}\n\n{FIRST}\n\nSpeak Your Mind\n\n{LAST}")[0].text.endswith(LAST)


def test_caption_that_stands_twice_goes_where_the_page_has_credits() -> None:
    credited = "Budi di Demak. [Kredit: Warta]"
    page = [TITLE, credited, credited, FIRST, "Contoh banjir di Demak.", "Contoh banjir di Demak.", LAST]
    assert clean("\n\n".join(page))[0].text == KEPT


def test_repeated_line_stays_once_where_nothing_says_that_it_is_a_caption() -> None:
    assert clean(f"{TITLE}\n\n{FIRST}\n\n{LAST}\n\n{LAST}")[0].text == KEPT


def test_figures_of_a_list_that_stand_twice_stay() -> None:
    assert clean(f"{TITLE}\n\n{FIRST}\nSkor: 3\nSkor: 3\n{LAST}")[0].text.count("Skor: 3") == 2


def test_link_and_initials_at_the_end_of_a_paragraph_go() -> None:
    assert clean(f"{TITLE}\n\n{FIRST} Baca juga: Harga Beras Naik\n\n{LAST} (abc/def)")[0].text == KEPT


@needs_shared
def test_real_articles_lose_their_furniture_and_nothing_else() -> None:
    first, second = (path.read_text(encoding="utf-8") for path in sorted((SHARED / "corpus").glob("*.txt")))
    assert clean(first)[0].text == "\n".join(first.split("\n")[:19]).strip()
    text, second = clean(second)[0].text, second.replace("\u00a0", " ")
    assert text == "\n\n".join(p for p in second.strip().split("\n\n")[1:] if "Kredit" not in p and "Contoh p" not in p)
