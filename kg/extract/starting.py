"""How a process that extracts begins: without PyTorch, which nothing of ours needs, and with an end to its life."""

from __future__ import annotations

import os
import sys
from functools import partial
from multiprocessing import connection, parent_process
from threading import Thread
from types import ModuleType
from typing import cast

__all__ = ["begin", "follow", "is_spared", "spare"]

#: what thinc imports where it is installed, 1.4 s for PyTorch; the pipelines of kg run on NumPy
FRAMEWORKS = ("cupy", "torch")


def spare() -> None:
    """Have thinc start without the frameworks that are not imported yet; they can be imported afterwards.

    For a process that reads with the pipelines of kg alone: thinc looks for them once. None in `sys.modules` is how
    the import system is told that a module is not there.
    """
    if "thinc.compat" in sys.modules:
        return
    hidden = [name for name in FRAMEWORKS if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden, cast("ModuleType", None)))
    try:
        import thinc.compat  # noqa: F401
    finally:
        for name in hidden:
            del sys.modules[name]
    _without_commands()


def _without_commands() -> None:
    """Have spaCy start without its command line, 0.3 s for clients of HTTP; `import spacy.cli` gives it afterwards."""
    if "spacy" in sys.modules:
        return
    commands, info = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    info.info = None  # type: ignore[attr-defined]
    sys.modules |= {"spacy.cli": commands, "spacy.cli.info": info}
    try:
        import spacy  # noqa: F401
    finally:
        del sys.modules["spacy.cli"], sys.modules["spacy.cli.info"]


def is_spared() -> bool:
    """Return whether thinc has started in this process, and found no framework."""
    compat = sys.modules.get("thinc.compat")
    return compat is not None and not compat.has_torch and not compat.has_cupy


def begin() -> partial[None]:
    """Return what a worker of this process does first."""
    return partial(_begin, spared=is_spared())


def _begin(*, spared: bool) -> None:
    follow()
    if spared:
        spare()


def follow() -> None:
    """End this process when the one that started it is gone: killed, it can tell nobody."""
    parent = parent_process()
    if parent:
        Thread(target=lambda: (connection.wait([parent.sentinel]), os._exit(1)), daemon=True).start()
