"""Fields of a front matter, a record or a sidecar → `Metadata`; and what file names and addresses tell."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from kg.corpus.dates import in_address, in_name, read_date
from kg.corpus.lexicon import rows
from kg.corpus.record import Metadata

__all__ = [
    "FieldError",
    "fields_of",
    "from_fields",
    "from_path",
    "from_url",
    "language_code",
    "publisher_of",
    "read_yaml",
]

LONGEST = 2000
_SEPARATORS = re.compile(r"[\s_-]+")
_CODE = re.compile(r"[a-z]{2,12}(?:-[a-z0-9]{1,8})*")


class FieldError(ValueError):
    """A field holds what it cannot hold; the message names the field and its value."""


def fields_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that we know, under our names; the first column that has a value wins.

    >>> fields_of({"Judul": "Banjir", "isi_berita": "Air naik.", "topic": "cuaca"})
    {'title': 'Banjir', 'text': 'Air naik.'}
    """
    known = _columns()
    found: dict[str, tuple[int, Any]] = {}
    for name, value in row.items():
        field, rank = known.get(_SEPARATORS.sub("", str(name)).casefold(), ("", 0))
        if field and value not in (None, "") and rank < found.get(field, (99, None))[0]:
            found[field] = rank, value
    return {field: value for field, (_, value) in found.items()}


def from_fields(fields: Mapping[str, Any]) -> Metadata:
    """Return the metadata in fields under our names.

    Raises:
        FieldError: where a date is none or a value is no text.
    """
    text = {
        name: _line(name, fields.get(name)) for name in ("id", "title", "published", "publisher", "url", "language")
    }
    published = text.pop("published")
    try:
        day = read_date(published) if published else None
    except ValueError as error:
        raise FieldError(f"date {published!r} is no date: write it as 2017-01-31") from error
    text["language"] = language_code(text["language"])
    return Metadata(published=day, **text)


def from_path(source: str) -> Metadata:
    """Return what a file's name tells: a date in it, or folders named by year, month and day."""
    path = PurePosixPath(source)
    return Metadata(published=in_name(path.name) or in_address("/" + str(path.parent) + "/"))


def from_url(url: str) -> Metadata:
    """Return what an address tells: the day in its path, and the site as publisher."""
    return Metadata(published=in_address(url), publisher=publisher_of(url))


def publisher_of(url: str) -> str:
    """Return the site of an address without its subdomains, "" where there is none.

    >>> publisher_of("https://finance.detik.com/d-1"), publisher_of("https://www.rri.co.id/a"), publisher_of("kosong")
    ('detik.com', 'rri.co.id', '')
    """
    try:
        host = (urlsplit(url).hostname or "") if url.startswith(("http://", "https://")) else ""
    except ValueError:
        return ""
    labels = host.split(".")
    if len(labels) < 2 or not labels[-1].isalpha():
        return host if host.isascii() and not labels[-1].isdigit() else ""
    second_level = len(labels[-1]) == 2 and len(labels[-2]) <= 3 and len(labels) > 2
    return ".".join(labels[-3 if second_level else -2 :])


def language_code(text: str) -> str:
    """Return a language's code in two letters where it has one.

    >>> language_code("id-ID"), language_code("Indonesian"), language_code("en_GB")
    ('id', 'id', 'en')
    """
    code = text.strip().casefold().replace("_", "-")
    if code and not _CODE.fullmatch(code):
        raise FieldError(f"language {text!r} is no language code: write it as id")
    main = code.partition("-")[0]
    return _languages().get(main, main)


def read_yaml(text: str) -> dict[str, Any]:
    """Return the mapping in a YAML or JSON text, every scalar as it is spelled.

    Raises:
        FieldError: where it is no mapping, or no YAML.
    """
    import yaml  # for front matter and sidecars alone

    try:
        row = json.loads(text) if text.lstrip().startswith("{") else yaml.load(text, yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        raise FieldError(f"broken YAML{where}: {getattr(error, 'problem', None) or 'not readable'}") from error
    except (ValueError, RecursionError) as error:
        raise FieldError(f"broken metadata: {error}") from error
    if row is None or row == "":
        return {}
    if not isinstance(row, dict):
        raise FieldError("metadata must be lines of the form `title: …`")
    return row


def _line(name: str, value: Any) -> str:
    """Return a field's value on one line."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise FieldError(f"{name} must be text, not {type(value).__name__}")
    text = " ".join(str(value).split())
    if len(text) > LONGEST:
        raise FieldError(f"{name} is longer than {LONGEST} characters")
    if not _encodable(text):
        raise FieldError(f"{name} holds a lone surrogate (\\ud800 to \\udfff)")
    return "".join(char for char in text if char.isprintable())


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


@cache
def _columns() -> dict[str, tuple[str, int]]:
    return {name: (field, rank) for field, *names in rows("columns.tsv") for rank, name in enumerate(names)}


@cache
def _languages() -> dict[str, str]:
    return {name: code for code, *names in rows("languages.tsv") for name in names}
