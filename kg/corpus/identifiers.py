"""Document ids: safe in IRIs and file names, the same in any order of sources."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

__all__ = ["digest", "identifier", "slug"]

LONGEST = 80
_SAFE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?")
_UNSAFE = re.compile(r"[^a-z0-9]+")
#: Windows opens devices under these names, whatever their extension
_DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")


def identifier(text: str) -> str:
    """Return an id that the source gave: as it is where it is safe, else a slug of it with a hash.

    >>> identifier("n0010"), identifier("berita/10")
    ('n0010', 'berita-10-0ee8d18f')
    """
    if _SAFE.fullmatch(text) and ".." not in text and not _DEVICES.fullmatch(text):
        return text
    return f"{slug(text)}-{digest(text)}"


def slug(text: str) -> str:
    """Return lower-case ASCII words joined by hyphens.

    >>> slug("ekonomi/Harga Café naik!")
    'ekonomi-harga-cafe-naik'
    """
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    found = _UNSAFE.sub("-", plain.lower()).strip("-")[:LONGEST].strip("-")
    return f"doc-{found}" if not found or _DEVICES.fullmatch(found) else found


def digest(text: str) -> str:
    """Return eight hexadecimal digits that stand for the text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
