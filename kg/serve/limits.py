"""How much one query, one request and all of them together may take."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of the server; a query that passes one is cut with an error that names it.

    Attributes:
        seconds: for one query, from its start in a worker to its last byte.
        rows: of a SELECT, triples of a CONSTRUCT or DESCRIBE.
        answer_bytes: of an answer.
        memory_bytes: of a worker beyond what it takes at rest.
        body_bytes: of a request.
        workers: queries answered at once.
        waiting: queries that may wait for a worker.
    """

    seconds: float = 10.0
    rows: int = 100_000
    answer_bytes: int = 50_000_000
    memory_bytes: int = 1_000_000_000
    body_bytes: int = 1_000_000
    workers: int = field(default_factory=lambda: max(2, os.cpu_count() or 1))
    waiting: int = 256
