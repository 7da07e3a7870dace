"""The facts as compacted JSON-LD 1.1: one object per entity or event, short keys from ontology/context.jsonld."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.ontology import PREFIXES, compact, folder

__all__ = ["write"]

STRING = PREFIXES["xsd"] + "string"


def write(quads: Iterable[ox.Quad], path: Path) -> None:
    """Write the default graph, given in order of subjects; the context stands inside, so that nothing is fetched."""
    context = json.loads((folder() / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    names = {definition["@id"]: name for name, definition in context.items() if isinstance(definition, dict)}
    facts = (quad for quad in quads if isinstance(quad.graph_name, ox.DefaultGraph))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"@context": ' + json.dumps(context, ensure_ascii=False) + ',\n"@graph": [\n')
        for number, (subject, rows) in enumerate(groupby(facts, key=lambda quad: quad.subject)):
            object_ = _object(str(getattr(subject, "value", subject)), list(rows), context, names)
            file.write((",\n" if number else "") + json.dumps(object_, ensure_ascii=False))
        file.write("\n]}\n")


def _object(iri: str, rows: list[ox.Quad], context: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    found: dict[str, list[Any]] = {}
    for quad in rows:
        curie = compact(quad.predicate.value)
        if curie == "rdf:type":
            found.setdefault("type", []).append(compact(getattr(quad.object, "value", "")))
            continue
        key = names.get(curie, curie)
        found.setdefault(key, []).append(_value(quad.object, context.get(key, {})))
    single = {key: values[0] if len(values) == 1 else values for key, values in found.items()}
    return {"id": iri, **single}


def _value(term: Any, definition: dict[str, Any]) -> Any:
    if not isinstance(term, ox.Literal):
        return compact(term.value) if definition.get("@type") == "@id" else {"id": compact(term.value)}
    if term.language:
        same = definition.get("@language") == term.language
        return term.value if same else {"@value": term.value, "@language": term.language}
    datatype = term.datatype.value
    if datatype == STRING or compact(datatype) == definition.get("@type"):
        return term.value
    return {"@value": term.value, "@type": compact(datatype)}
