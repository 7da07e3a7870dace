"""Quads → N-Quads, some at a time: what the store loads and what an order of quads is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import pyoxigraph as ox

__all__ = ["nquads"]

#: quads that are held at once
AT_ONCE = 50_000


def nquads(quads: Iterable[ox.Quad], *, at_once: int = AT_ONCE) -> Iterator[bytes]:
    r"""Yield the quads as N-Quads, each on a line.

    >>> a = ox.NamedNode("a:a")
    >>> list(nquads([ox.Quad(a, a, ox.Literal("b\n"))] * 3, at_once=2))
    [b'<a:a> <a:a> "b\\n" .\n<a:a> <a:a> "b\\n" .\n', b'<a:a> <a:a> "b\\n" .\n']
    """
    rest = iter(quads)
    while held := list(islice(rest, at_once)):
        yield ox.serialize(held, format=ox.RdfFormat.N_QUADS) or b""
