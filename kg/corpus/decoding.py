"""Bytes in, text out: the encoding is found from the bytes, and what is no text at all is told apart."""

from __future__ import annotations

import codecs
import re
from functools import cache

from kg.corpus.lexicon import rows

__all__ = ["NotTextError", "decode"]

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")


class NotTextError(ValueError):
    """The bytes are no text; the message says what they look like."""


def decode(raw: bytes) -> tuple[str, str]:
    r"""Return the text and the name of its encoding; bytes that the encoding does not know become U+FFFD.

    Raises:
        NotTextError: where the bytes hold an image, a program, a PDF or the like.

    >>> decode("harga naik 5\u2013".encode("cp1252"))
    ('harga naik 5–', 'windows-1252')
    """
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, errors="replace"), encoding
    for magic, kind in _signatures():
        if raw.startswith(magic):
            raise NotTextError(f"looks like {kind}, not text")
    if (at := raw.find(b"\0")) >= 0:
        return _wide(raw, at)
    if len(_CONTROLS.findall(raw[:65536])) * 20 > len(raw[:65536]):
        raise NotTextError("is binary: full of control characters")
    return _narrow(raw)


def _wide(raw: bytes, at: int) -> tuple[str, str]:
    """Return UTF-16 without a mark: Latin text leaves every second byte zero."""
    head = raw[:4096]
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if zeros.count(0) > 0.6 * len(zeros) and head.count(0) < 0.6 * len(head):
            return raw.decode(encoding, errors="replace"), encoding
    raise NotTextError(f"is binary: a zero byte at offset {at}")


def _narrow(raw: bytes) -> tuple[str, str]:
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text = raw.decode("utf-8", errors="replace")
    bad = text.count("�")
    whole = sum(ord(char) > 127 for char in text) - bad
    if whole >= bad:  # UTF-8 that was cut or damaged: reading it as Windows-1252 would spoil the good part
        return text, "utf-8"
    return raw.decode("windows-1252", errors="replace"), "windows-1252"


@cache
def _signatures() -> tuple[tuple[bytes, str], ...]:
    return tuple((bytes.fromhex(magic), kind) for magic, kind in rows("signatures.tsv"))
