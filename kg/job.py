"""What a build has in hand once its articles are extracted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kg.intake import Tally
from kg.settings import Settings
from kg.spool import Spool
from kg.spread import Spread

__all__ = ["Job"]


@dataclass(frozen=True, slots=True)
class Job:
    """The folder of the graph, the one beside it to build in, the extractions and what was counted of them.

    `progress` is called with the stage and the number of documents done; `spread` is the cluster that works for it.
    """

    folder: Path
    built: Path
    spool: Spool
    tally: Tally
    settings: Settings
    progress: Callable[[str, int], None] = lambda _stage, _done: None
    spread: Spread | None = None
