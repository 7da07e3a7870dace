"""Floors under what is measured on annotated text; the parser's own figures come from `training.pipeline --fold`."""

import json
from collections.abc import Iterable

import pytest
from spacy.language import Language
from spacy.scorer import PRFScore
from spacy.vocab import Vocab

from kg.language import load
from kg.language.id.tokenizer import Tokenizer
from training.articles import SHARED
from training.treebank import Sentence, read

pytestmark = pytest.mark.skipif(not SHARED.exists(), reason=f"no annotated text at {SHARED}")
Spans = set[tuple[int, int]]


def spans(pieces: Iterable[str], text: str) -> Spans:
    found, end = set(), 0
    for piece in pieces:
        start = text.index(piece, end)
        end = start + len(piece)
        found.add((start, end))
    return found


def f_score(pairs: Iterable[tuple[Spans, Spans]]) -> float:
    score = PRFScore()
    for gold, found in pairs:
        score.score_set(found, gold)
    return score.fscore


@pytest.mark.parametrize(("name", "floor"), [("csui-train", 0.996), ("pud", 0.997), ("gsd-dev", 0.985)])
def test_tokens_are_those_of_the_treebanks(name: str, floor: float) -> None:
    tokenizer = Tokenizer(Vocab())

    def tokens(sentence: Sentence) -> tuple[Spans, Spans]:
        gold = spans((word.form for word in sentence.words), sentence.text)
        return gold, spans((token.text for token in tokenizer(sentence.text)), sentence.text)

    sentences = list(read(SHARED / "data" / "ud" / f"{name}.conllu"))
    assert f_score(map(tokens, sentences)) > floor


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load("id")


@pytest.mark.parametrize(("gap", "floor"), [("\n", 0.99), (" ", 0.93)])
def test_sentences_are_those_of_the_annotated_articles(nlp: Language, gap: str, floor: float) -> None:
    lines = (SHARED / "annotation" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [json.loads(line)["sentences"][1:] for line in lines]  # without the headline, which has no full stop
    texts = [gap.join(sentences) for sentences in articles]
    with nlp.select_pipes(enable=["kg_sentences", "tok2vec", "senter"]):
        found = [spans((sent.text.strip() for sent in doc.sents), doc.text) for doc in nlp.pipe(texts)]
    gold = [spans(sentences, text) for sentences, text in zip(articles, texts, strict=True)]
    assert f_score(zip(gold, found, strict=True)) > floor
