from pathlib import Path

import numpy as np
import pytest

from kg.errors import ModelError
from kg.language.forest import Forest
from kg.language.id.ner_forms import POSSIBLE, Form, forms, norm, proposed
from kg.language.id.ner_marginals import marginals
from kg.language.id.ner_numbers import NAMES, Lexicon, rows
from kg.language.id.ner_second import Judged, SecondLook, placed
from kg.language.id.ner_tokens import Cutter, split

TAGS = 25  # O and B, I, E, S of six types
ORG, LOC = 1, 2
EMPTY = Lexicon({}, [0.2] * 5 + [0.0] * 2)


def chance(type_: int, much: float) -> np.ndarray:
    out = np.zeros(6, np.float32)
    out[type_] = much
    return out


def moves() -> np.ndarray:
    """Return what may follow what: an open name goes on in its type, all else begins anew."""
    marks, kinds = ["O"] + ["BIES"[n % 4] for n in range(24)], [-1] + [n // 4 for n in range(24)]
    out = np.full((TAGS + 1, TAGS + 1), -1e4, np.float32)
    for i in range(TAGS + 1):
        for j in range(TAGS + 1):
            a, b = (marks[k] if k < TAGS else "O" for k in (i, j))
            if (a in "BI") == (b in "IE") and (a not in "BI" or kinds[i] == kinds[j]):
                out[i, j] = 0
    return out


@pytest.mark.parametrize("seed", range(5))
def test_all_spans_that_are_likely_enough_are_proposed(seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(12, TAGS)).astype(np.float32) * 3
    sentences = [(0, 5), (5, 12)]
    sums = marginals(scores, sentences, moves())
    every = {(i, j): sums.span(i, j) for a, b in sentences for i in range(a, b) for j in range(i + 1, b + 1)}
    likely = {place for place, found in every.items() if found.sum() >= POSSIBLE}
    found = proposed(sums, sentences, [(0, 1)])
    assert set(found) == likely | {(0, 1)}
    for place, one in found.items():
        assert one == pytest.approx(every[place])


@pytest.mark.parametrize(
    ("text", "form"), [("PT. Bank-Mega", "pt bank mega"), ("“Merdeka!”", "merdeka"), ("17+8", "17 8"), ("…", "")]
)
def test_forms_are_compared_by_their_letters_and_digits(text: str, form: str) -> None:
    assert norm(text) == form


def told(text: str, places: dict[tuple[int, int], np.ndarray], key: str) -> dict[str, float]:
    words = split(text)
    found = forms(words, text, places, [])
    return next(dict(zip(NAMES, n, strict=True)) for form, _, n in rows(words, text, found, EMPTY) if form == key)


def test_a_name_that_stands_only_in_longer_ones_is_told_from_one_that_stands_alone() -> None:
    places = {(0, 2): chance(ORG, 0.9), (1, 2): chance(LOC, 0.05), (4, 5): chance(LOC, 0.9)}
    inside = told("Bank Jakarta di kota lain", {(0, 2): chance(ORG, 0.9), (1, 2): chance(LOC, 0.05)}, "jakarta")
    alone = told("Bank Jakarta ada di Jakarta", places, "jakarta")
    assert (inside["all"], inside["free"]) == (1, 0)
    assert (alone["all"], alone["free"]) == (2, 1)
    assert alone["longer"] == pytest.approx(0.9)
    assert alone["in_longer_any"] == pytest.approx(0.9)


def test_a_name_whose_word_was_cut_in_two_is_counted() -> None:
    cut = Cutter(behind=("dari",), known=frozenset({"wulan"}), whole=frozenset({"Wulan"}))
    words = split("Anik Wulandari pulang", (), cut)
    assert words.words[:3] == ("Anik", "Wulan", "dari")
    found = forms(words, "Anik Wulandari pulang", {(0, 3): chance(0, 0.9)}, [])
    ((_, _, numbers),) = rows(words, "Anik Wulandari pulang", found, EMPTY)
    assert numbers[NAMES.index("all")] == 1


def test_a_short_form_knows_the_name_before_its_brackets() -> None:
    text = "Bank Rakyat Indonesia (BRI) untung"
    places = {(0, 3): chance(ORG, 0.9), (4, 5): chance(ORG, 0.4)}
    short, long = (told(text, places, key) for key in ("bri", "bank rakyat indonesia"))
    assert (short["bracket"], long["bracket"]) == (2, 4)
    assert short["partner"] == pytest.approx(0.9)
    assert long["partner"] == pytest.approx(0.4)


def test_of_names_that_overlap_the_likelier_stands_and_a_lost_one_within_it_is_inside() -> None:
    found = {
        "a b": Form("a b", "A B", {(0, 2): chance(ORG, 0.6)}),
        "b": Form("b", "B", {(1, 2): chance(LOC, 0.3), (5, 6): chance(LOC, 0.05)}),
        "b c": Form("b c", "B C", {(1, 3): chance(ORG, 0.3)}),
        "d": Form("d", "D", {}, [(7, 8, LOC, 0.9, False)]),
    }
    chosen = {key: Judged(ORG, 0.9) for key in found}
    outer, inside = placed(chosen, found)
    assert outer == [((0, 2), "a b"), ((7, 8), "d")]
    assert inside == [((1, 2), "b")]


def test_a_second_look_comes_back_from_disk_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    left, right = np.array([1, 1, 2], np.int32), np.array([2, 1, 2], np.int32)
    values, threshold = np.array([0, -3, 3], np.float32), np.array([0.5, 0, 0], np.float32)
    forest = Forest(np.zeros(1, np.int32), np.zeros(3, np.int16), threshold, left, right, values, 0.0, 1)
    kept = SecondLook(forest, Lexicon({"=bri": [0, 2, 0, 0, 0, 0, 1]}, EMPTY.shares), 0.4, 0.6)
    assert SecondLook.from_disk(tmp_path) is None
    kept.to_disk(tmp_path)
    back = SecondLook.from_disk(tmp_path)
    assert back is not None
    assert back.lexicon.told("=bri") == kept.lexicon.told("=bri")
    text, places = "BRI untung", {(0, 1): chance(ORG, 0.9)}
    words = split(text)
    judged = back.judge(words, text, forms(words, text, places, []))
    assert judged["bri"].type == ORG
    assert judged["bri"].confidence == pytest.approx(1 / (1 + np.exp(-3)))
    surer = SecondLook(forest, EMPTY, 0.4, 0.99)
    assert surer.judge(words, text, forms(words, text, places, [])) == {}
    known = forms(words, text, places, [(0, 1, ORG, 0.9, False)])
    assert surer.judge(words, text, known) == judged
    (tmp_path / "second.npz").write_bytes(b"PK\x03\x04 cut short")
    with pytest.raises(ModelError, match=r"second\.npz.*make model"):
        SecondLook.from_disk(tmp_path)
