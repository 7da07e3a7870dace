"""Learning from raw text before any names: words are hidden and guessed from what stands around them."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence

import torch
from torch import Tensor, nn

from kg.language.id.ner_gazetteer import Gazetteer
from training.ner_batch import Example, batch
from training.ner_network import Batch, Drop, Network

__all__ = ["pretrain"]

#: share of the words that are hidden, and how many of the commonest words can be guessed
HIDDEN, GUESSED = 0.15, 5000


def pretrain(
    net: Network, examples: Sequence[Example], vocabulary: dict[str, int], gazetteer: Gazetteer, *, epochs: int = 8,
    size: int = 96, rate: float = 2e-3,
) -> None:  # fmt: skip
    """Train everything but the tags of the network in place."""
    rng = random.Random(7)
    torch.manual_seed(7)
    Drop.pool, Drop.draw = torch.empty(0), 7
    guess = nn.Linear(net.out.in_features, GUESSED)
    optimizer = torch.optim.AdamW([*net.parameters(), *guess.parameters()], lr=rate, weight_decay=0.01, fused=True)
    total, step, began = epochs * (len(examples) // size + 1), 0, time.time()
    net.train()
    for epoch in range(epochs):
        shuffled, sums, count = rng.sample(list(examples), len(examples)), 0.0, 0
        for start in range(0, len(shuffled), size):
            b = batch(shuffled[start : start + size], vocabulary, gazetteer, rng)
            loss = _loss(net, guess, b)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            for group in optimizer.param_groups:
                group["lr"] = rate * min(1.0, (step + 1) / 100) * (1.02 - step / total)
            optimizer.step()
            step, count, sums = step + 1, count + 1, sums + loss.item()
        print(f"hidden words {epoch}: {sums / count:.3f} {time.time() - began:.0f}s", file=sys.stderr, flush=True)


def _loss(net: Network, guess: nn.Linear, b: Batch) -> Tensor:
    """Hide some words, with all that would tell them: their lists, and where else they stand."""
    hidden = (torch.rand(len(b["kind"])) < HIDDEN) & (b["solid"][:, 0] > 0)
    targets = b["word"][b["kind"]][b["real"]]
    b["places"] = b["places"].clone()
    b["places"][hidden, 5:] = 0
    b["key"] = torch.where(hidden, b["keys"] - 1, b["key"])
    b["hidden"] = hidden
    asked = hidden[b["real"]] & (targets > 0) & (targets < GUESSED)
    return nn.functional.cross_entropy(guess(net.hidden(b)[asked]), targets[asked])
