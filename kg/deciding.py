"""Decisions of a person about a built graph: what each would change, and the graph rebuilt under it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox

from kg import generation
from kg.build import SPOOL, rebuild
from kg.errors import InputError, KgError, NotFoundError
from kg.graph import Graph
from kg.memory import IDENTITIES
from kg.model import ENTITY_TYPES
from kg.ontology import BASE, term
from kg.resolve import decisions, identities
from kg.resolve.decisions import Decision, Place
from kg.resolve.rejections import Row, rows
from kg.spool import Spool

__all__ = [
    "Proposal",
    "decide",
    "linking",
    "merging",
    "rejecting",
    "removing",
    "renaming",
    "retyping",
    "splitting",
    "undo",
]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A decision, and in words what it changes."""

    decision: Decision
    changes: tuple[str, ...]


def decide(folder: Path, decision: Decision) -> Graph:
    """Write the decision and return the graph rebuilt under it; where that fails, all is as it was."""
    made = decisions.read(folder / decisions.FILE)
    return _under(folder, made, (*made, decision))


def undo(folder: Path, number: int | None = None) -> Decision:
    """Take back the decision with this number, the last one where None, rebuild, and return it.

    Raises:
        NotFoundError: where there is no such decision.
    """
    made = decisions.read(folder / decisions.FILE)
    place = len(made) if number is None else number
    if not 0 < place <= len(made):
        raise NotFoundError(f"there is no decision {place}: {len(made)} are made, see `kg decisions {folder}`")
    _under(folder, made, (*made[: place - 1], *made[place:]))
    return made[place - 1]


def _under(folder: Path, before: Sequence[Decision], after: Sequence[Decision]) -> Graph:
    decisions.write(after, folder / decisions.FILE)
    try:
        return rebuild(folder)
    except (KgError, OSError, KeyboardInterrupt):
        decisions.write(before, folder / decisions.FILE)
        raise


def merging(graph: Graph, one: str, other: str) -> Proposal:
    """Return the proposal that two entities are one; the older IRI stays."""
    first, second = graph.entity(one), graph.entity(other)
    if first.iri == second.iri:
        raise InputError(f"{one!r} and {other!r} are one already: {first.name} <{first.iri}>")
    older, younger = sorted((first, second), key=lambda card: _age(graph, card.iri))
    places = tuple(_places(graph, card.iri)[0] for card in (older, younger))
    changes = (
        f"{_about(graph, older.iri)} and {_about(graph, younger.iri)} become one entity",
        f"<{older.iri}> stays, <{younger.iri}> leaves dcterms:isReplacedBy",
    )
    return Proposal(Decision("same", places), changes)


def splitting(graph: Graph, name: str, parts: Sequence[str]) -> Proposal:
    """Return the proposal that an entity is another thing in the documents `parts`, or is not the entity `parts[0]`."""
    entity = graph.entity(name)
    places = _places(graph, entity.iri)
    documents = {place.document for place in places}
    if not set(parts) <= documents:
        return _staying_apart(graph, entity.iri, parts, documents)
    kept = [place for place in places if place.document not in parts]
    taken = list({(p.document, p.text): p for p in reversed(places) if p.document in parts}.values())
    if not kept:
        raise InputError(f"{name!r} is named in no other document than {', '.join(parts)}: nothing would stay")
    changes = (
        f"{entity.name} in {', '.join(sorted(parts))} becomes an entity of its own",
        f"<{entity.iri}> stays with {len({p.document for p in kept})} articles",
    )
    return Proposal(Decision("different", (kept[0], *sorted(taken))), changes)


def _staying_apart(graph: Graph, iri: str, parts: Sequence[str], documents: set[str]) -> Proposal:
    if len(parts) > 1:
        strange = ", ".join(sorted(set(parts) - documents))
        raise InputError(f"it is not named in {strange}; it is named in {', '.join(sorted(documents))}")
    other = graph.entity(parts[0])
    if other.iri == iri:
        raise InputError(f"it is one entity: give the documents of the other thing, of {', '.join(sorted(documents))}")
    places = (_places(graph, iri)[0], _places(graph, other.iri)[0])
    changes = (f"{_about(graph, iri)} and {_about(graph, other.iri)} stay two, whatever later articles say",)
    return Proposal(Decision("different", places), changes)


def renaming(graph: Graph, name: str, new: str) -> Proposal:
    """Return the proposal that an entity has another name; the old one becomes an alias."""
    entity = graph.entity(name)
    if not new.strip():
        raise InputError("the new name is empty")
    changes = (f"{entity.name} <{entity.iri}> is called {new}; {entity.name} stays an alias",)
    return Proposal(Decision("rename", _places(graph, entity.iri)[:1], " ".join(new.split())), changes)


def retyping(graph: Graph, name: str, type_: str) -> Proposal:
    """Return the proposal that an entity is of another type."""
    entity = graph.entity(name)
    if type_ not in ENTITY_TYPES:
        raise InputError(f"{type_!r} is no type; known are {', '.join(ENTITY_TYPES)}")
    changes = (f"{entity.name} <{entity.iri}> is {type_}, no longer {entity.type}",)
    return Proposal(Decision("retype", _places(graph, entity.iri)[:1], type_), changes)


def linking(graph: Graph, name: str, iri: str, *, gone: bool = False) -> Proposal:
    """Return the proposal that an entity is, or where `gone` is not, what an IRI outside names."""
    entity = graph.entity(name)
    try:
        node = ox.NamedNode(iri)
    except ValueError as error:
        raise InputError(f"{iri!r} is no absolute IRI: {error}") from error
    words = "is no longer" if gone else "is schema:sameAs"
    changes = (f"{entity.name} <{entity.iri}> {words} <{node.value}>",)
    action = "unlink" if gone else "link"
    return Proposal(Decision(action, _places(graph, entity.iri)[:1], node.value), changes)


def removing(graph: Graph, document: str) -> Proposal:
    """Return the proposal that a document is taken down: its text and all that only it states."""
    known = {row["id"]: row["title"] for row in graph.report()["sources"]}
    if document not in known:
        raise NotFoundError(f"no document is called {document!r}; documents are {', '.join(sorted(known)[:10])} …")
    changes = (f"{document} ({known[document]}) leaves the graph, with its text and all that only it states",)
    return Proposal(Decision("remove", (), document), changes)


def rejecting(graph: Graph, place: str, predicate: str = "", *, meant: Callable[[Row], bool] | None = None) -> Proposal:
    """Return the proposal that what is stated at a place (DOCUMENT:START-END, as `kg show` prints it) is wrong.

    Where several things are stated there, `meant` tells those that may be the one.
    """
    where = _parsed(place)
    found = [row for row in _stated(graph, where) if not predicate or row.predicate == predicate]
    found = [row for row in found if meant is None or meant(row)] or found
    kinds = sorted({row.predicate for row in found})
    if not found:
        raise NotFoundError(f"nothing{f' of the kind {predicate!r}' if predicate else ''} is stated at {place}")
    if len(found) > 1:
        listed = "; ".join(row.words() for row in found)
        hint = f"say which: {', '.join(kinds)}" if len(kinds) > 1 else "give the characters of one alone"
        if len(kinds) > 1 or len({row.words() for row in found}) > 1:
            raise InputError(f"{len(found)} things are stated at {place}: {listed}; {hint}")
    row = found[0]
    span = Place(where.document, row.span.start, row.span.end, row.span.text)
    changes = (f"no longer stated by {where.document}: {row.words()}", f"the words stay: {row.span.text!r}")
    return Proposal(Decision("reject", (span,), row.predicate, row.subject, row.object), changes)


def _stated(graph: Graph, where: Place) -> Iterator[Row]:
    extraction = Spool(graph.folder / generation.STORE / SPOOL).find(where.document)
    if extraction is None:
        raise NotFoundError(f"no document is called {where.document!r}")
    for row in rows(extraction):
        if row.span.start < where.end and where.start < row.span.end:
            yield row


def _parsed(place: str) -> Place:
    document, _, span = place.strip("[]").rpartition(":")
    start, _, end = span.partition("-")
    if not document or not start.isdigit() or not end.isdigit():
        raise InputError(f"{place!r} is no place: give DOCUMENT:START-END, as `kg show` prints it")
    return Place(document, int(start), int(end))


def _places(graph: Graph, iri: str) -> tuple[Place, ...]:
    """Return where the entity's names stand, in order of documents and characters."""
    base = f"{BASE}text/"
    found = []
    for quad in graph.store.quads_for_pattern(ox.NamedNode(iri), term("kg:mention"), None, None):
        text, _, chars = getattr(quad.object, "value", "").removeprefix(base).partition("#char=")
        start, end = map(int, chars.split(","))
        found.append((unquote(text), start, end))
    if not found:
        raise NotFoundError(f"<{iri}> is named nowhere in the texts")
    texts = {document: graph.text(document) for document in {place[0] for place in found}}
    return tuple(Place(d, start, end, texts[d][start:end]) for d, start, end in sorted(found))


def _about(graph: Graph, iri: str) -> str:
    articles = len({place.document for place in _places(graph, iri)})
    return f"{graph.facts.label(iri)} ({articles} article{'s' if articles > 1 else ''})"


def _age(graph: Graph, iri: str) -> int:
    order = list(identities.read(graph.folder / IDENTITIES).rows)
    relative = iri.removeprefix(BASE)
    return order.index(relative) if relative in order else len(order)
