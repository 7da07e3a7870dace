"""Quads in Oxigraph; SPARQL as text through one function; what is stored, read back as facts with their evidence."""

from kg.store.quadstore import Loader, open_store
from kg.store.query import Result, query

__all__ = ["Loader", "Result", "open_store", "query"]
