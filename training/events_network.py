"""Train the network that reads beside the event classifiers: `python -m training.events_network`.

Six are needed: one of all annotated texts, which is shipped, and with `--fold 0 1 2 3 4` one without the stories of
each fifth, from which the later classifiers learn how far to trust it. Each starts from the network that has guessed
hidden words in raw text (the stage `material`), not from that of the names: what that one has forgotten of all other
words is what counts here.
"""

from __future__ import annotations

import argparse
import math
import random
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from kg.extract import arguments
from kg.extract.clauses import Frame, frame
from kg.extract.events_network import LABELS, PARTS, SIZES, EventNetwork, numbers, read_words
from kg.language import load, parse
from kg.language.id.ner_tokens import Words
from training.events_data import RETOLD, argument_labels, trigger_of, triggers_of
from training.events_folds import DATA, ids_of
from training.events_gold import further_layers
from training.further import further, pieces
from training.ner import Material, stage
from training.ner_batch import Example, batch
from training.ner_export import arrays_of
from training.ner_network import Drop, Network
from training.relations import Rows, gold_rows
from training.stories import outside

__all__ = ["main", "network"]

CACHE = Path(".cache/events")
EPOCHS, RATE, DECAY = 8, 1.5e-3, 0.02
#: words of one batch; a batch takes whole articles
WORDS = 900
#: weight of the parts beside the types
PART = 0.1
HIDDEN = 96


@dataclass(frozen=True, slots=True)
class Lesson:
    """An article to learn from: for each word its type and weight, for each candidate what `numbers` tells, by words.

    Columns of `told`: the word of the trigger, of the candidate's head, of its first token, the numbers, the part.
    """

    words: Words
    text: str
    types: NDArray[np.int64]
    weights: NDArray[np.float32]
    told: NDArray[np.int64]


class Scorers(nn.Module):
    """The types of words, and the parts that candidates take in the event of a trigger."""

    def __init__(self, width: int, drop: float = 0.3):
        super().__init__()
        self.kind = nn.Linear(width, len(LABELS))
        self.trigger, self.head, self.first = (nn.Linear(width, HIDDEN, bias=n == 0) for n in range(3))
        self.told = nn.ModuleList(nn.Embedding(size, HIDDEN) for size in SIZES)
        self.middle, self.out = nn.Linear(HIDDEN, HIDDEN), nn.Linear(HIDDEN, len(PARTS))
        self.drop = nn.Dropout(drop)
        for table in self.told:
            assert isinstance(table, nn.Embedding)
            nn.init.normal_(table.weight, std=0.1)
        for last in (self.kind, self.out):
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)

    def parts(self, hidden: Tensor, told: Tensor) -> Tensor:
        """Return the scores of PARTS for each row of `told`."""
        x = self.trigger(hidden)[told[:, 0]] + self.head(hidden)[told[:, 1]] + self.first(hidden)[told[:, 2]]
        for number, table in enumerate(self.told):
            x = x + table(told[:, 3 + number])
        x = torch.relu(self.middle(self.drop(torch.relu(x))))
        scores: Tensor = self.out(self.drop(x))
        return scores

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the arrays by the names that `EventNetwork` reads, in half precision."""
        state = {name: value.detach().numpy() for name, value in self.state_dict().items()}
        found = {"type.weight": state["kind.weight"].T, "type.bias": state["kind.bias"]}
        found |= {f"part.{name}": state[f"{name}.weight"].T for name in ("trigger", "head", "first", "middle", "out")}
        found |= {"part.bias": state["trigger.bias"]}
        found |= {f"part.{name}.bias": state[f"{name}.bias"] for name in ("middle", "out")}
        found |= {f"part.{n}": state[f"told.{n}.weight"] for n in range(len(SIZES))}
        return {name: array.astype(np.float16) for name, array in found.items()}


def lessons() -> tuple[list[Lesson], Rows]:
    """Return what there is to learn from, and the articles themselves."""
    nlp = load("id")
    rows = gold_rows("train")
    for document, annotation in (*further(), *pieces()):
        article = further_layers(document, parse(nlp, document), annotation)
        # quotes that are found would come from classifiers that are trained after this
        told = article if annotation["quotes"] else replace(article, quotes=())
        rows.append((frame(told), annotation))
    return [_lesson(f, annotation) for f, annotation in rows], rows


def _lesson(f: Frame, annotation: dict[str, Any]) -> Lesson:
    words, word = read_words(f)
    types = np.zeros(len(words.words), np.int64)
    weights = np.ones(len(words.words), np.float32)
    named = triggers_of(f, annotation["events"])
    roots = {f.stems[token][1] for token in named}
    for token, (_, root, _) in enumerate(f.stems):
        if root in roots and token not in named:
            weights[word[token]] = RETOLD
    told = []
    for token, event in named.items():
        types[word[token]], weights[word[token]] = LABELS.index(event["type"]), 1.0
        found = arguments.candidates(f, token)
        for candidate, label in zip(found, argument_labels(event, found), strict=True):
            head, first, *rest = numbers(f, trigger_of(token, event), candidate)
            told.append((word[token], word[head], word[first], *rest, PARTS.index(label)))
    rows = np.array(told, np.int64).reshape(-1, 4 + len(SIZES))
    return Lesson(words, f.article.document.text, types, weights, rows)


def _batches(seen: Sequence[Lesson], rng: random.Random) -> Iterator[list[Lesson]]:
    kept: list[Lesson] = []
    for lesson in rng.sample(list(seen), len(seen)):
        kept.append(lesson)
        if sum(len(x.types) for x in kept) > WORDS:
            yield kept
            kept = []
    if kept:
        yield kept


def learn(net: Network, scorers: Scorers, seen: Sequence[Lesson], material: Material) -> None:
    """Train the network and the scorers in place."""
    vocabulary = {word: i for i, word in enumerate(material.words, 1)}
    rng, began = random.Random(0), time.time()
    Drop.pool, Drop.draw = torch.empty(0), 0
    tables = [p for n, p in net.named_parameters() if n.startswith(("word", "gram"))]
    rest = [p for n, p in net.named_parameters() if not n.startswith(("word", "gram"))] + [*scorers.parameters()]
    groups = [{"params": tables, "weight_decay": 0.0}, {"params": rest, "weight_decay": DECAY}]
    optimizer = torch.optim.AdamW(groups, lr=RATE, betas=(0.9, 0.98), fused=True)
    total, step = EPOCHS * sum(1 for _ in _batches(seen, random.Random(0))), 0
    for epoch in range(EPOCHS):
        net.train()
        scorers.train()
        losses = []
        for each in _batches(seen, rng):
            loss = _loss(net, scorers, each, batch([_example(x) for x in each], vocabulary, material.names, rng))
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_([*tables, *rest], 5.0)
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1.0, (step + 1) / 100) * (0.505 + 0.495 * math.cos(math.pi * step / total))
            optimizer.step()
            step += 1
            losses.append(loss.item())
        print(f"epoch {epoch} loss {sum(losses) / len(losses):.3f} {time.time() - began:.0f}s", file=sys.stderr)


def _example(lesson: Lesson) -> Example:
    return Example(lesson.words, lesson.text, np.ones((len(lesson.types), 1), bool), lesson.types, knows_inner=True)


def _loss(net: Network, scorers: Scorers, each: Sequence[Lesson], b: dict[str, Any]) -> Tensor:
    hidden = net.hidden(b)
    weights = torch.from_numpy(np.concatenate([x.weights for x in each]))
    loss = (nn.functional.cross_entropy(scorers.kind(hidden), b["inner"], reduction="none") * weights).sum()
    told, before = [], 0
    for x in each:
        moved = x.told.copy()
        moved[:, :3] += before
        told.append(moved)
        before += len(x.types)
    rows = torch.from_numpy(np.concatenate(told))
    if len(rows):
        loss = loss + PART * nn.functional.cross_entropy(scorers.parts(hidden, rows), rows[:, -1], reduction="sum")
    scaled: Tensor = loss / b["words"] * 30
    return scaled


def network(fold: int) -> EventNetwork:
    """Return the network that has not seen the stories of a fifth, as its stage has left it."""
    return EventNetwork.load(CACHE / f"network{fold}.npz")


def main() -> None:
    """Train the networks asked for that are not there, and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fold", type=int, nargs="+", default=[-1], help="fifths whose stories are left out; -1: none")
    folds = parser.parse_args().fold
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    CACHE.mkdir(parents=True, exist_ok=True)
    material = Material.gather()
    found, rows = lessons()
    ids = ids_of(rows)
    for fold in folds:
        path = CACHE / f"network{fold}.npz"
        if not path.exists():
            _write(path, material, outside(fold, found, ids))
        if fold < 0:
            shutil.copyfile(path, DATA / "events_network.npz")


def _write(path: Path, material: Material, seen: Sequence[Lesson]) -> None:
    torch.manual_seed(0)
    net = material.network()
    stage("reader", net, lambda: material.read(net))
    scorers = Scorers(net.out.in_features)
    learn(net, scorers, seen, material)
    arrays = {n: a for n, a in arrays_of(net).items() if not n.startswith(("out.", "inner.", "moves"))}
    # a stopped run leaves no half of a file under the name that the next run looks for
    partial = path.with_suffix(".partial.npz")
    np.savez(partial, **arrays, **scorers.arrays())
    partial.replace(path)


if __name__ == "__main__":
    main()
