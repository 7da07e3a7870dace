"""How a process that extracts begins: without PyTorch, which nothing of ours needs, and with an end to its life."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from functools import partial
from importlib import import_module
from multiprocessing import connection, parent_process
from threading import Thread
from types import ModuleType
from typing import cast

__all__ = ["begin", "follow", "is_spared", "settle", "spare", "spare_later"]

#: what thinc and the reader of its settings import where it is installed: 1.4 s for PyTorch, 0.1 s for a pydantic of
#: before; the pipelines of kg run on NumPy
FRAMEWORKS = ("cupy", "torch", "pydantic.v1")
#: not empty where `spare_later` was called
_wished: list[bool] = []


def spare() -> None:
    """Have thinc and spaCy start without what the pipelines of kg do not use; it can be imported afterwards.

    For a process that reads with these pipelines alone: thinc looks for frameworks once; spaCy's command line is 0.3 s
    for clients of HTTP; the exceptions of its Indonesian tokenizer, 0.06 s, are not those of ours.
    """
    if "thinc.compat" in sys.modules:
        return
    _import("thinc.compat", dict.fromkeys(FRAMEWORKS))
    commands, info, exceptions = map(ModuleType, ("spacy.cli", "spacy.cli.info", "spacy.lang.id.tokenizer_exceptions"))
    info.info = None  # type: ignore[attr-defined]
    exceptions.TOKENIZER_EXCEPTIONS = {}  # type: ignore[attr-defined]
    _import("spacy", {module.__name__: module for module in (commands, info)})
    _import("spacy.lang.id", {exceptions.__name__: exceptions})


def spare_later() -> None:
    """Have `settle` do what `spare` does: for a process that may end without reading."""
    _wished.append(True)


def settle() -> None:
    """Do what was put off by `spare_later`, before spaCy is imported."""
    if _wished:
        spare()


def _import(name: str, instead: Mapping[str, ModuleType | None]) -> None:
    """Import a module while others that are not imported yet are taken to be these, None for one that is not there.

    None in `sys.modules` is how the import system is told so.
    """
    hidden = {other: module for other, module in instead.items() if other not in sys.modules}
    sys.modules.update(cast("Mapping[str, ModuleType]", hidden))
    try:
        import_module(name)
    finally:
        for other in hidden:
            del sys.modules[other]


def is_spared() -> bool:
    """Return whether thinc has started in this process, and found no framework."""
    compat = sys.modules.get("thinc.compat")
    return compat is not None and not compat.has_torch and not compat.has_cupy


def begin() -> partial[None]:
    """Return what a worker of this process does first."""
    return partial(_begin, spared=bool(_wished) or is_spared())


def _begin(*, spared: bool) -> None:
    follow()
    if spared:
        spare()


def follow() -> None:
    """End this process when the one that started it is gone: killed, it can tell nobody."""
    parent = parent_process()
    if parent:
        Thread(target=lambda: (connection.wait([parent.sentinel]), os._exit(1)), daemon=True).start()
