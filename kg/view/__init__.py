"""A networkx graph → one HTML page that needs no network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.view.neighbourhood import neighbourhood
    from kg.view.page import page, write

__all__ = ["neighbourhood", "page", "write"]

_WHERE = {"neighbourhood": "kg.view.neighbourhood", "page": "kg.view.page", "write": "kg.view.page"}


def __getattr__(name: str) -> Any:
    """Load what draws when it is used: a server that only marks texts does without."""
    if name not in _WHERE:
        raise AttributeError(f"module 'kg.view' has no attribute {name!r}; it has {', '.join(__all__)}")
    from importlib import import_module

    return getattr(import_module(_WHERE[name]), name)
