from dataclasses import replace

from kg.caution import LEAST, cautious
from tests.samples import meeting


def test_what_is_likelier_wrong_than_right_is_no_fact() -> None:
    told = meeting()
    doubtful = replace(told, relations=tuple(replace(r, confidence=LEAST - 0.01) for r in told.relations))
    expected = ["possible" if r.modality == "actual" else r.modality for r in told.relations]
    assert "possible" in expected
    assert [r.modality for r in cautious(doubtful).relations] == expected


def test_what_is_sure_enough_stays_a_fact_and_a_claim_a_claim() -> None:
    told = meeting()
    claims = tuple(replace(r, modality="claimed", confidence=0.1) for r in told.relations)
    sure = tuple(replace(r, confidence=LEAST) for r in told.relations)
    assert {r.modality for r in cautious(replace(told, relations=claims)).relations} == {"claimed"}
    assert cautious(replace(told, relations=sure)).relations == sure
