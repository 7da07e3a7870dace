from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

import kg.language.id
from kg.language.id.sentences import starts
from kg.language.id.tokenizer import Tokenizer

NLP = spacy.blank("xx")
NLP.tokenizer = Tokenizer(NLP.vocab)
NLP.add_pipe("kg_sentences")
assert kg.language.id


def sentences(text: str) -> list[str]:
    doc = NLP.make_doc(text)
    found = starts([t.text for t in doc], [bool(t.whitespace_) for t in doc])
    cuts = [token.idx for token, start in zip(doc, found, strict=True) if start] + [len(text)]
    return [text[a:b].strip() for a, b in pairwise(cuts)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Ia pergi.", "Dia pulang!", "Siapa?", "Tidak tahu …", "Baik."],
        ['"Kita mampu di G20.', 'Ini berkat kerja keras kita," ujar Prabowo.', "Ia menutup rapat."],
        ["“Kami siap.”", "Ia lalu pergi (bersama Tito).", "Mereka pulang."],
        ['"Apa?" tanya Budi.', '"Ya!" jawab dr. H. Ali, M.Si., di Jl. Merdeka No. 5.'],
        ["PT Antam Tbk. (ANTM) naik 2,5 persen.", "Saham PT Bumi Tbk.", "Harga naik."],
        ["Harganya Rp1.500.", "15 orang tewas."],
        ["Ia pergi.", "SCROLL TO CONTINUE WITH CONTENT", "Menurut Budi begitu."],
        ["ia pergi.", "dia pulang."],
        ["1. Beras naik.", "2. Gula turun."],
    ],
    ids=lambda expected: expected[0],
)
def test_running_text_is_cut_into_sentences(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_a_line_break_always_ends_a_sentence() -> None:
    lines = ["Harga Beras Naik", "Presiden pergi", "lalu, pulang.", "SCROLL TO CONTINUE WITH CONTENT", "Ia pulang"]
    assert sentences("\n".join(lines)) == lines
    assert sentences("\n\n".join(lines)) == lines


def test_a_capital_behind_no_mark_is_left_to_the_recognizer() -> None:
    tokens = ["Harga", "Beras", "Naik", "Presiden", "pergi"]
    assert starts(tokens, [True] * 5) == [True, None, None, None, False]
    assert starts([*tokens, "\n"], [True] * 6) == [True, False, False, False, False, False]


def test_given_sentences_are_kept() -> None:
    doc = NLP.make_doc("Satu. Dua tiga")
    for token in doc:
        token.is_sent_start = token.i == 3
    assert [sent.text for sent in NLP(doc).sents] == ["Satu. Dua", "tiga"]


@given(st.lists(st.sampled_from(['"', ".", "A", "b", "\n", " ", "(", "?", "No.", "Tbk."]), min_size=1))
def test_a_sentence_starts_only_where_a_token_does(tokens: list[str]) -> None:
    assert len(starts(tokens, [True] * len(tokens))) == len(tokens)
