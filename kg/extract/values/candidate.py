"""What might be a value: its characters and tokens, its kind, and how it reads."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Candidate"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible value: characters `start` to `end`, tokens `first` to `last` (half-open), its reading and the rule."""

    start: int
    end: int
    first: int
    last: int
    kind: str
    value: str
    unit: str
    rule: str
