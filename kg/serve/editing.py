"""Who may decide: a token from the terminal, a cookie that proves it, a field in each form that no other site knows."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox
from starlette.requests import Request

from kg.errors import InputError, NotFoundError
from kg.graph import Graph
from kg.ontology import PREDICATES, compact
from kg.serve.library import Library
from kg.store.facts import Stated

if TYPE_CHECKING:
    from kg.deciding import Proposal
    from kg.resolve.decisions import Decision
    from kg.resolve.rejections import Row

__all__ = ["Editor", "decide", "undo"]

ACTIONS = ("merge", "apart", "rename", "retype", "split", "reject")
COOKIE = "kg_edit"
Form = Mapping[str, list[str]]


class Editor:
    """Tells whether a request comes from somebody who knows the token; every comparison takes the same time."""

    def __init__(self, token: str) -> None:
        """Keep the token."""
        self.token = token

    def knows(self, token: str) -> bool:
        """Return whether this is the token."""
        return hmac.compare_digest(token.encode(), self.token.encode())

    def proof(self, purpose: str) -> str:
        """Return what proves knowledge of the token for one purpose, and for no other."""
        return hmac.new(self.token.encode(), purpose.encode(), hashlib.sha256).hexdigest()

    def signed_in(self, request: Request) -> bool:
        """Return whether the request carries our cookie, or the token as a bearer's."""
        given = request.cookies.get(COOKIE, "")
        scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
        by_cookie = hmac.compare_digest(given.encode(), self.proof("cookie").encode())
        return by_cookie or (scheme.lower() == "bearer" and self.knows(bearer.strip()))

    def csrf(self, request: Request) -> str:
        """Return the field that forms carry, "" for somebody who may not decide."""
        return self.proof("form") if self.signed_in(request) else ""

    def trusts(self, request: Request, form: Form) -> bool:
        """Return whether a form was sent by one of our own pages to somebody signed in."""
        given = (form.get("csrf") or [""])[0]
        return self.signed_in(request) and hmac.compare_digest(given.encode(), self.proof("form").encode())


def decide(library: Library, form: Form) -> Proposal:
    """Carry out the decision that a form names and return it; the graph is rebuilt under it.

    Raises:
        InputError: where the form names no decision.
        NotFoundError: where it is about something that the graph does not hold.
    """
    action = _first(form, "action")
    if action not in ACTIONS:
        raise InputError(f"{action!r} is no decision; known are {', '.join(ACTIONS)}")
    from kg import deciding

    with library.deciding:
        proposal = _proposed(action, library.graph(), form)
        deciding.decide(library.folder, proposal.decision)
    return proposal


def undo(library: Library, number: int) -> Decision:
    """Take back the decision with a number."""
    from kg import deciding

    with library.deciding:
        return deciding.undo(library.folder, number)


def _first(form: Form, name: str) -> str:
    values = form.get(name) or [""]
    return values[0]


def _splitting(graph: Graph, form: Form) -> Proposal:
    from kg import deciding

    documents = form.get("document") or []
    if not documents:
        raise InputError("choose the articles in which the name means something else")
    return deciding.splitting(graph, _first(form, "iri"), documents)


def _rejecting(graph: Graph, form: Form) -> Proposal:
    """Return the proposal that an article does not state a relation, a position, an event or a quotation."""
    from kg import deciding

    iri, place = _first(form, "iri"), _first(form, "place")
    room = _first(form, "iri").removeprefix(graph.facts.base).partition("/")[0]
    stated = list(_stated(graph, iri))
    if room == "quotation":
        return deciding.rejecting(graph, place, "quote")
    if not stated:
        raise NotFoundError(f"nothing is stated by <{iri}>")
    if room == "role":
        return deciding.rejecting(graph, place, "role", meant=_among(graph, [s.object for s in stated]))
    if room == "event":
        type_ = next(compact(s.object).partition(":")[2] for s in stated if s.predicate == "rdf:type")
        return deciding.rejecting(graph, place, type_)
    ends = [stated[0].subject, stated[0].object]
    return deciding.rejecting(graph, place, _annotated(stated[0].predicate), meant=_among(graph, ends))


def _stated(graph: Graph, iri: str) -> Iterator[Stated]:
    try:
        node = ox.NamedNode(iri)
    except ValueError as error:
        raise InputError(f"{iri!r} is no IRI: {error}") from error
    if single := graph.facts.statement(node):
        yield single
    else:
        yield from (item for item in graph.facts.statements(node) if item.subject == iri)


def _annotated(curie: str) -> str:
    """Return the predicate of an annotation that becomes a term."""
    return {term: name for name, (term, _) in PREDICATES.items()}.get(curie, curie.partition(":")[2])


def _among(graph: Graph, iris: list[str]) -> Callable[[Row], bool]:
    """Return whether the names of a row are all names of these nodes."""
    from kg.resolve.names import key

    names: set[str] = set()
    for iri in iris:
        if iri.startswith(graph.facts.base):
            rows = graph.facts.properties(ox.NamedNode(iri), ox.DefaultGraph())
            names |= {
                key(label.value) for curie in ("skos:prefLabel", "skos:altLabel") for label in rows.get(curie, ())
            }
        else:
            names.add(key(iri))
    return lambda row: all(key(name) in names for name in (row.subject, row.object) if name)


def _proposed(action: str, graph: Graph, form: Form) -> Proposal:
    from kg import deciding  # and with it all that builds, which takes seconds to load

    iri, value = _first(form, "iri"), _first(form, "value")
    match action:
        case "merge":
            return deciding.merging(graph, iri, value)
        case "apart":
            return deciding.splitting(graph, iri, [value])
        case "rename":
            return deciding.renaming(graph, iri, value)
        case "retype":
            return deciding.retyping(graph, iri, value.upper())
        case "split":
            return _splitting(graph, form)
        case _:
            return _rejecting(graph, form)
