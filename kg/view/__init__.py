"""A networkx graph → one HTML page that needs no network."""

from kg.view.neighbourhood import neighbourhood
from kg.view.page import page, write

__all__ = ["neighbourhood", "page", "write"]
