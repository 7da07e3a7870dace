"""The types that pass between the rooms: frozen, made of tuples, free of spaCy and rdflib.

Offsets are half-open positions in Unicode code points of `Document.text`; sentences are numbered from 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = [
    "ENTITY_TYPES",
    "EVENT_TYPES",
    "LEAST",
    "MODALITIES",
    "PREDICATES",
    "SYMMETRIC",
    "Argument",
    "Cluster",
    "Coref",
    "Document",
    "Entity",
    "Event",
    "Extraction",
    "Link",
    "Mention",
    "OpenRelation",
    "Quote",
    "Relation",
    "Role",
    "Span",
    "Value",
]

ENTITY_TYPES = ("PER", "ORG", "LOC", "EVT", "PRD", "LAW")
MODALITIES = ("actual", "claimed", "planned", "denied", "possible")
#: confidences are shares of right ones: below this, most readings of that kind are wrong
LEAST = 0.5
EVENT_TYPES = (
    "Meeting", "Visit", "Transaction", "Agreement", "Plan", "Policy", "Appointment", "Departure", "Launch", "Closure",
    "Crime", "Arrest", "LegalProceeding", "Sentencing", "Accident", "Disaster", "Death", "Protest", "Election",
    "Competition",
)  # fmt: skip

#: predicate → (types of the subject, types of the object)
PREDICATES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    name: (frozenset(subject.split()), frozenset(object_.split()))
    for name, subject, object_ in (
        ("affiliation", "PER", "ORG"),
        ("memberOf", "PER ORG LOC", "ORG"),
        ("founderOf", "PER ORG", "ORG PRD"),
        ("owns", "PER ORG LOC", "ORG PRD LOC"),
        ("subOrganizationOf", "ORG", "ORG LOC"),
        ("partnerOf", "ORG LOC PER", "ORG LOC PER"),
        ("competitorOf", "ORG PER LOC PRD", "ORG PER LOC PRD"),
        ("sellsOn", "ORG PRD PER", "PRD ORG"),
        ("produces", "ORG PER LOC", "PRD EVT"),
        ("basedIn", "ORG", "LOC"),
        ("locatedIn", "LOC", "LOC"),
        ("livesIn", "PER", "LOC"),
        ("bornIn", "PER", "LOC"),
        ("citizenOf", "PER", "LOC"),
        ("educatedAt", "PER", "ORG"),
        ("spouse", "PER", "PER"),
        ("siblingOf", "PER", "PER"),
        ("relativeOf", "PER", "PER"),
        ("parentOf", "PER", "PER"),
        ("successorOf", "PER", "PER"),
        ("praises", "PER ORG LOC", "PER ORG LOC EVT PRD LAW"),
        ("criticizes", "PER ORG LOC", "PER ORG LOC EVT PRD LAW"),
        ("participatesIn", "PER ORG LOC", "EVT"),
        ("organizes", "PER ORG LOC", "EVT"),
        ("heldIn", "EVT", "LOC"),
        ("issuedBy", "LAW", "ORG PER LOC"),
    )
}
SYMMETRIC = frozenset({"partnerOf", "competitorOf", "spouse", "siblingOf", "relativeOf"})


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` of a document, and what stands there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One article: cleaned text (headline, blank line, body; LF; NFC) and what is known about it.

    `sentences` are bounds given by the source, or None where the pipeline finds them.
    """

    id: str
    text: str
    title: str = ""
    published: date | None = None
    publisher: str = ""
    url: str = ""
    language: str = "id"
    source: str = ""
    sentences: tuple[tuple[int, int], ...] | None = None

    def span(self, start: int, end: int) -> Span:
        """Return the span with its text; the one place where a quote is cut out."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"span {start}:{end} lies outside the {len(self.text)} characters of {self.id!r}")
        return Span(start, end, self.text[start:end])


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text."""

    span: Span
    type: str
    sentence: int
    confidence: float = 1.0
    method: str = ""


@dataclass(frozen=True, slots=True)
class Cluster:
    """One thing of an article: its fullest name and every mention, in order of the text; `id` is e1, e2, …."""

    id: str
    type: str
    name: str
    mentions: tuple[Mention, ...]
    confidence: float = 1.0
    method: str = ""


@dataclass(frozen=True, slots=True)
class Coref:
    """A pronoun or description, as the whole written word ("katanya"), that stands for a cluster."""

    span: Span
    sentence: int
    entity: str
    confidence: float = 1.0
    method: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A date, amount, percentage or counted quantity.

    `value` is a number in decimal notation ("15000000000", "2.65") or ISO 8601 ("2017-01-09", "2017-01",
    "2025-09-16/2025-09-17"), "" where a date cannot be resolved; `unit` an ISO 4217 code, "%", the counted noun, or "".
    """

    span: Span
    kind: str
    value: str
    unit: str
    sentence: int
    confidence: float = 1.0
    method: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """`person` holds, held or will hold the position `title` at `organization`; `span` is the evidence."""

    person: str
    title: Span
    organization: str | None
    status: str
    sentence: int
    span: Span
    modality: str = "actual"
    source: str | None = None
    confidence: float = 1.0
    method: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """One of the fixed predicates between two clusters."""

    subject: str
    predicate: str
    object: str
    sentence: int
    span: Span
    modality: str = "actual"
    source: str | None = None
    confidence: float = 1.0
    method: str = ""


@dataclass(frozen=True, slots=True)
class OpenRelation:
    """A clause in which a verb links two clusters: subject, verb lemma, preposition ("" where none), object."""

    subject: str
    verb: str
    preposition: str
    object: str
    sentence: int
    span: Span
    modality: str = "actual"
    source: str | None = None
    confidence: float = 1.0
    method: str = ""


@dataclass(frozen=True, slots=True)
class Argument:
    """One participant of an event: `entity` (a cluster id) or, where None, the literal in `span`."""

    role: str
    entity: str | None
    span: Span
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or is said to: type, trigger word, arguments; `span` is the evidence."""

    type: str
    trigger: Span
    sentence: int
    arguments: tuple[Argument, ...]
    span: Span
    modality: str = "actual"
    source: str | None = None
    confidence: float = 1.0
    method: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that reports speech of `speaker`; `span` is the speech, `cue` the reporting word or None."""

    sentence: int
    speaker: str
    kind: str
    cue: Span | None
    span: Span
    confidence: float = 1.0
    method: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document says, before anything outside it is known. `sentences` are the bounds numbered from 1."""

    document: Document
    sentences: tuple[tuple[int, int], ...]
    clusters: tuple[Cluster, ...] = ()
    corefs: tuple[Coref, ...] = ()
    values: tuple[Value, ...] = ()
    quotes: tuple[Quote, ...] = ()
    roles: tuple[Role, ...] = ()
    relations: tuple[Relation, ...] = ()
    events: tuple[Event, ...] = ()
    open_relations: tuple[OpenRelation, ...] = ()
    version: str = ""

    def _repr_html_(self) -> str:
        from kg.view.extraction import extraction_html  # what a notebook shows; nothing else here knows of pages

        return extraction_html(self)


@dataclass(frozen=True, slots=True)
class Link:
    """An entity of a knowledge base outside: its IRI, how sure, and why."""

    iri: str
    score: float
    reason: str
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing in the world over the corpus; `members` are (document id, cluster id), `reasons` why they merged."""

    iri: str
    type: str
    name: str
    aliases: tuple[str, ...]
    members: tuple[tuple[str, str], ...]
    links: tuple[Link, ...] = ()
    reasons: tuple[str, ...] = ()
