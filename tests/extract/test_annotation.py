import json

import pytest

from kg.extract.annotation import from_json, to_json
from kg.model import Extraction, Value
from tests.samples import document, extraction, meeting, meeting_again


@pytest.mark.parametrize("sample", [meeting(), meeting_again()], ids=["meeting", "again"])
def test_from_json_gives_back_what_to_json_wrote(sample: Extraction) -> None:
    assert from_json(json.loads(json.dumps(to_json(sample)))) == sample


def test_to_json_writes_the_annotation_format() -> None:
    row = to_json(meeting())
    assert row["entities"][0] == ["e1", "PER", "Jack Ma", ["Jack Ma", "Ma"]]
    assert row["roles"] == [["e1", "pendiri", "e5", "current", 2]]
    assert row["relations"][0] == ["e3", "locatedIn", "e4", 1, "actual", None]
    assert row["values"][1] == ["US$15 miliar", "money", 15000000000, "USD"]
    assert row["extra"]["entities"][0]["spans"][0] == [0, 7]


def test_a_value_told_twice_is_one_row_and_keeps_both_places() -> None:
    told = document("v", ["Rp5 juta.", "Rp5 juta lagi."])
    values = tuple(Value(told.span(at, at + 8), "money", "5000000", "IDR", n) for n, at in ((1, 0), (2, 10)))
    sample = Extraction(told, told.sentences or (), values=values)
    assert len(to_json(sample)["values"]) == 1
    assert from_json(to_json(sample)) == sample


def test_to_json_keeps_a_decimal_and_an_unresolved_date() -> None:
    told = document("v", ["Naik 2,65% pada suatu hari."])
    annotation = {"entities": [], "values": [["2,65%", "percent", "2.65", "%"], ["suatu hari", "date", "", ""]]}
    assert to_json(extraction(told, annotation))["values"] == [
        ["2,65%", "percent", 2.65, "%"],
        ["suatu hari", "date", "", ""],
    ]
