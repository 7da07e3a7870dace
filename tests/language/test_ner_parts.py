import itertools
from pathlib import Path

import numpy as np
import pytest

from kg.language.id.ner_article import Found, agree
from kg.language.id.ner_brackets import fits, introduced, long_form
from kg.language.id.ner_decode import spans_of_tags, viterbi
from kg.language.id.ner_features import normal, shape
from kg.language.id.ner_gazetteer import KINDS, Gazetteer
from kg.language.id.ner_marginals import marginals
from kg.language.id.ner_tokens import Cutter, split

TAGS = 9  # O and B, I, E, S of two types
NAMES = ["O", *(f"{mark}-{type_}" for type_ in ("PER", "ORG") for mark in "BIES")]


def moves() -> np.ndarray:
    out = np.full((TAGS + 1, TAGS + 1), -1e4, np.float32)
    names = [*NAMES, "O"]
    for (i, a), (j, b) in itertools.product(enumerate(names), repeat=2):
        if (a[0] in "BI") == (b[0] in "IE") and (a[0] not in "BI" or a[2:] == b[2:]):
            out[i, j] = 0.1 * (i - j)
    return out


def random_scores(words: int) -> np.ndarray:
    return np.random.default_rng(words).normal(size=(words, TAGS)).astype(np.float32) * 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Prabowo-Gibran", ["Prabowo", "-", "Gibran"]),
        ("(Kemenkeu),", ["(", "Kemenkeu", ")", ","]),
        ("UU No. 8/2019", ["UU", "No", ".", "8", "/", "2019"]),
        ("Rp1,5", ["Rp1", ",", "5"]),
    ],
)
def test_words_are_cut_at_every_mark(text: str, words: list[str]) -> None:
    assert list(split(text).words) == words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ia pergi. Ia pulang.", 2),
        ("Dr. Tito pergi.", 1),
        ("H. M. Soeharto pergi.", 1),
        ('"Pergilah." Ia pulang.', 2),
        ("Judul\nIsi", 2),
        ("", 0),
    ],
)
def test_sentences_are_found_where_none_are_given(text: str, count: int) -> None:
    assert len(split(text).sentences) == count


def test_given_sentences_are_kept() -> None:
    assert split("Ia pergi. Ia pulang.", [0]).sentences == ((0, 6),)


def test_runaway_sentence_is_cut() -> None:
    assert max(b - a for a, b in split("kata " * 1000).sentences) <= 200


@pytest.mark.parametrize(
    ("word", "key"), [("Jakarta", "jakarta"), ("2019", "0000"), ("“", '"'), ("UU8", "uu0"), ("–", "-")]
)
def test_key_forgets_case_digits_and_curls(word: str, key: str) -> None:
    assert normal(word) == key


def test_shape_tells_case_apart() -> None:
    assert len({shape(word) for word in ("tito", "Tito", "TITO", "T", "detikFinance", "12")}) == 6


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("di Jawa Barat .", {"region": [1]}),
        ("di JAWA BARAT .", {"region": [1]}),
        ("Bank Jawa", {}),
        ("Jawa Barat Jawa Timur", {"region": [0, 2]}),
    ],
)
def test_gazetteer_marks_the_longest_name(words: str, begins: dict[str, list[int]]) -> None:
    found = Gazetteer.of([("region", "Jawa Barat"), ("region", "Jawa Timur")]).mark(words.split())
    at = {kind: np.flatnonzero(found[:, i]).tolist() for i, kind in enumerate(KINDS)}
    assert {kind: places for kind, places in at.items() if places} == begins


def test_gazetteer_is_read_as_written(tmp_path: Path) -> None:
    names = Gazetteer.of([("region", "Bali"), ("city", "Bali"), ("law", "UUD 1945")])
    names.to_disk(tmp_path / "names.txt")
    assert Gazetteer.from_disk(tmp_path / "names.txt") == names


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        (["B-PER", "E-PER", "O"], [(0, 2, "PER")]),
        (["S-LOC", "S-LOC"], [(0, 1, "LOC"), (1, 2, "LOC")]),
        (["E-PER", "O"], []),
    ],
)
def test_tags_become_spans(tags: list[str], spans: list[tuple[int, int, str]]) -> None:
    assert spans_of_tags(tags) == spans


@pytest.mark.parametrize("words", [1, 2, 3, 4])
def test_best_path_and_likelihoods_are_those_of_all_paths_tried(words: int) -> None:
    scores, table = random_scores(words), moves()
    total = {}
    for path in itertools.product(range(TAGS), repeat=words):
        steps = [TAGS, *path, TAGS]
        total[path] = float(sum(table[a, b] for a, b in itertools.pairwise(steps)))
        total[path] += float(sum(scores[i, tag] for i, tag in enumerate(path)))
    assert tuple(viterbi(scores, [(0, words)], table)[0]) == max(total, key=lambda path: total[path])
    mass = {path: np.exp(score) for path, score in total.items()}
    whole = (8,) if words == 1 else (5, *[6] * (words - 2), 7)
    found = marginals(scores, [(0, words)], table).span(0, words)[1]
    assert found == pytest.approx(mass[whole] / sum(mass.values()), abs=1e-4)


def test_sentences_side_by_side_are_scored_as_alone() -> None:
    scores, table = random_scores(7), moves()
    together = marginals(scores, [(0, 2), (2, 7)], table)
    alone = marginals(scores[2:7], [(0, 5)], table)
    assert np.allclose(together.span(3, 5), alone.span(1, 3), atol=1e-5)


def test_one_form_gets_one_type_and_is_found_again() -> None:
    words = ["A", "x", "A", "y", "A"]
    scores = np.zeros((5, TAGS), np.float32)
    scores[[1, 3, 4], 0] = 9
    scores[0, 4], scores[2, 8] = 9, 6
    sums = marginals(scores, [(0, 5)], np.where(moves() < -9, moves(), 0))
    found = agree([(0, 1), (2, 3)], words, sums, least=0.0, spread=0.5)
    assert [(one.first, one.type) for one in found] == [(0, 0), (2, 0), (4, 0)]


def test_unlikely_form_is_dropped() -> None:
    sums = marginals(np.zeros((1, TAGS), np.float32), [(0, 1)], np.where(moves() < -9, moves(), 0))
    assert agree([(0, 1)], ["A"], sums, least=0.5, spread=0.8) == []
    assert isinstance(agree([(0, 1)], ["A"], sums, least=0.0, spread=0.8)[0], Found)


@pytest.mark.parametrize(
    ("short", "name", "expected"),
    [
        ("SBN", "Surat Berharga Negara", True),
        ("Kemenkeu", "Kementerian Keuangan", True),
        ("DT-SEN", "Data Tunggal", False),
        ("BEI", "Gedung Bursa Efek Indonesia", False),
        ("KPK", "Komisi", False),
    ],
)
def test_short_form_is_spelled_by_its_name(short: str, name: str, expected: bool) -> None:
    assert fits(short, name.split()) is expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("pameran Indonesia International Motor Show ( IIMS ) di", "Indonesia International Motor Show"),
        ("kepada Komisi untuk Orang Hilang ( KOH ) di", "Komisi untuk Orang Hilang"),
        ("ke sini ( KPK ) di", None),
    ],
)
def test_long_form_before_a_bracket_is_found_by_its_capitals(text: str, name: str | None) -> None:
    words = text.split()
    place = long_form(words, next(introduced(words)))
    assert (" ".join(words[slice(*place)]) if place else None) == name


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("dariReuters", ["dari", "Reuters"]),
        ("DilansirReuters", ["Dilansir", "Reuters"]),
        ("kepadareuters", ["kepada", "reuters"]),
        ("ReutersSenin", ["Reuters", "Senin"]),
        ("WhatsApp", ["WhatsApp"]),
        ("diWhatsApp", ["di", "WhatsApp"]),
        ("ditangkap", ["ditangkap"]),
        ("PutraKetua", ["Putra", "Ketua"]),
        ("KEMENKEU", ["KEMENKEU"]),
        ("reutersdi", ["reuters", "di"]),
        ("Reutersdi", ["Reutersdi"]),
    ],
)
def test_glued_words_are_cut(word: str, parts: list[str]) -> None:
    known = frozenset({"reuters", "ditangkap", "tangkap"})
    cut = Cutter(frozenset({"WhatsApp"}), known, before=("dilansir", "kepada", "dari", "di"), behind=("Senin", "di"))
    assert list(cut(word)) == parts
