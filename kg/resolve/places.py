"""Keys of places: city, regency and province forms of one name, and places that only their region tells apart."""

from __future__ import annotations

from functools import cache

from kg.resolve import lexicon

__all__ = ["ends_in_region", "is_local", "is_region", "of_unit", "place"]

LEVELS = ("kota", "kabupaten", "provinsi", "pulau")


def place(words: str) -> str:
    """Return the key of a place whose abbreviations are written out.

    >>> place("kabupaten gresik"), place("kota bandung"), place("kabupaten bandung"), place("provinsi jawa tengah")
    ('gresik', 'bandung', 'kabupaten bandung', 'jawa tengah')
    """
    level, _, name = words.partition(" ")
    table = lexicon.units()["places"]
    if level not in LEVELS or not name:
        return words
    if level == "pulau":
        return name if name in table["islands"] else words
    if level == "kabupaten" and name in table["both"]:
        return words
    if level == "kota" and (name in table["provinces_too"] or name in ("pahlawan", "kembang", "tua", "baru")):
        return words
    return words if level == "provinsi" and name in table["both"] and name not in table["provinces_too"] else name


def of_unit(words: str) -> str:
    """Return the key of a body with "kabupaten" and "kota" left out where no city and regency share the name.

    >>> of_unit("dinas kesehatan kabupaten gresik"), of_unit("kepolisian resor kota besar palembang")
    ('dinas kesehatan gresik', 'kepolisian resor kota besar palembang')
    """
    for level in ("kabupaten", "kota", "provinsi"):
        head, found, name = words.partition(f" {level} ")
        plain = name and name not in lexicon.units()["places"]["both"] and is_region(name)
        if found and plain and head not in ("pemerintah", "kepolisian resor"):
            return f"{head} {name}"
    return words


@cache
def _regions() -> frozenset[str]:
    """Return cities of Indonesia (GeoNames) and its provinces (ISO 3166-2), as keys (training/places.py)."""
    found = set((lexicon.DATA / "regions.txt").read_text(encoding="utf-8").splitlines()[1:])
    known = {row[3] for row in lexicon._forms() if row[0] == "LOC" and row[1] == "part"}
    return frozenset(found | known | set(lexicon.units()["places"]["both"])) - {"kota", "kabupaten", "desa", "jalan"}


def is_region(name_key: str) -> bool:
    """Return whether the key is a known city, regency or province of Indonesia."""
    return name_key in _regions() or name_key.removeprefix("kabupaten ") in _regions()


def ends_in_region(name_key: str) -> bool:
    """Return whether the last one to three words of the key are a region."""
    words = name_key.split()
    return any(" ".join(words[-n:]) in _regions() for n in range(1, min(4, len(words))))


def is_local(name_key: str) -> bool:
    """Return whether the key names a village, a street or another place of which there are many.

    >>> is_local("jalan pahlawan"), is_local("jakarta pusat")
    (True, False)
    """
    head, _, rest = name_key.partition(" ")
    return bool(rest) and head in lexicon.units()["places"]["local"]
