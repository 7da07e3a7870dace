"""The recogniser of names in torch: embeddings, gated convolutions with a memory of the article between them, a CRF."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

__all__ = ["TAGS", "Network", "allowed_moves"]

TYPES = ("PER", "ORG", "LOC", "EVT", "PRD", "LAW")
TAGS = ("O", *(f"{mark}-{type_}" for type_ in TYPES for mark in "BIES"))
NEVER = -1e4


def allowed_moves() -> Tensor:
    """Return (tags + 1, tags + 1) of 0 where a tag may follow another and NEVER elsewhere; the last is the outside."""
    size = len(TAGS)
    out = torch.full((size + 1, size + 1), NEVER)
    names = [*TAGS, "O"]
    for i, a in enumerate(names):
        for j, b in enumerate(names):
            opens = a[0] in "BI"
            goes_on = b[0] in "IE"
            if opens == goes_on and (not opens or a[2:] == b[2:]):
                out[i, j] = 0
    return out


Batch = dict[str, Any]


class Drop(nn.Module):
    """Dropout with masks cut out of one pool of random bits: drawing a bit for each number took a tenth of the time."""

    pool: Tensor = torch.empty(0)
    draw = 0

    def __init__(self, rate: float):
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.rate:
            return x
        if len(Drop.pool) < 4 * x.numel():
            Drop.pool = torch.rand(4 * x.numel() + (1 << 21), generator=torch.Generator().manual_seed(1))
        Drop.draw = (Drop.draw * 6364136223846793005 + 1442695040888963407) % (1 << 62)
        start = Drop.draw % (len(Drop.pool) - x.numel())
        mask = Drop.pool[start : start + x.numel()].view_as(x) >= self.rate
        return x * mask * (1 / (1 - self.rate))


class Block(nn.Module):
    """A gated convolution over a word and its two neighbours at a distance, added to what comes in."""

    def __init__(self, width: int, distance: int, drop: float):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.conv = nn.Linear(3 * width, 2 * width)
        self.drop = Drop(drop)
        self.distance = distance

    def forward(self, x: Tensor, b: Batch) -> Tensor:
        d = self.distance
        y = nn.functional.pad(self.drop(self.norm(x)) * b["solid"], (0, 0, d, d))
        value, gate = self.conv(torch.cat([y[: -2 * d], y[d:-d], y[2 * d :]], 1)).chunk(2, 1)
        return x + value * torch.sigmoid(gate)


class Network(nn.Module):
    """Words of one or more texts in, scores of outer and inner tags out; see `training.ner_batch` for what goes in."""

    def __init__(self, vocabulary: int, buckets: int, shapes: int, places: int, *, words: int = 96,
                 grams: int = 48, width: int = 128, drop: float = 0.3, near: tuple[int, ...] = (1, 2),
                 far: tuple[int, ...] = (1, 2, 4)):  # fmt: skip
        super().__init__()
        self.word = nn.Embedding(vocabulary, words)
        self.gram = nn.EmbeddingBag(buckets, grams, mode="mean")
        self.shape = nn.Embedding(shapes, 16)
        for table, scale in ((self.word, 0.1), (self.gram, 0.2), (self.shape, 0.2)):
            nn.init.normal_(table.weight, std=scale)
        self.nothing = nn.Parameter(torch.zeros(words + grams + 16))
        self.enter = nn.Linear(words + grams + 16 + places, width)
        self.near = nn.ModuleList([Block(width, d, drop) for d in near])
        self.style = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width)
        self.memory = nn.Linear(2 * width, width)
        self.far = nn.ModuleList([Block(width, d, drop) for d in far])
        self.last = nn.LayerNorm(width)
        self.out = nn.Linear(width, len(TAGS))
        self.inner = nn.Linear(width, len(TAGS))
        self.moves = nn.Parameter(torch.zeros(len(TAGS) + 1, len(TAGS) + 1))
        self.register_buffer("never", allowed_moves(), persistent=False)
        self.drop = Drop(drop)

    def embed(self, b: Batch) -> Tensor:
        """Return each row as the word by itself and its place say."""
        kinds = torch.cat([self.word(b["word"]), self.gram(b["gram"], b["gram_at"]), self.shape(b["shape"])], 1)
        rows = nn.functional.embedding(b["kind"], self.drop(kinds))
        if "hidden" in b:
            rows = torch.where(b["hidden"][:, None], self.nothing, rows)
        return self.enter(torch.cat([rows, b["places"]], 1))

    def summarize(self, x: Tensor, b: Batch) -> Tensor:
        """Return for each row what kind of text it stands in: the mean over its words."""
        sums = x.new_zeros(b["texts"], x.shape[1]).index_add(0, b["text"], x * b["solid"])
        kind = torch.tanh(self.style(self.drop(sums / b["text_size"][:, None])))
        return nn.functional.embedding(b["text"], kind)

    def remember(self, h: Tensor, b: Batch) -> Tensor:
        """Return for each row what the same word was found to be all over its text: highest and mean values."""
        keys = b["keys"]
        h = self.norm(h)
        index = b["key"][:, None].expand(-1, h.shape[1])
        top = h.new_full((keys, h.shape[1]), -9.0).scatter_reduce(0, index, h, "amax")
        mean = h.new_zeros(keys, h.shape[1]).index_add(0, b["key"], h) / b["key_count"][:, None]
        pooled = torch.relu(self.memory(self.drop(torch.cat([top, mean], 1))))
        return nn.functional.embedding(b["key"], pooled)

    def hidden(self, b: Batch) -> Tensor:
        """Return what is known of each word, gaps left out."""
        x = self.embed(b)
        x = x + self.summarize(x, b)
        for block in self.near:
            x = block(x, b)
        x = x + self.remember(x, b)
        for block in self.far:
            x = block(x, b)
        last: Tensor = self.drop(self.last(x))[b["real"]]
        return last

    def forward(self, b: Batch) -> tuple[Tensor, Tensor]:
        """Return the scores of the outer and of the inner tags, (words, tags)."""
        h2 = self.hidden(b)
        return self.out(h2), self.inner(h2)

    def partition(self, emissions: Tensor, b: Batch) -> Tensor:
        """Return the log of the sum over all tag sequences, (layers, sentences), of (layers, words, tags)."""
        s, t = b["pad"].shape
        n, _, k = emissions.shape
        e = emissions.new_zeros(n, s * t, k).index_copy(1, b["flat"], emissions).view(n, s, t, k)
        moves = self.moves + self.never
        before, after = moves[-1, :-1], moves[:-1, -1]
        expo = torch.exp(moves[:-1, :-1])
        steps = e.unbind(2)
        alpha = before + steps[0]
        for i in range(1, t):
            m = alpha.amax(2, keepdim=True).detach()
            new = torch.log(torch.exp(alpha - m) @ expo + 1e-30) + m + steps[i]
            alpha = torch.where(b["pad"][None, :, i : i + 1], new, alpha)
        return torch.logsumexp(alpha + after, 2)

    def loss(self, emissions: Tensor, allowed: Tensor, b: Batch) -> Tensor:
        """Return the negative log likelihood, per sentence, of all sequences within the `allowed` (words, tags)."""
        free, held = self.partition(torch.stack([emissions, emissions + (~allowed) * NEVER]), b)
        gap: Tensor = free - held
        return gap
