"""Train the recogniser of names: `python -m training.ner`, from `../shared` to its weights."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch

from kg.language.id.ner import Recogniser
from kg.language.id.ner_features import BUCKETS, PLACES, SHAPES, normal
from kg.language.id.ner_gazetteer import Gazetteer
from kg.language.id.ner_network import Network as Packed
from kg.language.id.ner_tokens import split
from training.ner_batch import example
from training.ner_data import PUBLIC, Text, articles, public, raw
from training.ner_export import arrays_of
from training.ner_fit import Course, fit
from training.ner_gazetteer import gazetteer
from training.ner_network import TAGS, Network
from training.ner_score import report

__all__ = ["main"]

CACHE = Path("build/ner")
SOURCES = ("detik", *PUBLIC, "nerp")


def vectors() -> tuple[list[str], np.ndarray]:
    """Return the words of all texts, commonest first, with their vectors."""
    import floret

    path = CACHE / "vectors.npz"
    if not path.exists():
        corpus = CACHE / "corpus.txt"
        corpus.write_text("\n".join(sorted(set(_lines()))), encoding="utf-8")
        model = floret.train_unsupervised(
            str(corpus), model="skipgram", dim=96, epoch=5, minCount=2, minn=3, maxn=5, bucket=100_000, thread=1, ws=5,
            neg=5, lr=0.08, verbose=0,
        )  # fmt: skip
        words = [word for word in model.words if word != "</s>"]
        np.savez(path, words=np.array(words), vectors=np.stack([model.get_word_vector(w) for w in words]))
    with np.load(path, allow_pickle=False) as file:
        return file["words"].tolist(), file["vectors"]


def _lines() -> list[str]:
    texts = raw() + [a.text for a in articles("train")]
    texts += [x.text for name in (*PUBLIC, "nerp") for x in public(name, "train")]
    out = []
    for text in texts:
        words = split(text)
        out += [" ".join(normal(w) for w in words.words[a:z]) for a, z in words.sentences]
    return out


def train(fold: int, course: Course, *, rows: int = 25_000, nerp: bool = False) -> tuple[Network, list[str], Gazetteer]:
    """Return a network learned from all articles but every fifth, or from all where `fold` is negative."""
    torch.manual_seed(course.seed)
    words, table = vectors()
    words, table = words[:rows], table[:rows]
    names = gazetteer()
    net = Network(len(words) + 1, BUCKETS, SHAPES, PLACES, len(SOURCES), words=table.shape[1])
    with torch.no_grad():
        net.word.weight[1:] = torch.from_numpy(table / table.std() * 0.3)
    kept = [a for i, a in enumerate(articles("train")) if fold < 0 or i % 5 != fold]
    groups = [[example(a, 0) for a in kept], [example(x, SOURCES.index(n)) for n in PUBLIC for x in public(n, "train")]]
    if nerp:
        groups.append([example(x, SOURCES.index("nerp")) for x in public("nerp", "train")])
    vocabulary = {word: i for i, word in enumerate(words, 1)}
    net.load_state_dict(fit(net, groups, vocabulary, names, course))
    return net.eval(), words, names


def pack(net: Network, words: list[str], names: Gazetteer) -> Recogniser:
    """Return the component that works with the network."""
    recogniser = Recogniser()
    recogniser.network = Packed(arrays_of(net), words, names)
    recogniser.tags = list(TAGS)
    return recogniser


def main() -> None:
    """Train, print the figures, write the component."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fold", type=int, default=-1)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--nerp", action="store_true")
    parser.add_argument("--out", type=Path, default=CACHE / "kg_entities")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    CACHE.mkdir(parents=True, exist_ok=True)
    course = Course(epochs=options.epochs, seed=options.seed)
    recogniser = pack(*train(options.fold, course, nerp=options.nerp))
    recogniser.to_disk(options.out)
    sets: dict[str, list[Text]] = {"dev": articles("dev")}
    if options.fold >= 0:
        sets["fold"] = [a for i, a in enumerate(articles("train")) if i % 5 == options.fold]
    report(recogniser, sets | {name: public(name, "dev") for name in PUBLIC})


if __name__ == "__main__":
    main()
