"""Sources → `Document`s, one by one: files and folders in, clean articles with their metadata out."""

from __future__ import annotations

from kg.corpus.documents import clean
from kg.corpus.edits import Change, Cleaned
from kg.corpus.readers import READERS
from kg.corpus.reading import Found, read, read_changed, read_cleaned
from kg.corpus.record import Failure, Kept, Limits, Metadata, Place

__all__ = [
    "READERS",
    "Change",
    "Cleaned",
    "Failure",
    "Found",
    "Kept",
    "Limits",
    "Metadata",
    "Place",
    "clean",
    "read",
    "read_changed",
    "read_cleaned",
]
