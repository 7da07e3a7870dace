"""A limit on the seconds that a piece of work may take, in this process."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["OverTimeError", "within"]


class OverTimeError(BaseException):
    """The time is up. No `Exception`, so that no `except Exception` of a foreign parser swallows it."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise where the block takes longer; 0 is no limit.

    The alarm of the system does it, which Python hears between two instructions and inside its regular expressions.
    Only the main thread hears it, and Windows has none: there the block takes the time it takes.

    Raises:
        OverTimeError: in the middle of the block.
    """
    if not seconds or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)  # and again each second, should a callback have eaten the first
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise OverTimeError
