"""A floor for roles on annotated articles, measured with their own names."""

from __future__ import annotations

import pytest

from training.articles import SHARED

GOLD = SHARED / "annotation" / "dev.jsonl"


@pytest.mark.skipif(not GOLD.exists(), reason="the annotated articles (../shared) are not here")
def test_roles_on_annotated_articles_stay_above_the_floor() -> None:
    from kg.extract.roles import roles
    from training.roles import cases, compare

    results = [compare(case, roles(case.article)) for case in cases("dev")]
    hits, wrong, missed = (sum(len(getattr(r, part)) for r in results) for part in ("right", "wrong", "missed"))
    assert 2 * hits / (2 * hits + wrong + missed) >= 0.86
