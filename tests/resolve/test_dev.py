"""The articles of dev.jsonl taken as one corpus, against a key made by reading."""

import pytest

from training.articles import SHARED

DEV = SHARED / "annotation" / "dev.jsonl"


@pytest.mark.skipif(not DEV.exists(), reason="needs the annotated articles in ../shared")
def test_clusters_over_articles_agree_with_the_key() -> None:
    from benchmarks.clusters import measure

    scores, _, _ = measure(DEV)
    assert min(scores) >= 92
