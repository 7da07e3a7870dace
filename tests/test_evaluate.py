"""Scores, errors, differences and calibration of hand-made annotations."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError, NotFoundError
from kg.evaluate import calibration, diff, find, read_gold, score
from kg.evaluate.matching import pair_up, similarity

Row = dict[str, Any]

GOLD: Row = {
    "id": "a",
    "entities": [["e1", "PER", "Jack Ma", ["Jack Ma", "Ma"]], ["e2", "ORG", "Alibaba", ["Alibaba"]]],
    "corefs": [[2, "katanya", "e1"]],
    "roles": [["e1", "Executive Chairman", "e2", "current", 1]],
    "relations": [["e1", "founderOf", "e2", 1, "claimed", "e1"]],
    "events": [
        {"type": "Visit", "trigger": "tiba", "sent": 1, "modality": "planned", "source": None,
         "args": [["agent", "e1"], ["time", "Senin (9/1)"]]},
    ],
    "quotes": [[2, "e1", "direct", "kata"]],
    "values": [["Senin (9/1)", "date", "2017-01-09", ""], ["US$15 miliar", "money", 15000000000, "USD"]],
}  # fmt: skip


def changed(**fields: Any) -> Row:
    return {**json.loads(json.dumps(GOLD)), **fields}


def test_score_of_gold_is_full() -> None:
    figures = score([GOLD], [GOLD]).figures()
    assert all(row.get("F1", row.get("accuracy")) == 100.0 for row in figures.values())


def test_score_of_nothing_is_zero_recall() -> None:
    assert score([GOLD], []).figures()["values"] == {"P": 0.0, "R": 0.0, "F1": 0.0, "gold": 2, "predicted": 0}


@pytest.mark.parametrize(
    ("layer", "field", "rows", "expected"),
    [
        ("roles", "roles", [["e1", "Chairman", "e2", "former", 1]], 100.0),
        ("role status", "roles", [["e1", "Chairman", "e2", "former", 1]], 0.0),
        ("relations", "relations", [["e2", "founderOf", "e1", 1, "claimed", None]], 0.0),
        ("relation modality", "relations", [["e1", "founderOf", "e2", 1, "actual", None]], 0.0),
        ("not-fact kept", "relations", [["e1", "founderOf", "e2", 1, "actual", None]], 50.0),
        ("values", "values", [["Senin", "date", "2017-01-09", ""]], 0.0),
        ("value normalised", "values", [["Senin (9/1)", "date", "2017-01-10", ""]], 0.0),
        ("quote kind", "quotes", [[2, "e1", "indirect", "kata"]], 0.0),
        ("corefs", "corefs", [[2, "Katanya", "e1"]], 100.0),
    ],
)
def test_score_of_one_changed_layer(layer: str, field: str, rows: list[Any], expected: float) -> None:
    figures = score([GOLD], [changed(**{field: rows})]).figures()[layer]
    assert figures.get("F1", figures.get("accuracy")) == expected


def test_score_counts_a_broken_prediction_as_empty() -> None:
    report = score([GOLD], [changed(events=[{"type": "Visit"}])])
    assert report.figures()["entities"]["predicted"] == 0
    assert "KeyError" in report.comparisons[0].broken


def test_similarity_wants_the_same_digits() -> None:
    assert [similarity("Senin (9/1)", text) for text in ("senin 9/1", "Senin (9/1) pagi", "Senin")] == [2, 1, 0]


def test_pair_up_takes_the_best_first() -> None:
    assert pair_up([3, 5], [5, 3, 4], lambda g, p: 10 - abs(g - p)) == [(0, 1), (1, 0)]


def test_worst_articles_come_first() -> None:
    good, bad = changed(id="good"), changed(id="bad")
    report = score([good, bad], [good, {**bad, "values": [], "events": []}])
    assert [id_ for id_, _ in report.worst()] == ["bad", "good"]


def test_problems_name_what_recurs() -> None:
    report = score([GOLD], [changed(values=[["2017", "date", "2017", ""]])])
    assert [(p.text, p.count) for p in report.problems("values")] == [
        ("missing date", 1),
        ("missing money", 1),
        ("spurious date", 1),
    ]


def test_problems_show_a_wrong_attribute() -> None:
    report = score([GOLD], [changed(relations=[["e1", "founderOf", "e2", 1, "actual", None]])])
    assert report.problems("relations")[0].text == "relation modality: actual for claimed"


def test_diff_shows_missing_spurious_and_wrong() -> None:
    predicted = changed(values=[["2017", "date", "2017", ""]], roles=[["e1", "Executive Chairman", "e2", "former", 1]])
    text = diff(score([GOLD], [predicted]).comparisons[0])
    assert "  - US$15 miliar money 15000000000 USD" in text
    assert "  + 2017 date 2017" in text
    assert "  ~ Jack Ma Executive Chairman Alibaba current 1: role status 'former', gold 'current'" in text


def test_diff_of_gold_is_none() -> None:
    assert diff(score([GOLD], [GOLD]).comparisons[0]) == "a: no difference"


def test_find_names_the_ids_there_are() -> None:
    with pytest.raises(NotFoundError, match="'a'"):
        find(score([GOLD], []), "b")


def test_calibration_counts_by_confidence() -> None:
    rows = [*GOLD["values"], ["2017", "date", "2017", ""]]
    extra = {"values": [{"confidence": c} for c in (0.95, 0.85, 0.85)]}
    predicted = changed(values=rows, extra=extra)
    bins = calibration(score([GOLD], [predicted]).comparisons, [predicted])
    assert [(b.low, b.count, b.right) for b in bins if b.layer == "values"] == [(0.8, 2, 0.5), (0.9, 1, 1.0)]


def test_read_gold_takes_records_and_bare_annotations(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    record = {"id": "a", "sentences": ["…"], "annotation": GOLD}
    file.write_text("\n".join(json.dumps(row) for row in (GOLD, record)) + "\n\n", encoding="utf-8")
    assert [*read_gold(file)] == [GOLD, GOLD]


@pytest.mark.parametrize("line", ["{", "[]", "{}", '{"id": "a"}', '{"id": "a", "annotation": {"entities": 3}}'])
def test_read_gold_names_the_line_that_is_none(line: str, tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(f"{json.dumps(GOLD)}\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=":2"):
        list(read_gold(file))


def test_report_prints_a_line_per_figure() -> None:
    assert "values            P  100.0  R  100.0  F1  100.0  gold      2  predicted      2" in str(
        score([GOLD], [GOLD])
    )
