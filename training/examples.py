"""Sentences of treebanks as training examples: in groups, in other cases, with lost full stops, between line breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab

from training.treebank import Sentence, to_doc

__all__ = ["Mixture", "example", "stream"]


@dataclass(frozen=True, slots=True)
class Mixture:
    """How sentences are varied: shares of the documents, except `stop`, a share of the sentences."""

    group: float = 0.5
    lower: float = 0.04
    upper: float = 0.02
    title: float = 0.05
    line: float = 0.25
    stop: float = 0.2


def stream(vocab: Vocab, sentences: Sequence[Sentence], random: Random, mixture: Mixture) -> Iterator[Example]:
    """Yield examples without end, each sentence once before any comes again."""
    while True:
        order = random.sample(sentences, len(sentences))
        while order:
            size = random.choice((2, 3, 4)) if random.random() < mixture.group else 1
            yield example(_varied(vocab, [order.pop() for _ in range(min(size, len(order)))], random, mixture))


def _varied(vocab: Vocab, group: list[Sentence], random: Random, mixture: Mixture) -> Doc:
    group = [_unstopped(sentence) if random.random() < mixture.stop else sentence for sentence in group]
    case = _case(random, mixture)
    if case is str.title:  # a headline: before others, without a full stop
        group[0] = _cased(_unstopped(group[0]), case)
    elif case:
        group = [_cased(sentence, case) for sentence in group]
    return to_doc(vocab, group, "\n" if random.random() < mixture.line else " ")


def _case(random: Random, mixture: Mixture) -> Callable[[str], str] | None:
    dice = random.random()
    for share, case in ((mixture.lower, str.lower), (mixture.upper, str.upper), (mixture.title, str.title)):
        if dice < share:
            return case
        dice -= share
    return None


def _cased(sentence: Sentence, case: Callable[[str], str]) -> Sentence:
    return Sentence(sentence.id, tuple(replace(word, form=case(word.form)) for word in sentence.words))


def _unstopped(sentence: Sentence) -> Sentence:
    """Return the sentence without its full stop, where nothing hangs on that."""
    *words, last = sentence.words
    if last.form != "." or not words or any(word.head == len(words) for word in words):
        return sentence
    return Sentence(sentence.id, tuple(words))


def example(reference: Doc) -> Example:
    """Return the example whose prediction knows the tokens and the sentences, as in the pipeline."""
    starts = [1 if token.is_sent_start else -1 for token in reference]
    words, spaces = [token.text for token in reference], [bool(token.whitespace_) for token in reference]
    return Example(Doc(reference.vocab, words=words, spaces=spaces, sent_starts=starts), reference)
