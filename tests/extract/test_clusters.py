import re

import pytest
import spacy

from kg.extract.article import read
from kg.extract.clusters import clusters
from kg.model import Cluster, Document

NLP = spacy.blank("id")


def found(text: str, *names: str) -> tuple[Cluster, ...]:
    """Return the clusters of a text in which the recogniser finds each "TYPE name" once, at its first free place."""
    doc = NLP.make_doc(text)
    listed: list[tuple[int, int, str, float, str]] = []
    for entry in names:
        type_, _, name = entry.partition(" ")
        taken = {start for start, *_ in listed}
        start = text.index(name)
        while start in taken or any(a < start < b for a, b, *_ in listed if name in text[a + 1 : b]):
            start = text.index(name, start + 1)
        listed.append((start, start + len(name), type_, 0.9, "outer"))
    doc.user_data["names"] = listed
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    return clusters(read(doc, Document("d", text, sentences=tuple(lines))))


def forms(cluster: Cluster) -> list[str]:
    return list(dict.fromkeys(m.span.text for m in cluster.mentions))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jack Ma datang. Lalu Ma pergi.", ("PER Jack Ma", "PER Ma")),
        ("Kementerian Keuangan (Kemenkeu) menolak.", ("ORG Kementerian Keuangan", "ORG Kemenkeu")),
        ("Komisi Pemberantasan Korupsi (KPK) menahan.", ("ORG Komisi Pemberantasan Korupsi", "ORG KPK")),
        ("Presiden Amerika Serikat datang. Pejabat AS ikut.", ("LOC Amerika Serikat", "LOC AS")),
        ("Amerika Serikat menang. Negeri Paman Sam senang.", ("LOC Amerika Serikat", "LOC Negeri Paman Sam")),
        ("Costco Wholesale Corp rugi. Saham Costco turun.", ("ORG Costco Wholesale Corp", "ORG Costco")),
        ("Sentra Wijaya alias Bonar ditahan.", ("PER Sentra Wijaya", "PER Bonar")),
        ("Sentra Wijaya yang akrab disapa Bonar ditahan.", ("PER Sentra Wijaya", "PER Bonar")),
        ("Sentra Wijaya atau Bonar ditahan.", ("PER Sentra Wijaya", "PER Bonar")),
        ("Sentra Wijaya, (Bonar) ditahan.", ("PER Sentra Wijaya", "PER Bonar")),
        ("PT Kereta Api Indonesia (Persero) atau KAI untung.", ("ORG PT Kereta Api Indonesia", "ORG KAI")),
        (
            "Badan Penanggulangan Bencana Daerah (BPBD) siaga. Petugas BPBD Kediri datang.",
            ("ORG Badan Penanggulangan Bencana Daerah", "ORG BPBD", "ORG BPBD Kediri"),
        ),
        (
            "Kementerian Melati dan Urusan Rumput (Melur) rapat.",
            ("ORG Kementerian Melati dan Urusan Rumput", "ORG Melur"),
        ),
        ("Kantor Berita Utama Nusantara (Kabena) tutup.", ("ORG Kantor Berita Utama Nusantara", "ORG Kabena")),
    ],
)
def test_two_names_of_one_thing_make_one_cluster(text: str, names: tuple[str, ...]) -> None:
    made = found(text, *names)
    assert len(made) == 1
    assert made[0].name == names[0].partition(" ")[2]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bareskrim Polri memeriksa. Polri membantah.", ("ORG Bareskrim Polri", "ORG Polri")),
        ("Pemkot Bandung dan Pemkot Bogor hadir.", ("ORG Pemkot Bandung", "ORG Pemkot Bogor")),
        ("Hotel di Sleman (DIY) penuh.", ("LOC Sleman", "ORG DIY")),
        ("Bonar datang. Sentra Wijaya atau Bonar menang.", ("PER Bonar", "PER Sentra Wijaya")),
        ("Bank Sentosa atau Bank Makmur buka.", ("ORG Bank Sentosa", "ORG Bank Makmur")),
        ("Rini Hapsari bertemu Budi Hapsari.", ("PER Rini Hapsari", "PER Budi Hapsari")),
        ("Polda Papua Barat dan Polda Papua hadir.", ("ORG Polda Papua Barat", "ORG Polda Papua")),
        ("Golkar Kudus rapat. Golkar diam.", ("ORG Golkar Kudus", "ORG Golkar")),
    ],
)
def test_two_things_stay_two_clusters(text: str, names: tuple[str, ...]) -> None:
    assert len(found(text, *names)) == 2


def test_the_number_of_a_paragraph_is_no_law() -> None:
    assert not found("Ketentuan dalam ayat (2) berlaku.", "LAW 2")


def test_the_field_of_a_minister_is_no_body() -> None:
    text = "Menteri Kelautan dan Perikanan Rini Hapsari bertemu Menteri PU."
    made = found(text, "ORG Kelautan dan Perikanan", "PER Rini Hapsari", "ORG PU")
    assert [c.name for c in made] == ["Rini Hapsari", "PU"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Toko itu menjadi penjual pakaian Melati di kota.", ["Melati"]),
        ("Ia bertemu penjual Senin lalu.", []),
        ("Mobil buatan produsen asal Jepang laku.", []),
        ("Penjual Buah Melati Senang.", []),
    ],
)
def test_who_sells_is_a_name_though_the_recogniser_misses_it(text: str, names: list[str]) -> None:
    assert [c.name for c in found(text)] == names


def test_clusters_are_numbered_by_first_mention() -> None:
    made = found("Budi ke Solo.", "LOC Solo", "PER Budi")
    assert [(c.id, c.name) for c in made] == [("e1", "Budi"), ("e2", "Solo")]


def test_titles_are_no_part_of_a_person() -> None:
    (cluster,) = found("Kata Menteri Keuangan Sri Rahayu.", "PER Menteri Keuangan Sri Rahayu")
    assert forms(cluster) == ["Sri Rahayu"]


def test_lines_of_the_site_are_no_source() -> None:
    assert not found("Rapat selesai.\nBaca juga: Budi Menang", "PER Budi")


def test_a_missed_name_is_found_again() -> None:
    (cluster,) = found("Wiratama datang. Menurut Wiratama, hujan. Wiratamanya lain.", "PER Wiratama")
    assert [m.method for m in cluster.mentions] == ["ner", "spread"]


def test_most_mentions_decide_the_type() -> None:
    made = found("Tmall naik. Lalu Tmall turun. Kini Tmall naik.", "PRD Tmall", "ORG Tmall", "PRD Tmall")
    assert [c.type for c in made] == ["PRD"]
    assert {m.type for m in made[0].mentions} == {"PRD"}


def test_unit_before_a_bracket_yields_its_parent() -> None:
    made = found(
        "Komisi Fatwa Majelis Ulama Indonesia (MUI) rapat.", "ORG Komisi Fatwa Majelis Ulama Indonesia", "ORG MUI"
    )
    assert [forms(c) for c in made] == [["Komisi Fatwa Majelis Ulama Indonesia"], ["Majelis Ulama Indonesia", "MUI"]]


def test_a_missed_short_name_in_brackets_is_taken() -> None:
    (cluster,) = found("Kawasan Industri Terpadu Utama (KITU) tutup. KITU rugi.", "ORG Kawasan Industri Terpadu Utama")
    assert [m.method for m in cluster.mentions] == ["ner", "bracket", "spread"]


def test_nothing_comes_of_nothing() -> None:
    assert found("Hujan.") == ()


def test_spans_quote_the_text() -> None:
    text = "Komisi Pemberantasan Korupsi (KPK) menahan Budi."
    for cluster in found(text, "ORG Komisi Pemberantasan Korupsi (KPK)", "PER Budi"):
        assert all(text[m.span.start : m.span.end] == m.span.text for m in cluster.mentions)


def test_the_form_of_a_company_tells_the_type_of_all_its_names() -> None:
    text = "PT Melati Laut Makmur (MLM) berdiri. MLM untung. Produk MLM laku."
    (cluster,) = found(text, "ORG PT Melati Laut Makmur", "PRD MLM", "PRD MLM", "PRD MLM")
    assert cluster.type == "ORG"
    assert {"PT Melati Laut Makmur", "MLM"} <= {*forms(cluster)}
