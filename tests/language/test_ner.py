from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from kg.language.id.ner import NAMES, NESTED, WEIGHTS, Recogniser, attach
from training.articles import SHARED

Names = list[tuple[str, str]]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return attach(spacy.blank("id"))


def names(nlp: Language, text: str) -> Names:
    return [(ent.text, ent.label_) for ent in nlp(text).ents]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Presiden Prabowo Subianto bertemu Kapolri Listyo Sigit di Istana Negara, Jakarta, Senin (9/1).",
            [("Prabowo Subianto", "PER"), ("Listyo Sigit", "PER"), ("Istana Negara", "LOC"), ("Jakarta", "LOC")],
        ),
        (
            "Kementerian Keuangan (Kemenkeu) dan Bank Indonesia menaikkan tarif.",
            [("Kementerian Keuangan", "ORG"), ("Kemenkeu", "ORG"), ("Bank Indonesia", "ORG")],
        ),
        ("Ia dijerat Pasal 340 KUHP.", [("Pasal 340 KUHP", "LAW")]),
        ("Polisi meminta warga menjauh.", []),
        ("Simak juga Video 'Prabowo Subianto Tiba di Jakarta':", []),
        ("", []),
        ("\n\n", []),
    ],
)
def test_names_are_found_without_titles_and_brackets(nlp: Language, text: str, expected: Names) -> None:
    assert names(nlp, text) == expected


@pytest.mark.parametrize(
    "text",
    ["gubernur jawa barat dedi mulyadi bertemu warga di bandung.", "GUBERNUR JAWA BARAT DEDI MULYADI KE BANDUNG"],
)
def test_names_are_found_in_any_case(nlp: Language, text: str) -> None:
    found = {(text.lower(), label) for text, label in names(nlp, text)}
    assert {("dedi mulyadi", "PER"), ("jawa barat", "LOC"), ("bandung", "LOC")} <= found


def test_name_glued_to_a_word_is_cut_from_it(nlp: Language) -> None:
    doc = nlp("Harga minyak naik, dikutip dariReuters, Selasa (21/10/2025).")
    assert [doc.text[start:end] for start, end, *_ in doc.user_data[NAMES]] == ["Reuters"]


def test_every_name_has_a_likelihood_and_its_own_letters(nlp: Language) -> None:
    doc = nlp("Komisi II DPR RI memanggil Tito Karnavian ke Senayan. Tito datang.")
    rows = doc.user_data[NAMES]
    assert rows == sorted(rows)
    assert all(0 < confidence <= 1 and doc.text[start:end].strip() for start, end, _, confidence, _ in rows)


def test_nested_names_stand_inside_longer_ones(nlp: Language) -> None:
    doc = nlp("Bareskrim Polri memanggil Ketua DPP Partai Golkar. Komisi II DPR RI rapat.")
    ents = [(ent.start, ent.end) for ent in doc.ents]
    assert all(any(a <= span.start and span.end <= z for a, z in ents) for span in doc.spans[NESTED])


def test_component_is_read_as_written(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    text = "Gubernur Jawa Tengah Ahmad Luthfi meresmikan Program Speling di Semarang."
    assert names(spacy.load(tmp_path), text) == names(nlp, text)


def test_weights_are_arrays_within_their_size() -> None:
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) < 15_000_000
    assert {path.suffix for path in WEIGHTS.iterdir()} == {".npz", ".txt", ".json"}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "floor"), [("dev", 85.5), ("lower", 81.4)])
def test_names_of_unseen_articles_hold_their_floor(name: str, floor: float) -> None:
    if not (SHARED / "annotation").is_dir():
        pytest.skip("needs ../shared/annotation")
    from training.ner_data import articles, lowered
    from training.ner_score import distinct, f1, found

    recogniser = Recogniser().from_disk(WEIGHTS)
    texts = [lowered(text) if name == "lower" else text for text in articles("dev")]
    assert f1(*distinct((text, found(recogniser, text)) for text in texts)["all"])[2] >= floor
