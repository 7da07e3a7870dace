"""What an extraction depends on beside its article, told without loading any of it."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

__all__ = ["version"]


@cache
def version() -> str:
    """Return what identifies the extractor: SHA-256 over the code, the lexicons and the weights, 16 digits."""
    package = Path(__file__).parents[1]
    found = hashlib.sha256()
    for folder in ("extract", "language"):
        for path in sorted((package / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                found.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]
