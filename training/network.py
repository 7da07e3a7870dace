"""Train the shared network: tags, features, sentences and dependencies; measure it on sentences it has not seen."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.training.initialize import convert_vectors
from spacy.util import fix_random_seed, load_model_from_config
from spacy.vectors import Vectors
from spacy.vocab import Vocab
from thinc.api import Adam, Config

from training.examples import Mixture, example, stream
from training.treebank import Sentence, to_doc

__all__ = ["Plan", "load_vectors", "measure", "raise_threshold", "train"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast; `early` is the share of steps in which the old treebank is mixed in by `share`.

    `margin` is taken off the recognizer's score for a sentence start: few stand where no full stop is.
    """

    steps: int = 2200
    words: int = 450
    rate: float = 1.5e-3
    dropout: float = 0.15
    early: float = 0.4
    share: float = 0.6
    margin: float = 2.0
    seed: int = 1
    mixture: Mixture = field(default_factory=Mixture)


def load_vectors(path: Path) -> Vectors:
    """Return floret vectors, looked up by the word in small letters."""
    nlp = spacy.blank("xx")
    convert_vectors(nlp, path, truncate=0, prune=-1, mode="floret", attr="LOWER")
    return nlp.vocab.vectors


def train(
    config: Path, vectors: Path | None, today: Sequence[Sentence], old: Sequence[Sentence], plan: Plan
) -> Language:
    """Return the pipeline trained on `old` and `today` first, then on `today` alone, with or without vectors."""
    fix_random_seed(plan.seed)
    settings = Config().from_disk(config)
    settings["components"]["tok2vec"]["model"]["embed"]["include_static_vectors"] = vectors is not None
    nlp = load_model_from_config(settings, auto_fill=True)
    if vectors is not None:
        nlp.vocab.vectors = load_vectors(vectors)
    sample = [example(to_doc(nlp.vocab, [s], gap)) for s in today for gap in (" ", "\n")]
    nlp.initialize(lambda: sample)
    optimizer = Adam(plan.rate, L2=0.01, grad_clip=1.0, L2_is_weight_decay=True, use_averages=True)
    losses: dict[str, float] = {}
    for step, batch in enumerate(_batches(nlp.vocab, today, old, plan), 1):
        optimizer.learn_rate = plan.rate * min(1.0, step / 100) * max(0.03, 1 - step / plan.steps)
        nlp.update(batch, sgd=optimizer, drop=plan.dropout, losses=losses)
        if step % 50 == 0:
            log.info("step %d: %s", step, {name: round(loss / 50) for name, loss in losses.items()})
            losses.clear()
    _average(nlp, optimizer)
    raise_threshold(nlp, plan.margin)
    return nlp


def raise_threshold(nlp: Language, margin: float) -> None:
    """Make the sentence recognizer find fewer starts: only those that score better by `margin` than no start."""
    senter = nlp.get_pipe("senter")
    layer = next(layer for layer in senter.model.walk() if layer.name == "softmax")
    bias = layer.get_param("b").copy()
    bias[senter.labels.index("S")] -= margin
    layer.set_param("b", bias)


def _average(nlp: Language, optimizer: Adam) -> None:
    for _, pipe in nlp.pipeline:
        if hasattr(pipe, "model"):
            with pipe.model.use_params(optimizer.averages):
                data = pipe.model.to_bytes()
            pipe.model.from_bytes(data)


def _batches(vocab: Vocab, today: Sequence[Sentence], old: Sequence[Sentence], plan: Plan) -> Iterator[list[Example]]:
    random = Random(plan.seed)
    streams = [stream(vocab, sentences, random, plan.mixture) for sentences in (today, old or today)]
    for step in range(plan.steps):
        mixed = old and step < plan.early * plan.steps
        source = streams[1] if mixed and random.random() < plan.share else streams[0]
        batch: list[Example] = []
        while sum(len(eg.reference) for eg in batch) < plan.words:
            batch.append(next(source))
        yield batch


def measure(nlp: Language, sentences: Sequence[Sentence]) -> dict[str, float]:
    """Return percentages, gold tokens and sentences given; `_all` counts punctuation too."""
    examples = [example(to_doc(nlp.vocab, [sentence])) for sentence in sentences]
    pairs = []
    for eg, doc in zip(examples, nlp.pipe([eg.predicted for eg in examples]), strict=True):
        pairs += list(zip(eg.reference, doc, strict=True))
    words = [(gold, found) for gold, found in pairs if gold.pos_ != "PUNCT"]

    def share(right: list[bool]) -> float:
        return round(100 * sum(right) / len(right), 2)

    return {
        "upos": share([g.pos == p.pos for g, p in pairs]),
        "feats": share([g.morph == p.morph for g, p in pairs]),
        "lemma": share([g.lemma_.lower() == p.lemma_.lower() for g, p in pairs]),
        "uas": share([g.head.i == p.head.i for g, p in words]),
        "las": share([g.head.i == p.head.i and g.dep == p.dep for g, p in words]),
        "uas_all": share([g.head.i == p.head.i for g, p in pairs]),
        "las_all": share([g.head.i == p.head.i and g.dep == p.dep for g, p in pairs]),
    }
