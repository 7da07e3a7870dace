"""The annotated texts of this project say what stands in the articles, and hold none of their text."""

from __future__ import annotations

import json

import pytest

from training.articles import SHARED, documents
from training.further import HERE, further, packed, pieces, unpacked

NEWS = {
    "id": "n1",
    "title": "Rapat",
    "date": "2025-01-02",
    "publisher": "",
    "url": "",
    "text": "Siti Aminah bertemu Budi.",
}
ANNOTATION = {
    "id": "n1", "entities": [["e1", "PER", "Siti Aminah", ["Siti Aminah"]], ["e2", "PER", "Budi", ["Budi"]]],
    "corefs": [], "roles": [], "relations": [], "quotes": [], "values": [],
    "events": [{"type": "Meeting", "trigger": "bertemu", "sent": 2, "modality": "actual", "source": None,
                "args": [["agent", "e1"], ["agent", "e2"]]}],
}  # fmt: skip


def test_an_annotation_comes_back_from_where_it_stands() -> None:
    record = {**NEWS, "sentences": ["Rapat", "Siti Aminah bertemu Budi."], "annotation": ANNOTATION}
    row = packed(record, NEWS)
    assert "Siti" not in json.dumps(row)
    assert unpacked(row, NEWS)["annotation"] == ANNOTATION
    assert unpacked(row, NEWS)["sentences"] == record["sentences"]


def test_a_word_that_stands_nowhere_is_named() -> None:
    wrong = {**ANNOTATION, "entities": [["e1", "PER", "Siti Rahma", ["Siti Rahma"]]], "events": []}
    with pytest.raises(ValueError, match="'Siti Rahma' stands nowhere"):
        packed({**NEWS, "sentences": ["Rapat"], "annotation": wrong}, NEWS)


def test_every_annotated_form_of_the_pieces_stands_in_its_piece() -> None:
    found = list(pieces())
    assert len({document.id for document, _ in found}) == len(found) > 500
    for document, annotation in found:
        forms = [form for row in annotation["entities"] for form in row[3]]
        assert all(form in document.text for form in forms), document.id


def test_nothing_is_learned_from_the_articles_that_measure() -> None:
    if not (SHARED / "data" / "news").is_dir():
        pytest.skip("needs ../shared/data/news")
    measured = {d.id for part in ("train", "dev") for d, _ in documents(SHARED / "annotation" / f"{part}.jsonl")}
    own = {document.id for document, _ in further()}
    assert len(own) == len((HERE / "further.jsonl").read_text(encoding="utf-8").splitlines())
    assert not own & measured
