"""What is likelier misread than read is no fact: it enters the graph as possible, whatever the text seems to say."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from kg.model import LEAST, Event, Extraction, Relation, Role

__all__ = ["LEAST", "cautious"]

Told = TypeVar("Told", Role, Relation, Event)


def cautious(extraction: Extraction) -> Extraction:
    """Return the extraction with every role, relation and event of less confidence than `LEAST` possible at most.

    What takes part in an event is left as it was read: `kg.rdf.events` hedges it one by one.
    """
    return replace(
        extraction,
        roles=tuple(map(_hedged, extraction.roles)),
        relations=tuple(map(_hedged, extraction.relations)),
        events=tuple(map(_hedged, extraction.events)),
    )


def _hedged(told: Told) -> Told:
    return replace(told, modality="possible") if told.modality == "actual" and told.confidence < LEAST else told
