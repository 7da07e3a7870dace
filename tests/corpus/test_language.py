import json

import pytest

from kg.corpus.language import detect
from tests.corpus.shared import SHARED, needs_shared


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("id", "Presiden mengatakan bahwa pemerintah akan membantu warga karena harga beras naik."),
        ("id", "Air naik."),
        ("id", ""),
        ("en", "The president said that he would visit the city and that it was not clear when they would meet."),
        (
            "ms",
            "Kerajaan memaklumkan bahawa mesyuarat ditangguhkan kerana siasatan polis, kata jawatankuasa.",
        ),
        ("jv", "Dina iki rakyat ora seneng amarga rega mundhak, lan durung ana wangsulan saka kabupaten ing pasar."),
        ("und", "政府表示，将帮助受灾居民。总统星期一在首都会见了部长们，并讨论了经济形势。"),
    ],
)
def test_language_is_told_by_its_words(language: str, text: str) -> None:
    assert detect(text) == language


@needs_shared
def test_no_indonesian_article_is_taken_for_another_language() -> None:
    with (SHARED / "data" / "news" / "articles.jsonl").open(encoding="utf-8") as lines:
        assert {detect(json.loads(line)["text"]) for line in lines} == {"id"}
