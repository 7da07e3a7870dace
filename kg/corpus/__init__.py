"""Sources → `Document`s, one by one: files and folders in, clean articles with their metadata out."""

from __future__ import annotations

from kg.corpus.documents import clean
from kg.corpus.edits import Change, Cleaned
from kg.corpus.readers import READERS
from kg.corpus.reading import read, read_cleaned
from kg.corpus.record import Failure, Limits, Metadata

__all__ = ["READERS", "Change", "Cleaned", "Failure", "Limits", "Metadata", "clean", "read", "read_cleaned"]
