"""Texts to tensors: the batches that the network learns from."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from kg.language.id.ner_features import ngrams, normal, places, shape
from kg.language.id.ner_gazetteer import Gazetteer
from kg.language.id.ner_tokens import Words
from training.ner_data import PUBLIC, Text
from training.ner_network import TAGS, TYPES

__all__ = ["Example", "batch", "example"]

#: empty rows between sentences, as wide as the widest convolution
GAP = 4
#: how often an article is shown as single sentences
ALONE = 0.15
REST = ("EVT", "PRD", "LAW")
#: what a set leaves open where it says O
OPEN = {**dict.fromkeys(PUBLIC, REST), "nerp": ("ORG", "LAW")}
#: types of NERP that are one of ours: industry (companies, brands)
EITHER = {"IND": ("ORG", "PRD")}
TAG = {tag: i for i, tag in enumerate(TAGS)}


@dataclass(frozen=True, slots=True)
class Example:
    """A text ready for a batch: its words, place features, allowed tags and inner tags."""

    words: Words
    text: str
    allowed: np.ndarray
    inner: np.ndarray
    knows_inner: bool


def example(text: Text) -> Example:
    """Return the text with its tags; what a public set does not annotate stays open."""
    n = len(text.words.words)
    tags = tags_of(text.words, text.outer)
    allowed = np.zeros((n, len(TAGS)), bool)
    allowed[np.arange(n), tags] = True
    if text.source in OPEN:
        allowed[np.ix_(tags == 0, _of(*OPEN[text.source]))] = True
    for start, end, type_ in text.outer:
        if type_ in EITHER:
            rows = [i for i, at in enumerate(text.words.starts) if start <= at < end]
            allowed[rows] = False
            allowed[np.ix_(rows, _of(*EITHER[type_]))] = True
    return Example(text.words, text.text, allowed, tags_of(text.words, text.inner), text.source not in OPEN)


def _of(*types: str) -> list[int]:
    return [i for i, tag in enumerate(TAGS) if tag.split("-")[-1] in types]


def tags_of(words: Words, spans: Sequence[tuple[int, int, str]]) -> np.ndarray:
    """Return the tag of each word: O, B, I, E, S; a span that cuts through words takes them whole."""
    out = np.zeros(len(words.words), np.int64)
    starts = np.asarray(words.starts)
    ends = starts + np.asarray([len(w) for w in words.words])
    for start, end, type_ in spans:
        if type_ not in TYPES:
            continue
        first, last = int(np.searchsorted(ends, start, "right")), int(np.searchsorted(starts, end, "left")) - 1
        if first == last:
            out[first] = TAG[f"S-{type_}"]
        elif first < last:
            out[first], out[last] = TAG[f"B-{type_}"], TAG[f"E-{type_}"]
            out[first + 1 : last] = TAG[f"I-{type_}"]
    return out


def batch(
    examples: Sequence[Example], vocabulary: dict[str, int], gazetteer: Gazetteer, rng: random.Random | None = None
) -> dict[str, Any]:
    """Return the tensors of several texts; with `rng`, words are dropped and the case of whole texts is changed."""
    kinds: dict[tuple[str, int], int] = {}
    keys: dict[tuple[int, str], int] = {}
    kind, key, lengths, place = [], [], [], []
    text_of: list[int] = []
    number = -1
    for ex in examples:
        words = ex.words
        alone = rng is not None and len(words.sentences) > 1 and rng.random() < ALONE
        case = rng.random() if rng else 1.0
        if case < 0.12:
            words = Words(
                tuple(map(str.lower if case < 0.08 else str.upper, words.words)), words.starts, words.sentences
            )
        opens = {first for first, _ in words.sentences} if alone else {0}
        for at, word in enumerate(words.words):
            number += at in opens
            low = normal(word)
            kind.append(kinds.setdefault((low, shape(word)), len(kinds)))
            key.append(keys.setdefault((number, low), len(keys)))
            text_of.append(number)
        lengths += [b - a for a, b in words.sentences]
        place.append(places(words, gazetteer))
    ids = [vocabulary.get(low, 0) for low, _ in kinds]
    if rng:
        ids = [0 if rng.random() < 0.06 else i for i in ids]
    grams = [ngrams(low) for low, _ in kinds]
    longest = max(lengths)
    pad = torch.arange(longest)[None] < torch.tensor(lengths)[:, None]
    real = torch.tensor(np.arange(len(kind)) + GAP * np.repeat(np.arange(len(lengths)), lengths))
    size = int(real[-1]) + 1 + GAP
    solid = torch.zeros(size).index_fill_(0, real, 1.0)
    gapped = [
        torch.full((size,), rest).index_copy_(0, real, torch.tensor(x))
        for x, rest in ((kind, 0), (key, len(keys)), (text_of, number + 1))
    ]
    place_t = torch.zeros(size, place[0].shape[1]).index_copy_(0, real, torch.from_numpy(np.concatenate(place)))
    return {
        "word": torch.tensor(ids),
        "gram": torch.tensor([g for gs in grams for g in gs]),
        "gram_at": torch.tensor(np.cumsum([0, *map(len, grams)])[:-1]),
        "shape": torch.tensor([s for _, s in kinds]),
        "kind": gapped[0],
        "key": gapped[1],
        "text": gapped[2],
        "texts": number + 2,
        "text_size": torch.bincount(gapped[2], minlength=number + 2).float().clamp(min=1),
        "keys": len(keys) + 1,
        "key_count": torch.bincount(gapped[1], minlength=len(keys) + 1).float(),
        "places": place_t,
        "words": len(kind),
        "solid": solid[:, None],
        "real": real,
        "lengths": torch.tensor(lengths),
        "pad": pad,
        "flat": pad.flatten().nonzero()[:, 0],
        "allowed": torch.from_numpy(np.concatenate([ex.allowed for ex in examples])),
        "inner": torch.from_numpy(np.concatenate([ex.inner for ex in examples])),
        "knows": torch.tensor(np.concatenate([np.full(len(ex.inner), ex.knows_inner) for ex in examples])),
    }
