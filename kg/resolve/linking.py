"""Entities → links to knowledge bases outside."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Entity, Link
from kg.resolve import gazetteer
from kg.resolve.profiles import Profile

__all__ = ["Knowledge", "links"]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A knowledge base of the user."""


def links(entity: Entity, members: list[Profile], knowledge: Knowledge | None) -> tuple[Link, ...]:
    """Return what the entity is elsewhere."""
    if entity.type != "LOC":
        return ()
    names = (entity.name, *entity.aliases)
    code = next((c for name in names if (c := gazetteer.country(name))), None)
    return gazetteer.links(names, code)
