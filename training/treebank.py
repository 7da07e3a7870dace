"""Universal Dependencies in CoNLL-U as spaCy Docs with gold tokens, tags, heads and sentence starts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

__all__ = ["Sentence", "Word", "read", "to_doc"]


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word; `head` is the index of its head in the sentence (its own where it is the root)."""

    form: str
    lemma: str
    upos: str
    feats: str
    head: int
    deprel: str
    space: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a treebank."""

    id: str
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The text without the space after its last word."""
        return "".join(word.form + " " * word.space for word in self.words).rstrip(" ")


def read(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file; words with spaces inside lose them."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        if rows := [line.split("\t") for line in block.split("\n") if line[:1].isdigit()]:
            match = re.search(r"^# sent_id = (.+)$", block, re.M)
            yield Sentence(match[1] if match else "", tuple(_words(rows)))


def _words(rows: list[list[str]]) -> Iterator[Word]:
    last, spaced = 0, True
    for row in rows:
        if "-" in row[0]:
            last, spaced = int(row[0].split("-")[1]), "SpaceAfter=No" not in row[9]
        elif "." not in row[0]:
            number, head = int(row[0]), int(row[6])
            space = (number == last and spaced) if number <= last else "SpaceAfter=No" not in row[9]
            feats = "" if row[5] == "_" else row[5]
            yield Word(row[1].replace(" ", ""), row[2], row[3], feats, (head or number) - 1, row[7], space)


def to_doc(vocab: Vocab, sentences: Iterable[Sentence], gap: str = " ") -> Doc:
    """Return one Doc of several sentences, joined by a space or by `gap` as a whitespace token of its own."""
    words: list[Word] = []
    starts: list[bool] = []
    for sentence in sentences:
        offset = len(words)
        words += [_shifted(word, offset) for word in sentence.words[:-1]]
        words.append(_shifted(sentence.words[-1], offset, space=gap == " "))
        starts += [True] + [False] * (len(sentence.words) - 1)
        if gap != " ":
            words.append(Word(gap, gap, "SPACE", "", len(words) - 1, "dep", space=False))
            starts.append(False)
    return Doc(
        vocab,
        words=[w.form for w in words],
        spaces=[w.space for w in words],
        pos=[w.upos for w in words],
        morphs=[w.feats for w in words],
        lemmas=[w.lemma for w in words],
        heads=[w.head for w in words],
        deps=["ROOT" if w.head == i else w.deprel for i, w in enumerate(words)],
        sent_starts=[1 if start else -1 for start in starts],
    )


def _shifted(word: Word, offset: int, *, space: bool | None = None) -> Word:
    return Word(
        word.form, word.lemma, word.upos, word.feats, word.head + offset, word.deprel,
        word.space if space is None else space,
    )  # fmt: skip
