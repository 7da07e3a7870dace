"""Parsers that others wrote: brought in where they are needed, and whatever they raise told in one line."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

__all__ = ["BrokenError", "module", "reading"]


class BrokenError(ValueError):
    """A file cannot be read; the message is the reason."""


def module(name: str, *, what: str, extra: str) -> Any:
    """Return a module of an extra, quiet: what it would log stands in the reason.

    Raises:
        BrokenError: where it is not installed; the message names the extra.
    """
    try:
        found = import_module(name)
    except ImportError as error:
        raise BrokenError(f"is {what}: install the extra {extra} (pip install 'kg[{extra}]')") from error
    logging.getLogger(name.partition(".")[0]).setLevel(logging.CRITICAL + 1)
    return found


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Translate whatever a parser raises on a damaged file.

    Raises:
        BrokenError: in place of any other exception.
    """
    try:
        yield
    except BrokenError:
        raise
    except Exception as error:  # a parser of others may raise anything
        said = " ".join(str(error).split())[:120]
        raise BrokenError(f"cannot be read as {what}: {said or type(error).__name__}") from error
