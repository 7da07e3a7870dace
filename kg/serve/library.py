"""The folder that is served: its current graph, opened anew when a build or a decision has switched to another."""

from __future__ import annotations

import threading
from pathlib import Path

from kg.generation import current
from kg.graph import Graph, open_graph
from kg.store.search import Index

__all__ = ["Library"]


class Library:
    """Gives the graph and the search index of the folder's current generation to any thread."""

    def __init__(self, folder: Path) -> None:
        """Open the folder.

        Raises:
            OutputError: where it holds no graph, or one without a search index.
        """
        self.folder = folder
        self.deciding = threading.Lock()
        self._lock = threading.Lock()
        self._store, self._graph, self._index = self._opened()

    def store_path(self) -> Path:
        """Return where the store of the current graph lies."""
        self._follow()
        return self._store

    def graph(self) -> Graph:
        """Return the current graph."""
        self._follow()
        return self._graph

    def index(self) -> Index:
        """Return the search index of the current graph."""
        self._follow()
        return self._index

    def _follow(self) -> None:
        if current(self.folder) != self._store:
            with self._lock:
                self._store, self._graph, self._index = self._opened()

    def _opened(self) -> tuple[Path, Graph, Index]:
        graph = open_graph(self.folder)
        store = current(self.folder)
        return store, graph, Index(store)
