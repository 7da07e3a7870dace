"""Train the recogniser of names: `python -m training.ner`, from `../shared` to its weights."""

from __future__ import annotations

import argparse
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from kg.language.id.ner import WEIGHTS, Recogniser
from kg.language.id.ner_features import BUCKETS, PLACES, SHAPES, normal
from kg.language.id.ner_gazetteer import Gazetteer
from kg.language.id.ner_marginals import marginals
from kg.language.id.ner_network import Committee
from kg.language.id.ner_tokens import Cutter, split
from training.ner_batch import Example, example
from training.ner_data import PUBLIC, Text, articles, lowered, public, raw
from training.ner_export import arrays_of
from training.ner_fit import Course, fit
from training.ner_gazetteer import gazetteer, persons
from training.ner_glue import cutter, openings
from training.ner_network import TAGS, Network
from training.ner_pretrain import pretrain
from training.ner_score import report
from training.ner_vectors import vectors_of
from training.stories import outside, story_folds

__all__ = ["main"]

CACHE = Path(".cache/ner")
#: chosen on a fifth of the articles: forms less likely are dropped, forms more likely are found everywhere
LEAST, SPREAD = 0.45, 0.8
#: tags at least this likely, against the likeliest, stay open in texts that the teacher labels
POSSIBLE = 0.1
TEACHER, STUDENT = Course(epochs=11), Course(epochs=4, rate=1e-3, seed=1)
#: of the teachers of the folds, which are not shipped: five of them are most of the time that all learning takes
FOLD_EPOCHS = 6


def vectors() -> tuple[list[str], np.ndarray]:
    """Return the words of all texts, commonest first, with their vectors."""
    path = CACHE / "vectors.npz"
    if not path.exists():
        words, table = vectors_of(sorted(set(_lines(cutter(raw(), persons())))))
        np.savez(path, words=np.array(words), vectors=table)
    with np.load(path, allow_pickle=False) as file:
        return file["words"].tolist(), file["vectors"]


def _lines(cut: Cutter) -> list[tuple[str, ...]]:
    texts = raw() + [a.text for a in articles("train")]
    texts += [x.text for name in (*PUBLIC, "nerp") for x in public(name, "train")]
    out: list[tuple[str, ...]] = []
    for text in texts:
        words = split(text, (), cut)
        out += [tuple(normal(w) for w in words.words[a:z]) for a, z in words.sentences]
    return out


Labels = tuple[list[Example], list[Example]]


@dataclass(frozen=True, slots=True)
class Material:
    """What all stages share: words and their vectors, lists of names, the cutter of glued words."""

    words: list[str]
    table: np.ndarray
    names: Gazetteer
    cut: Cutter

    @classmethod
    def gather(cls, rows: int = 25_000) -> Material:
        """Return the material with so many of the commonest words."""
        words, table = vectors()
        return cls(
            words[:rows], table[:rows], gazetteer(), replace(cutter(raw(), persons()), known=frozenset(words[:rows]))
        )

    def network(self) -> Network:
        """Return a network that knows the vectors and nothing else."""
        net = Network(len(self.words) + 1, BUCKETS, SHAPES, PLACES, words=self.table.shape[1])
        with torch.no_grad():
            net.word.weight[1:] = torch.from_numpy(self.table * 0.3)
        return net

    def learn(self, net: Network, groups: list[list[Example]], course: Course, once: list[Example]) -> None:
        """Train the network in place."""
        vocabulary = {word: i for i, word in enumerate(self.words, 1)}
        net.load_state_dict(fit(net, groups, vocabulary, self.names, course, once))
        net.eval()

    def read(self, net: Network) -> None:
        """Train the network in place on raw text."""
        vocabulary = {word: i for i, word in enumerate(self.words, 1)}
        pretrain(net, unlabelled(self), vocabulary, self.names)

    def pack(self, nets: Sequence[Network]) -> Recogniser:
        """Return the component that works with the networks."""
        recogniser = Recogniser()
        recogniser.network = Committee([arrays_of(net) for net in nets], self.words, self.names)
        recogniser.tags = list(TAGS)
        recogniser.cutter = self.cut
        recogniser.openings = openings()
        recogniser.least, recogniser.spread = LEAST, SPREAD
        return recogniser


def gold(material: Material, fold: int) -> list[list[Example]]:
    """Return the annotated texts, without the stories of a fold where it is not negative, and the public sets.

    The made pieces are left to the student, where one follows: its teacher is to label real texts.
    """
    parts = ("train", "further", "made") if fold >= 0 else ("train", "further")
    texts = [a for name in parts for a in articles(name, material.cut)]
    kept = outside(fold, texts, [a.id for a in texts])
    sentences = [x for name in (*PUBLIC, "nerp") for x in public(name, "train", material.cut)]
    return [[example(a) for a in kept], [example(x) for x in sentences]]


def unlabelled(material: Material) -> list[Example]:
    """Return all raw texts with any tags open."""
    out = []
    for text in raw():
        words = split(text, (), material.cut)
        size = len(words.words)
        if size > 4:
            out.append(Example(words, text, np.ones((size, 0), bool), np.zeros(size, np.int64), False))
    return out


def labelled(recogniser: Recogniser, texts: list[str]) -> list[Example]:
    """Return the texts with the tags that the recogniser holds possible."""
    assert recogniser.network is not None
    out, network = [], recogniser.network
    for text in texts:
        words = split(text, (), recogniser.cutter)
        if len(words.words) < 5:
            continue
        sums = marginals(network.score(words).outer, words.sentences, network.moves)
        chance = sums.ahead * sums.behind
        allowed = chance > POSSIBLE * chance.max(1, keepdims=True)
        out.append(Example(words, text, allowed, np.zeros(len(words.words), np.int64), False))
    return out


def student(material: Material, net: Network, groups: list[list[Example]], labels: Labels, seed: int) -> None:
    """Go on learning with made pieces and texts that the teachers have labelled: articles by turns, sentences once."""
    more, once = labels
    pieces = [example(piece) for piece in articles("made", material.cut)]
    material.learn(net, [groups[0] + pieces + more, *groups[1:]], replace(STUDENT, seed=seed + 100), once)


def labels_of(recogniser: Recogniser) -> Labels:
    """Return the articles without annotation and half of the single sentences, labelled."""
    known = {text.id for part in ("train", "dev", "further") for text in articles(part)}
    return labelled(recogniser, raw("articles", known)), labelled(recogniser, raw("sentences")[::2])


def stage(name: str, net: Network, learn: Callable[[], None]) -> None:
    """Load what a stage has learned, or learn and keep it."""
    path = CACHE / f"{name}.npz"
    if path.exists():
        with np.load(path, allow_pickle=False) as file:
            net.load_state_dict({key: torch.from_numpy(file[key]) for key in file.files})
    else:
        learn()
        np.savez(path, **{key: value.numpy() for key, value in net.state_dict().items()})
    net.eval()


def main() -> None:
    """Train, write the component, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fold", type=int, default=-1, help="leave out the stories of this fifth")
    parser.add_argument("--members", type=int, default=1, help="networks that vote")
    parser.add_argument("--prepare", action="store_true", help="only what all folds share: material and reader")
    parser.add_argument("--only-teacher", action="store_true")
    parser.add_argument("--out", type=Path, help="where to write; with --fold beside the stages, else into the package")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(0)
    CACHE.mkdir(parents=True, exist_ok=True)
    material, fold = Material.gather(), options.fold
    groups, nets = gold(material, fold), [material.network() for _ in range(options.members)]
    for net in nets:
        stage("reader", net, functools.partial(material.read, net))
    if options.prepare:
        return
    for seed, net in enumerate(nets):
        course = replace(TEACHER, seed=seed, epochs=FOLD_EPOCHS if fold >= 0 else TEACHER.epochs)
        stage(f"teacher{fold}.{seed}", net, functools.partial(material.learn, net, groups, course, []))
    paths = [CACHE / f"student{fold}.{seed}.npz" for seed in range(len(nets))]
    if not options.only_teacher:
        labels = labels_of(material.pack(nets)) if not all(path.exists() for path in paths) else ([], [])
        for seed, net in enumerate(nets):
            stage(paths[seed].stem, net, functools.partial(student, material, net, groups, labels, seed))
    recogniser = material.pack(nets)
    recogniser.to_disk(options.out or (CACHE / f"fold{fold}" if fold >= 0 else WEIGHTS))
    sets: dict[str, list[Text]] = {"dev": articles("dev")}
    sets["lower"] = [lowered(text) for text in sets["dev"]]
    if fold >= 0:
        sets["fold"] = [a for a in articles("train") if story_folds()[a.id] == fold]
    report(recogniser, sets | {name: public(name, "dev") for name in PUBLIC})


if __name__ == "__main__":
    main()
