"""Learning: batches of articles and of sentences of the public sets by turns, Adam, an average over the last steps."""

from __future__ import annotations

import math
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch

from kg.language.id.ner_gazetteer import Gazetteer
from training.ner_batch import Example, batch
from training.ner_network import Drop, Network

__all__ = ["Course", "fit"]


@dataclass(frozen=True, slots=True)
class Course:
    """How long and how fast to learn."""

    epochs: int = 10
    rate: float = 2e-3
    articles: int = 2
    sentences: int = 40
    inner: float = 0.5
    seed: int = 0


def fit(
    net: Network,
    groups: Sequence[Sequence[Example]],
    vocabulary: dict[str, int],
    gazetteer: Gazetteer,
    course: Course,
    once: Sequence[Example] = (),
) -> dict[str, Any]:
    """Return the averaged state of the network after the course.

    The first group holds whole articles; the examples in `once` are spread over the epochs.
    """
    rng = random.Random(course.seed)
    Drop.pool, Drop.draw = torch.empty(0), course.seed
    tables = [p for n, p in net.named_parameters() if n.startswith(("word", "gram"))]
    rest = [p for n, p in net.named_parameters() if not n.startswith(("word", "gram"))]
    optimizer = torch.optim.AdamW(
        [{"params": tables, "weight_decay": 0.0}, {"params": rest, "weight_decay": 0.02}],
        lr=course.rate, betas=(0.9, 0.98), fused=True,
    )  # fmt: skip
    total = course.epochs * len(_batches([*groups, once[:: course.epochs]], course, rng))
    mean = {name: value.clone() for name, value in net.state_dict().items()}
    step, began = 0, time.time()
    for epoch in range(course.epochs):
        net.train()
        losses = []
        for examples in _batches([*groups, once[epoch :: course.epochs]], course, rng):
            b = batch(examples, vocabulary, gazetteer, rng)
            loss = _loss(net, b, course)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            for group in optimizer.param_groups:
                group["lr"] = course.rate * _warmth(step, total)
            optimizer.step()
            step += 1
            losses.append(loss.item())
            if step % 5 == 0 or step == total:
                _average(mean, net, min(0.99, step / (step + 100)))
        print(
            f"epoch {epoch} loss {sum(losses) / len(losses):.3f} {time.time() - began:.0f}s",
            file=sys.stderr,
            flush=True,
        )
    return mean


def _warmth(step: int, total: int) -> float:
    return min(1.0, (step + 1) / 100) * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * step / total)))


def _batches(groups: Sequence[Sequence[Example]], course: Course, rng: random.Random) -> list[list[Example]]:
    out = []
    for number, group in enumerate(groups):
        size = course.articles if number == 0 else course.sentences
        shuffled = rng.sample(list(group), len(group))
        out += [shuffled[i : i + size] for i in range(0, len(shuffled), size)]
    rng.shuffle(out)
    return out


def _loss(net: Network, b: dict[str, Any], course: Course) -> torch.Tensor:
    scores, inner = net(b)
    loss = net.loss(scores, b["allowed"], b).sum()
    if b["knows"].any():
        known = b["knows"]
        loss = loss + course.inner * torch.nn.functional.cross_entropy(inner[known], b["inner"][known], reduction="sum")
    return loss / b["words"] * 30


def _average(mean: dict[str, torch.Tensor], net: Network, keep: float) -> None:
    with torch.no_grad():
        for name, value in net.state_dict().items():
            if value.is_floating_point():
                mean[name].mul_(keep).add_(value, alpha=1 - keep)
