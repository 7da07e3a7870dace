"""The tables of places tell what GeoNames and ISO 3166 tell that are installed."""

from collections.abc import Callable

import pytest

from kg.resolve import gazetteer
from kg.resolve.geonames import cities
from training import places


@pytest.mark.parametrize(("name", "table"), [("cities.tsv", places.certain), ("regions.txt", places.regions)])
def test_the_table_is_that_of_the_installed_sources(name: str, table: Callable[[], str]) -> None:
    assert (places.DATA / name).read_text(encoding="utf-8") == table(), "run `python -m training.places`"


def test_coordinates_are_those_of_every_city_and_of_no_country() -> None:
    known = {f"https://sws.geonames.org/{city['geonameid']}/": city for city in cities()}
    assert all(gazetteer.coordinates(iri) == (row["latitude"], row["longitude"]) for iri, row in known.items())
    assert not known.keys() & gazetteer._country_iris()
