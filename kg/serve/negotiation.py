"""An Accept header and what is offered → what to send (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["best"]


def best(accept: str, offered: Sequence[str]) -> str | None:
    """Return the offered media type that a client likes most, the first of equals, None where it takes none.

    >>> best("text/html;q=0.5, text/turtle", ["text/html", "text/turtle"])
    'text/turtle'
    >>> best("*/*", ["text/html", "text/turtle"])
    'text/html'
    >>> best("image/png", ["text/html"]) is None
    True
    """
    ranges = [_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    likings = [max(_liking(type_, ranges), default=(0, 0.0))[1] for type_ in offered]
    most = max(likings, default=0.0)
    return offered[likings.index(most)] if most > 0 else None


def _range(text: str) -> tuple[str, float]:
    type_, *parameters = (part.strip().lower() for part in text.split(";"))
    for name, _, value in (parameter.partition("=") for parameter in parameters):
        if name.strip() == "q":
            try:
                return type_, max(0.0, min(1.0, float(value)))
            except ValueError:
                return type_, 0.0
    return type_, 1.0


def _liking(type_: str, ranges: Sequence[tuple[str, float]]) -> list[tuple[int, float]]:
    """Return how narrow each range that fits is, with its weight."""
    family = type_.partition("/")[0] + "/*"
    return [(("*/*", family, type_).index(name), weight) for name, weight in ranges if name in ("*/*", family, type_)]
