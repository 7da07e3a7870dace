import pytest

from kg.extract.makers import makers
from tests.extract.marked import article


@pytest.mark.parametrize(
    "text",
    [
        "Toko membuka gerai di [PRD Lapakku], platform belanja daring yang dikelola [ORG Niaga Jaya].",
        "Warga memakai [PRD Lapakku] yang dikembangkan oleh perusahaan [ORG Niaga Jaya].",
    ],
)
def test_who_runs_a_product_is_told_behind_its_name(text: str) -> None:
    (found,) = makers(article(text))
    assert (found.subject, found.predicate, found.object, found.modality) == (
        "Niaga Jaya", "produces", "Lapakku", "actual",
    )  # fmt: skip


def test_what_belongs_to_somebody_is_owned() -> None:
    (found,) = makers(article("Warga memakai [PRD Lapakku], platform belanja daring milik [ORG Niaga Jaya]."))
    assert (found.subject, found.predicate, found.object) == ("Niaga Jaya", "owns", "Lapakku")


@pytest.mark.parametrize(
    "text",
    [
        "[PRD Lapakku] sejalan dengan kebijakan yang dijalankan [ORG Niaga Jaya].",
        "[PRD Lapakku] yang dikritik [ORG Niaga Jaya].",
        "[LOC Kudus] yang dikelola [ORG Niaga Jaya].",
    ],
)
def test_other_clauses_name_no_maker(text: str) -> None:
    assert makers(article(text)) == ()
