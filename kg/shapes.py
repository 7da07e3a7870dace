"""SHACL over one graph of a store, some subjects at a time, so that memory does not grow with the graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from typing import Any

import pyoxigraph as ox

from kg.errors import InputError, ModelError
from kg.ontology import folder, term

__all__ = ["ENGINES", "subjects", "violations"]

#: Triples that are validated together: the fewer, the less memory; from here on more is no faster (`benchmarks.shacl`).
AT_ONCE = 20_000
Name = ox.DefaultGraph | ox.NamedNode
#: N-Triples and the nodes to look at → a report as an rdflib graph
Engine = Callable[[bytes, list[str]], Any]


def violations(store: ox.Store, name: Name, called: str, *, engine: str | None = None) -> Iterator[str]:
    """Yield one line for each violation of ontology/shapes.ttl in a graph.

    Args:
        store: what holds the graph.
        name: the graph; shapes see nothing of the others.
        called: what the lines call it.
        engine: "pyshacl-turbo" or "pyshacl"; the first that is installed where None.

    Raises:
        InputError: where there is no such engine.
        ModelError: where it is not installed.
    """
    validate = _engine(engine)
    for batch in _batches(store, name):
        here = {triple.subject for triple in batch}
        data = ox.serialize([*batch, *_types(store, name, batch, here)], format=ox.RdfFormat.N_TRIPLES) or b""
        nodes = [subject.value for subject in here if isinstance(subject, ox.NamedNode)]
        yield from sorted(f"{called}: {line}" for line in _lines(validate(data, nodes)))


def _engine(name: str | None) -> Engine:
    if name is not None and name not in ENGINES:
        raise InputError(f"{name!r} validates nothing; known are {', '.join(ENGINES)}")
    wanted = [name] if name else list(ENGINES)
    for known in wanted:
        module, validate = ENGINES[known]
        if find_spec(module):
            return validate
    raise ModelError(f"`kg check` needs {' or '.join(wanted)}: pip install 'kg[check]'")


def _batches(store: ox.Store, name: Name) -> Iterator[list[ox.Triple]]:
    """Yield the triples of the graph, all of a subject together."""
    batch: list[ox.Triple] = []
    for subject in subjects(store, name):
        batch += (quad.triple for quad in store.quads_for_pattern(subject, None, None, name))
        if len(batch) >= AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def subjects(store: ox.Store, name: Name) -> Iterator[ox.NamedNode | ox.BlankNode | ox.Triple]:
    """Yield each subject of a graph once; a store in memory does not list its triples subject by subject."""
    seen: set[int] = set()
    for quad in store.quads_for_pattern(None, None, None, name):
        if (number := hash(quad.subject)) not in seen:
            seen.add(number)
            yield quad.subject


def _types(store: ox.Store, name: Name, batch: list[ox.Triple], here: set[Any]) -> Iterator[ox.Triple]:
    """Yield the types of the objects that are described elsewhere, which sh:class asks for."""
    outside = {triple.object for triple in batch if isinstance(triple.object, ox.NamedNode)} - here
    for node in outside:
        yield from (quad.triple for quad in store.quads_for_pattern(node, term("rdf:type"), None, name))


def _lines(report: Any) -> Iterator[str]:
    """Yield the violations in plain words."""
    from rdflib.namespace import RDF, SH

    for result in report.subjects(RDF.type, SH.ValidationResult):
        value = report.value(result, SH.value)
        found = f", but it has {value!s}" if value is not None else ""
        yield f"{report.value(result, SH.focusNode)}: {report.value(result, SH.resultMessage)}{found}"


@cache
def _shapes() -> Any:
    import rdflib

    return rdflib.Graph(bind_namespaces="none").parse(folder() / "shapes.ttl", format="turtle")


@cache
def _compiled() -> Any:
    import pyshacl_turbo

    compiled: Any = pyshacl_turbo.CompiledShapes
    return compiled(_shapes())


def _turbo(data: bytes, nodes: list[str]) -> Any:
    return _compiled().validate(data, data_graph_format="nt", focus_nodes=_nodes(nodes))[1]


def _pyshacl(data: bytes, nodes: list[str]) -> Any:
    import pyshacl
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none").parse(data=data, format="nt")
    options = {"shacl_graph": _shapes(), "ont_graph": rdflib.Graph(bind_namespaces="none"), "inference": "none"}
    return pyshacl.validate(graph, focus_nodes=_nodes(nodes), **options)[1]


def _nodes(iris: list[str]) -> list[Any]:
    """Return the nodes that are described in full; of others only the types are here."""
    import rdflib

    return [rdflib.URIRef(iri) for iri in iris]


#: name → (its module, what returns its report); chosen first is what `benchmarks.shacl` measured to be faster
ENGINES: dict[str, tuple[str, Engine]] = {
    "pyshacl-turbo": ("pyshacl_turbo", _turbo),
    "pyshacl": ("pyshacl", _pyshacl),
}
