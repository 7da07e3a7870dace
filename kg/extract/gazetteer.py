"""What is known of places by their names: level and province, from CLDR and GeoNames (`training.relations_places`)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

__all__ = ["gazetteer", "level"]

TABLE = Path(__file__).with_name("data") / "relations_places.tsv"
_LEVELS = frozenset(
    ["negara", "provinsi", "kabupaten", "kota", "kecamatan", "kelurahan", "desa", "dusun", "jalan", "gedung", "pulau"]
)


@lru_cache(maxsize=1)
def gazetteer() -> dict[str, tuple[str, str]]:
    """Return the level and the province of place names in lower case."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {name: (kind, parent) for name, kind, parent in rows}


@lru_cache(maxsize=4096)
def level(forms: frozenset[str]) -> tuple[str, str]:
    """Return the level of the place with these forms, in lower case, and its province; "" where it is not known."""
    found = sorted(gazetteer()[form] for form in forms if form in gazetteer())
    words = sorted(form.split()[0] for form in forms if " " in form)
    named = next((word for word in words if word in _LEVELS), "")
    if named:
        rest = sorted(form.split(" ", 1)[1] for form in forms if form.startswith(f"{named} "))
        return named, next((gazetteer()[r][1] for r in rest if r in gazetteer()), "")
    return found[0] if found else ("", "")
