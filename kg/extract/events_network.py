"""What a network reads in an article: how likely a word names an event, and what part a phrase takes in it.

It is a network like that of the names, but trained on events alone, and it sees the words as they stand, where the
linear classifiers see features. The two err in different places: their chances are multiplied (a product of experts,
Hinton 2002), the network's with the smaller weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.errors import ModelError
from kg.extract.arguments import ROLES, Candidate, Trigger
from kg.extract.clauses import Frame
from kg.language.arrays import read_arrays
from kg.language.id.ner import WEIGHTS, trained
from kg.language.id.ner_network import Network
from kg.language.id.ner_tokens import Words
from kg.model import ENTITY_TYPES, EVENT_TYPES

__all__ = ["LABELS", "PARTS", "SIZES", "EventNetwork", "Reading", "blended", "numbers", "read_words"]

NONE = "-"
#: what a word may name, and what part a phrase may take, in the order of the network's columns
LABELS, PARTS = (NONE, *EVENT_TYPES), (NONE, *ROLES)
#: what stands at a place, and how it is told
_WHAT = ("", *ENTITY_TYPES, "date", "money", "percent", "quantity", "chunk")
_TOLD = ("name", "coref", "value", "chunk")
_GAPS = (1, 2, 3, 5, 8, 13, 25)
#: how many values each column of `numbers` has
SIZES = (len(_WHAT), len(_TOLD), 2 * (len(_GAPS) + 1), 5, len(LABELS), 4)
#: the weight of the network beside the linear classifiers (of 0.3 to 0.7, on one or two fifths; see training/README.md)
SHARE = 0.3

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network knows of each word, (words, width), and the word that each token belongs to."""

    hidden: Floats
    word: NDArray[np.int64]


def read_words(frame: Frame) -> tuple[Words, NDArray[np.int64]]:
    """Return the words of the article as the recogniser of names read them, and the word that each token belongs to."""
    article = frame.article
    words = trained().words(article.document.text, (sentence.start for sentence in article.sentences))
    starts = frame.article.doc.to_array("IDX").astype(np.int64)
    found = np.searchsorted(np.array(words.starts), starts, "right") - 1
    return words, np.clip(found, 0, max(len(words.words) - 1, 0))


def numbers(frame: Frame, trigger: Trigger, candidate: Candidate) -> tuple[int, ...]:
    """Return what the network is told of a candidate: the head and first token, then one number per column of SIZES."""
    place, token = candidate.place, trigger.token
    ahead = place.first - token
    gap = sum(abs(ahead) >= bound for bound in _GAPS) + (len(_GAPS) + 1) * (ahead < 0)
    offset = min(max(place.sentence - frame.sentences[token] + 2, 0), 4)
    what, told = _WHAT.index(place.type), _TOLD.index(place.kind)
    return frame.top(place), place.first, what, told, gap, offset, LABELS.index(trigger.type), min(candidate.rank, 3)


class EventNetwork:
    """The trained network in numpy.

    Args:
        arrays: those of `kg.language.id.ner_network.Network`, and of the two scorers, see `training/events_network.py`.
    """

    def __init__(self, arrays: dict[str, NDArray[Any]]) -> None:
        names = trained().network
        if names is None:
            raise ModelError(f"{WEIGHTS} holds no network of names; reinstall kg or run `make model`")
        self._places = names.places
        self._network = Network(arrays, {word: row for row, word in enumerate(names.vocabulary, 1)})
        self._m = {name: a.astype(np.float32) for name, a in arrays.items() if name.startswith(("type.", "part."))}

    @classmethod
    def load(cls, path: Path) -> EventNetwork:
        """Read an .npz.

        Raises:
            ModelError: where the file is missing or damaged.
        """
        return cls(read_arrays(path))

    def read(self, frame: Frame) -> Reading:
        """Return what the network knows of each word of an article."""
        words, word = read_words(frame)
        if not words.words:
            return Reading(np.zeros((1, self._m["type.weight"].shape[0]), np.float32), word)
        return Reading(self._network.hidden(words, self._places(words)), word)

    def types(self, reading: Reading, tokens: Sequence[int]) -> Floats:
        """Return the chance of each of LABELS for the tokens, shape (tokens, labels)."""
        hidden = reading.hidden[reading.word[np.asarray(tokens, np.int64)]]
        return _chances(hidden @ self._m["type.weight"] + self._m["type.bias"])

    def parts(self, reading: Reading, frame: Frame, rows: Sequence[tuple[Trigger, Candidate]]) -> Floats:
        """Return the chance of each of PARTS for the candidates, shape (rows, parts)."""
        m, word = self._m, reading.word
        told = np.array([numbers(frame, trigger, candidate) for trigger, candidate in rows], np.int64).reshape(-1, 8)
        tokens = np.array([trigger.token for trigger, _ in rows], np.int64)
        x = m["part.bias"] + np.zeros((len(rows), 1), np.float32)
        for name, column in (("trigger", tokens), ("head", told[:, 0]), ("first", told[:, 1])):
            x += (reading.hidden @ m[f"part.{name}"])[word[column]]
        for number in range(len(SIZES)):
            x += m[f"part.{number}"][told[:, 2 + number]]
        x = np.maximum(np.maximum(x, 0) @ m["part.middle"] + m["part.middle.bias"], 0)
        return _chances(x @ m["part.out"] + m["part.out.bias"])


def _chances(logits: Floats) -> Floats:
    exponents = np.exp(logits - logits.max(axis=1, keepdims=True, initial=-1e9))
    result: Floats = exponents / exponents.sum(axis=1, keepdims=True)
    return result


def blended(linear: Floats, labels: Sequence[str], network: Floats, names: Sequence[str]) -> Floats:
    """Return the product of both chances, each raised to its weight, over the labels of the linear classifier."""
    columns = [names.index(label) for label in labels]
    logs = (1 - SHARE) * np.log(linear + 1e-9) + SHARE * np.log(network[:, columns] + 1e-9)
    return _chances(logs.astype(np.float32))
