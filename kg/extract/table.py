"""An Extraction as lines of text for people."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Event, Extraction

__all__ = ["table"]


def table(extraction: Extraction) -> str:
    """Return one line for each thing found, layer by layer, with the number of its sentence."""
    names = {cluster.id: cluster.name for cluster in extraction.clusters} | {None: "–"}
    document = extraction.document
    return "\n".join([f"{document.id}  {document.title}", *(f"  {row}" for row in _rows(extraction, names))])


def _rows(extraction: Extraction, names: dict[str | None, str]) -> Iterator[str]:
    for cluster in extraction.clusters:
        forms = sorted({mention.span.text for mention in cluster.mentions} - {cluster.name})
        yield f"{cluster.type:10}{cluster.name}" + (f"  ({', '.join(forms)})" if forms else "")
    for role in extraction.roles:
        at = names[role.organization]
        yield f"role      [{role.sentence}] {names[role.person]}: {role.title.text} @ {at} ({role.status})"
    for relation in extraction.relations:
        what = f"{names[relation.subject]} {relation.predicate} {names[relation.object]}"
        yield f"relation  [{relation.sentence}] {what}{_doubt(relation.modality, names[relation.source])}"
    for event in extraction.events:
        yield f"event     [{event.sentence}] {_event(event, names)}{_doubt(event.modality, names[event.source])}"
    for quote in extraction.quotes:
        yield f"quote     [{quote.sentence}] {names[quote.speaker]} ({quote.kind}): {quote.span.text}"
    for value in extraction.values:
        yield f"value     [{value.sentence}] {value.span.text} = {value.value} {value.unit} ({value.kind})"
    for link in extraction.open_relations:
        verb = f"{link.verb} {link.preposition}".strip()
        yield f"open      [{link.sentence}] {names[link.subject]} – {verb} – {names[link.object]}"


def _event(event: Event, names: dict[str | None, str]) -> str:
    fillers = (f"{a.role}={names[a.entity] if a.entity else a.span.text}" for a in event.arguments)
    return f"{event.type} “{event.trigger.text}” {', '.join(fillers)}"


def _doubt(modality: str, source: str) -> str:
    return "" if modality == "actual" else f"  [{modality}{'' if source == '–' else f', {source}'}]"
