import json

from kg.language import PIPELINES, load
from training.package import CARD, digest


def test_packaged_model_is_the_one_of_the_card() -> None:
    assert json.loads(CARD.read_text(encoding="utf-8"))["sha256"] == digest(PIPELINES["id"])


def test_packaged_model_has_the_components_of_the_card() -> None:
    assert load("id").pipe_names == json.loads(CARD.read_text(encoding="utf-8"))["components"]


def test_packaged_pack_is_small() -> None:
    assert sum(path.stat().st_size for path in PIPELINES["id"].rglob("*") if path.is_file()) < 30_000_000
