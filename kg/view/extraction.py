"""An extraction → its article with mentions, quotations, values and evidence in colour, as a notebook shows it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from kg.view.marked import Mark, marked

if TYPE_CHECKING:
    from kg.model import Extraction

__all__ = ["extraction_html"]

COLOURS = {
    "PER": "#c4462f", "ORG": "#1f6aa5", "LOC": "#2e7d4f", "PRD": "#b87a06", "EVT": "#8a4f9e", "LAW": "#6c6a5a",
}  # fmt: skip
STYLE = (
    ".kg{font:15px/1.6 Georgia,serif;max-width:46em}.kg p{margin:0 0 .6em}.kg h3{margin:0 0 .4em}"
    ".kg .coref{border-bottom:1px dotted currentColor}.kg .value{border-bottom:1px dashed #888}"
    ".kg .quote{background:rgba(31,106,165,.1)}.kg .told{background:rgba(255,214,90,.28)}"
    ".kg table{font:13px/1.4 sans-serif;border-collapse:collapse}"
    ".kg td{text-align:left;vertical-align:top;padding:2px 14px 2px 0}"
) + "".join(f".kg .{type_}{{border-bottom:2px solid {colour}}}" for type_, colour in COLOURS.items())


def extraction_html(extraction: Extraction) -> str:
    """Return the article with its finds marked, and a table of what it states; every text of it is escaped."""
    text = extraction.document.text
    marks = list(_marks(extraction))
    parts: list[str] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            tag = "p" if parts else "h3"
            parts.append(f'<{tag} dir="auto">{marked(text, marks, at, at + len(line))}</{tag}>')
        at += len(line) + 1
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in _rows(extraction))
    table = f"<table>{rows}</table>" if rows else ""
    return f'<div class="kg"><style>{STYLE}</style>{"".join(parts)}{table}</div>'


def _marks(extraction: Extraction) -> Iterator[Mark]:
    names = _names(extraction)
    for cluster in extraction.clusters:
        for mention in cluster.mentions:
            yield Mark(mention.span.start, mention.span.end, cluster.type, f"{cluster.name} ({cluster.type})")
    for coref in extraction.corefs:
        yield Mark(coref.span.start, coref.span.end, "coref", f"= {names[coref.entity]}")
    for value in extraction.values:
        meaning = " ".join(part for part in (value.kind, value.value, value.unit) if part)
        yield Mark(value.span.start, value.span.end, "value", meaning)
    for quote in extraction.quotes:
        yield Mark(quote.span.start, quote.span.end, "quote", names[quote.speaker])
    stated = (extraction.roles, extraction.relations, extraction.events)
    for span in (item.span for layer in stated for item in layer):
        yield Mark(span.start, span.end, "told")


def _rows(extraction: Extraction) -> Iterator[tuple[str, str, str, str]]:
    """Yield what is stated: subject, predicate, object, and how: as a fact, or said, planned, denied by whom."""
    names = _names(extraction)

    def how(modality: str, source: str | None) -> str:
        return " ".join(part for part in (modality, f"({names[source]})" if source else "") if part)

    for role in extraction.roles:
        at = names[role.organization] if role.organization else ""
        title = f"{role.title.text} ({role.status})"
        yield names[role.person], title, at, how(role.modality, role.source)
    for relation in extraction.relations:
        yield (
            names[relation.subject],
            relation.predicate,
            names[relation.object],
            how(relation.modality, relation.source),
        )
    for event in extraction.events:
        told = "; ".join(f"{a.role}: {names[a.entity] if a.entity else a.span.text}" for a in event.arguments)
        yield event.trigger.text, event.type, told, how(event.modality, event.source)


def _names(extraction: Extraction) -> dict[str, str]:
    return {cluster.id: cluster.name for cluster in extraction.clusters}
