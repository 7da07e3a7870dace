"""All raw Indonesian text there is: news, the annotated articles to learn from, the training parts of other sets."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from spacy.vocab import Vocab

from kg.language.id.tokenizer import Tokenizer
from training.treebank import read

__all__ = ["count_words", "texts", "write_tokens"]


def news(shared: Path) -> Iterator[str]:
    """Yield single sentences and articles of news, with small and capital letters as they were."""
    data = shared / "data"
    yield from (data / "news" / "sentences.txt").read_text(encoding="utf-8").split("\n")
    for line in (data / "news" / "articles.jsonl").read_text(encoding="utf-8").split("\n"):
        if line:
            yield json.loads(line)["text"]
    for line in (shared / "annotation" / "train.jsonl").read_text(encoding="utf-8").split("\n"):
        if line:
            yield "\n".join(json.loads(line)["sentences"])


def texts(shared: Path) -> Iterator[str]:
    """Yield all texts; some of the added ones have lost their capitals."""
    data = shared / "data"
    yield from news(shared)
    for path in sorted((data / "ner").glob("*.train.conll")):
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            yield " ".join(line.split()[0] for line in block.splitlines() if line.split())
    for sentence in read(data / "ud" / "gsd-train-v2.0.conllu"):
        yield sentence.text


def write_tokens(shared: Path, path: Path) -> None:
    """Write the texts for floret: lower case, a line per line, tokens between spaces."""
    tokenizer = Tokenizer(Vocab())
    with path.open("w", encoding="utf-8") as out:
        for text in texts(shared):
            for line in text.split("\n"):
                if tokens := [token.lower_ for token in tokenizer(line) if not token.is_space]:
                    out.write(" ".join(tokens) + "\n")


def count_words(shared: Path) -> Counter[str]:
    """Return how often each word in small letters stands in the news and the annotated articles."""
    counts: Counter[str] = Counter()
    for text in news(shared):
        counts.update(word for word in text.replace("\n", " ").split(" ") if word.isalpha() and word.islower())
    return counts
