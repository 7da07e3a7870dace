"""Events → claims about the one node of a happening, one claim for each argument."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from kg.model import LEAST, Argument, Event, Span
from kg.ontology import labels, term
from kg.rdf import literals
from kg.rdf.claims import Claim
from kg.rdf.iris import Iris

__all__ = ["claims", "label", "people", "reported"]

ROLES = {
    "agent": "kg:agent",
    "patient": "kg:patient",
    "place": "schema:location",
    "time": "kg:time",
    "amount": "kg:amount",
    "topic": "kg:topic",
}


def claims(
    event: Event,
    node: ox.NamedNode,
    nodes: Mapping[str, ox.NamedNode],
    values: Mapping[Span, ox.NamedNode],
    language: str,
) -> Iterator[tuple[Claim, Argument | None]]:
    """Yield the claim that the event has its type, then one for each argument, with the argument.

    `nodes` are by cluster id, `values` by where they stand; what is neither is text in the `language`. Who likelier
    takes no part in an event than some is possible at most, though the event is a fact.
    """
    source = nodes[event.source] if event.source else None
    yield Claim(node, term("rdf:type"), term(f"kg:{event.type}"), event.modality, source), None
    for argument in event.arguments:
        filler: ox.NamedNode | ox.Literal
        if argument.entity:
            filler = nodes[argument.entity]
        else:
            filler = values.get(argument.span) or literals.text(argument.span.text, language)
        doubted = event.modality == "actual" and argument.confidence < LEAST
        modality = "possible" if doubted else event.modality
        yield Claim(node, term(ROLES[argument.role]), filler, modality, source), argument


def reported(event: Event, node: ox.NamedNode, iris: Iris) -> Iterator[ox.Quad]:
    """Yield the node of an event that is not a fact: what kind it would be, never that it is one."""
    graph = iris.provenance
    yield ox.Quad(node, term("rdf:type"), term("kg:ReportedEvent"), graph)
    yield ox.Quad(node, term("kg:eventType"), term(f"kg:{event.type}"), graph)
    yield ox.Quad(node, term("kg:modality"), term(f"kg:{event.modality}"), graph)


def people(event: Event, called: Mapping[str, str]) -> Iterator[str]:
    """Yield the names of who acts in an event or is acted on, where that is likelier than not."""
    for argument in event.arguments:
        if argument.entity and argument.role in {"agent", "patient"} and argument.confidence >= LEAST:
            yield called[argument.entity]


def label(type_: str, names: list[str], modality: str = "actual") -> str:
    """Return what people read for an event: its type, how sure, and who takes part."""
    kind = labels()[f"kg:{type_}"]
    doubt = "" if modality == "actual" else f" ({labels()[f'kg:{modality}']})"
    return f"{kind}{doubt}: {', '.join(dict.fromkeys(names))}" if names else f"{kind}{doubt}"
