from dataclasses import replace

import pytest
import spacy

from kg.extract.article import read
from kg.extract.platforms import platforms
from tests.samples import document, extraction

BLANK = spacy.blank("id")

ENTITIES = [["e1", "ORG", "Melati", ["Melati"]], ["e2", "ORG", "Kamboja", ["Kamboja"]],
            ["e3", "PRD", "TokoRia", ["TokoRia"]], ["e4", "ORG", "Ria Group", ["Ria Group"]]]  # fmt: skip


def sold(sentence: str) -> set[str]:
    told = document("a", [sentence])
    sample = extraction(told, {"entities": [e for e in ENTITIES if str(e[2]) in sentence]})
    article = read(BLANK(sentence), told)

    found = platforms(replace(article, clusters=sample.clusters))
    return {sample.clusters[[c.id for c in sample.clusters].index(r.subject)].name for r in found}


@pytest.mark.parametrize(("sentence", "sellers"), [
    ("Banyak merek, antara lain Melati dan Kamboja, memanfaatkan TokoRia untuk berjualan.", {"Melati", "Kamboja"}),
    ("Sekitar 70 peritel termasuk Melati ada di Ria Group TokoRia, kata seorang pejabat.", {"Melati"}),
    ("Beberapa merek seperti Melati berjualan di platform TokoRia.", {"Melati"}),
    ("Melati dan Kamboja meninjau kantor TokoRia.", set()),
    ("Ria Group memiliki TokoRia.", set()),
])  # fmt: skip
def test_platforms_finds_the_sellers_in_a_list(sentence: str, sellers: set[str]) -> None:
    assert sold(sentence) == sellers
