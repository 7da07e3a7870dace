"""Indonesian news in, a traceable knowledge graph out.

>>> import kg
>>> kg.__version__
'0.1.0'
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.build import build
    from kg.extract.pipeline import extract
    from kg.graph import open_graph as open  # noqa: A004 - reads as kg.open(folder)

__all__ = ["__version__", "build", "extract", "open"]

__version__ = "0.1.0"

#: public name → (module, name there); loaded when first used, so that `import kg` and `kg --help` are quick
_LAZY = {
    "build": ("kg.build", "build"),
    "extract": ("kg.extract.pipeline", "extract"),
    "open": ("kg.graph", "open_graph"),
}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module 'kg' has no attribute {name!r}; it has {', '.join(__all__)}")
    from importlib import import_module

    module, attribute = _LAZY[name]
    return getattr(import_module(module), attribute)


class _Package(ModuleType):
    """The package with its functions in front of submodules of the same name: `kg.build` stays the function."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _LAZY and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
