"""Roles of small articles whose names are given."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
import spacy

from kg.extract.article import Article, read
from kg.extract.roles import roles
from kg.model import Cluster, Coref, Document, Mention, Quote

_NLP = spacy.blank("xx")
_NAME = re.compile(r"\[(PER|ORG|LOC) ([^\]]+)\]")


def article(marked: str, *, same: tuple[tuple[str, str], ...] = (), published: date = date(2025, 10, 20)) -> Article:
    """Return an article of sentences (one a line) whose names are marked "[PER Jack Ma]"; `same` joins two names."""
    text = _NAME.sub(lambda match: match[2], marked)
    bounds, start = [], 0
    for line in text.split("\n"):
        bounds.append((start, start + len(line)))
        start += len(line) + 1
    document = Document("d", text, published=published, sentences=tuple(bounds))
    result = read(_NLP.make_doc(text), document)
    types = {match[2]: match[1] for match in _NAME.finditer(marked)}
    groups = [[name, *(b for a, b in same if a == name)] for name in types if name not in {short for _, short in same}]
    return replace(result, clusters=tuple(_cluster(result, names, types) for names in groups))


def _cluster(given: Article, names: list[str], types: dict[str, str]) -> Cluster:
    spans = [
        given.document.span(*match.span())
        for name in names
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", given.document.text)
    ]
    mentions = tuple(Mention(span, types[names[0]], given.sentence_at(span.start).number) for span in sorted(spans))
    return Cluster(names[0], types[names[0]], names[0], mentions)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[PER Purbaya] adalah Menteri Keuangan.", ("Purbaya", "Menteri Keuangan", None)),
        (
            "Menteri Keuangan [PER Purbaya Yudhi Sadewa] menemui wartawan.",
            ("Purbaya Yudhi Sadewa", "Menteri Keuangan", None),
        ),
        ("Ketua [ORG DPR] [PER Puan Maharani] membuka rapat.", ("Puan Maharani", "Ketua", "DPR")),
        (
            "[PER Budi Hartono], Direktur Utama [ORG PT Maju Jaya], mundur.",
            ("Budi Hartono", "Direktur Utama", "PT Maju Jaya"),
        ),
        ("Juru bicara [ORG Alibaba] [PER Bob Christie] membantah.", ("Bob Christie", "Juru bicara", "Alibaba")),
        (
            "[ORG Alibaba] tumbuh, juru bicara perusahaan [PER Bob Christie] mengatakan.",
            ("Bob Christie", "juru bicara", "Alibaba"),
        ),
        ("Wali Kota [LOC Bandung] [PER Rahmat Saleh] hadir.", ("Rahmat Saleh", "Wali Kota", "Bandung")),
        ("Kapolres [LOC Jember] AKBP [PER Andi Wijaya] menjelaskan hal itu.", ("Andi Wijaya", "Kapolres", "Jember")),
        ('"Sudah selesai," kata Kepala [ORG BNPB] [PER Suharyanto].', ("Suharyanto", "Kepala", "BNPB")),
        ("Bupati [LOC Bogor], [PER Siti Aminah], meninjau pasar.", ("Siti Aminah", "Bupati", "Bogor")),
    ],
)
def test_roles_finds_title_holder_and_seat(text: str, expected: tuple[str, str, str | None]) -> None:
    found = roles(article(text))
    assert [(role.person, role.title.text, role.organization) for role in found] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Presiden [LOC AS] [PER Donald Trump] tiba.", "current"),
        ("Presiden [LOC AS] terpilih [PER Donald Trump] tiba.", "elect"),
        ("Mantan Gubernur [LOC Papua] [PER Lukas Tabuni] hadir.", "former"),
        ("Pelaksana Tugas (Plt) Kepala [ORG BPBD Demak] [PER Andi Wijaya] hadir.", "acting"),
        ("Direktur Utama [ORG PT SPR] periode 2010-2015 [PER Andi Wijaya] hadir.", "former"),
        ("Presiden ke-6 [LOC RI] [PER Susilo Bambang Yudhoyono] hadir.", "former"),
        ("Calon Gubernur [LOC Papua] [PER Andi Wijaya] hadir.", "candidate"),
        ("[PER Andi Wijaya] dicopot dari jabatan Ketua [ORG DPRD Demak].", "former"),
        ("[PER Andi Wijaya] menerima uang saat menjabat Direktur Utama [ORG PT Maju Jaya].", "former"),
        ("[PER Andi Wijaya] tetap menjabat Ketua [ORG DPRD Demak] seperti pada masa sebelumnya.", "current"),
        ("[PER Andi Wijaya] adalah Ketua [ORG DPRD Demak], lain dari sebelumnya.", "current"),
        (
            "[PER Andi Wijaya] adalah Direktur Utama [ORG PT SPR] (PT yang menjual segala rumput dan padi di desa)"
            " periode 2010-2015.",
            "former",
        ),
    ],
)
def test_status_follows_the_words_around_the_title(text: str, expected: str) -> None:
    assert [role.status for role in roles(article(text))] == [expected]


def test_numbered_term_is_current_while_it_lasts() -> None:
    text = "Presiden ke-6 [LOC RI] [PER Susilo Bambang Yudhoyono] hadir."
    assert [role.status for role in roles(article(text, published=date(2012, 5, 1)))] == ["current"]


def test_repeated_role_is_given_once_at_its_first_sentence() -> None:
    found = roles(article("Ketua [ORG DPR] [PER Puan Maharani] hadir.\nKetua [ORG DPR] [PER Puan Maharani] pulang."))
    assert [(role.title.text, role.sentence) for role in found] == [("Ketua", 1)]


def test_short_title_gives_way_to_the_full_one() -> None:
    text = "Menkeu [PER Purbaya] Marah.\nMenteri Keuangan (Menkeu) [PER Purbaya Yudhi Sadewa] marah."
    found = roles(article(text, same=(("Purbaya Yudhi Sadewa", "Purbaya"),)))
    assert [(role.title.text, role.sentence) for role in found] == [("Menteri Keuangan", 2)]


def test_minister_heads_the_ministry_named_elsewhere() -> None:
    text = "Menteri Keuangan [PER Purbaya] hadir di [LOC Bali].\nPegawai [ORG Kemenkeu] senang."
    assert [role.organization for role in roles(article(text))] == ["Kemenkeu"]


@pytest.mark.parametrize(
    "text",
    [
        "AKBP [PER Andi Wijaya] hadir di [LOC Jember].",
        "[PER Andi Wijaya] membeli tiga ekor kambing.",
        "Gubernur belum menjawab.",
        "[PER Donald Trump] tiba pada hari Senin, seorang juru bicara [ORG Alibaba] mengatakan.",
        "",
    ],
)
def test_ranks_and_offices_without_a_holder_are_no_roles(text: str) -> None:
    assert roles(article(text)) == ()


def test_evidence_covers_title_holder_and_seat() -> None:
    (role,) = roles(article("Hari ini Ketua [ORG DPR] [PER Puan Maharani] hadir."))
    assert role.span.text == "Ketua DPR Puan Maharani"


def test_what_stands_in_a_quotation_is_claimed_by_its_speaker() -> None:
    given = article('"Kami percaya Ketua [ORG DPR] [PER Puan Maharani] hadir," kata [PER Andi Wijaya].')
    quote = Quote(1, "Andi Wijaya", "direct", None, given.document.span(0, given.document.text.index("kata") - 1))
    (role,) = roles(replace(given, quotes=(quote,)))
    assert (role.person, role.modality, role.source) == ("Puan Maharani", "claimed", "Andi Wijaya")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[PER Andi Wijaya] bukan Ketua [ORG DPRD Demak].", "denied"),
        ("[PER Andi Wijaya] akan menjabat Direktur Utama [ORG PT Maju Jaya].", "planned"),
    ],
)
def test_denied_and_planned_offices_are_not_facts(text: str, expected: str) -> None:
    assert {role.modality for role in roles(article(text))} <= {expected}


def test_pronoun_holds_the_office() -> None:
    given = article("[PER Andi Wijaya] lahir di [LOC Demak].\nIa menjabat sebagai Direktur Utama [ORG PT Maju Jaya].")
    at = given.document.text.index("Ia")
    found = roles(replace(given, corefs=(Coref(given.document.span(at, at + 2), 2, "Andi Wijaya"),)))
    assert [(role.person, role.organization) for role in found] == [("Andi Wijaya", "PT Maju Jaya")]


@pytest.mark.parametrize(
    ("phrase", "title"),
    [
        ("Wakil Ketua Umum [ORG Partai Melati] ini", "Wakil Ketua Umum"),
        ("Ketua [ORG DPRD Demak] itu", "Ketua"),
        ("Guru Besar [ORG Universitas Melati] itu", "Guru Besar"),
    ],
)
def test_description_of_a_person_tells_the_office(phrase: str, title: str) -> None:
    given = article(f"[PER Andi Wijaya] lahir di [LOC Kudus].\n{phrase} menolak usulan.")
    text = given.document.text
    span = given.document.span(text.index("\n") + 1, text.index(" menolak"))
    found = roles(replace(given, corefs=(Coref(span, 2, "Andi Wijaya"),)))
    assert [(r.person, r.title.text, r.organization) for r in found] == [
        ("Andi Wijaya", title, phrase.partition("[ORG ")[2].partition("]")[0])
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[PER Rini Hapsari] kembali menjadi Menteri Dalam Negeri, sedangkan [PER Andi Wijaya] tetap di tempat.", []),
        (
            "Wali Kota [LOC Demak] diwakili Kepala [ORG Dinas Taman], [PER Andi Wijaya], membuka acara.",
            [("Andi Wijaya", "Kepala", "Dinas Taman")],
        ),
        ('"Kami dukung Gubernur baru," kata [PER Andi Wijaya].', []),
        ('"Saya menjadi Kepala Sekolah," kata Irjen [PER Andi Wijaya].', [("Andi Wijaya", "Kepala Sekolah", None)]),
        (
            '"Rapat dibuka Wakil Presiden [PER Rini Hapsari]," kata Ketua [ORG Balai Warta] [PER Andi Wijaya].',
            [("Rini Hapsari", "Wakil Presiden", None), ("Andi Wijaya", "Ketua", "Balai Warta")],
        ),
        (
            "Pelantikan [PER Rini Hapsari] dan [PER Andi Wijaya] sebagai Ketua dan Wakil Ketua [ORG DPRD Demak] batal.",
            [("Rini Hapsari", "Ketua", "DPRD Demak"), ("Andi Wijaya", "Wakil Ketua", "DPRD Demak")],
        ),
    ],
)
def test_what_parts_a_title_from_a_name(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert [(role.person, role.title.text, role.organization) for role in roles(article(text))] == expected


def test_confidence_is_a_share() -> None:
    (role,) = roles(article("Ketua [ORG DPR] [PER Puan Maharani] hadir."))
    assert 0.8 < role.confidence <= 1
