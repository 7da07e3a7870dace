"""Quads in Oxigraph; SPARQL as text through one function; what is stored, read back as facts with their evidence."""

from kg.store.quadstore import load, open_store
from kg.store.query import Result, query

__all__ = ["Result", "load", "open_store", "query"]
