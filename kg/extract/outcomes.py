"""What goes to the processes that extract, and what comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from kg.model import Document, Extraction

__all__ = ["TOGETHER", "Group", "Outcome", "Work"]

#: Documents parsed together: twice as fast as one by one, and hardly faster with more (benchmarks/README.md).
TOGETHER = 8

#: a document with its extraction, or with the reason why there is none
Outcome: TypeAlias = tuple[Document, Extraction | str]
#: documents that are parsed together
Group: TypeAlias = tuple[Document, ...]
Work: TypeAlias = Callable[[Group], list[Extraction | str]]
