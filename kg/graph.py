"""A built graph as people hold it in their hands: queries, entities, networkx, rdflib."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.card import Card, card
from kg.errors import NotFoundError, OutputError
from kg.generation import REPORT, current, is_ours
from kg.ontology import compact, term
from kg.resolve.names import key
from kg.store import Result, open_store, query
from kg.store.facts import Facts, Proof

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

__all__ = ["Graph", "open_graph"]


#: what the reports of older versions do not say
UNTOLD: dict[str, Any] = {"copies": {}, "decisions": {"made": 0, "idle": []}, "settings": {}}


@dataclass(eq=False)
class Graph:
    """The graph in a folder that `kg build` wrote."""

    folder: Path
    store: ox.Store

    @cached_property
    def facts(self) -> Facts:
        """The statements of the store as Python objects."""
        return Facts(self.store)

    def query(self, text: str) -> Result:
        """Return the answer to a SPARQL query over the facts; `GRAPH` reaches provenance and open relations."""
        return query(self.store, text)

    def text(self, document: str) -> str:
        """Return the cleaned text of a document, into which the evidence points."""
        return (self.folder / "texts" / f"{document}.txt").read_bytes().decode()

    def sentence(self, proof: Proof) -> str:
        """Return the sentence around a piece of evidence."""
        return self.text(proof.document)[proof.sentence_start : proof.sentence_end]

    def texts(self) -> dict[str, str]:
        """Return document id → cleaned text."""
        return {path.stem: path.read_bytes().decode() for path in sorted((self.folder / "texts").glob("*.txt"))}

    def report(self) -> dict[str, Any]:
        """Return what the build reported: counts, sources, failures, settings, idle decisions."""
        found: dict[str, Any] = json.loads((self.folder / REPORT).read_text(encoding="utf-8"))
        return UNTOLD | found

    @cached_property
    def names(self) -> dict[str, list[str]]:
        """Normalised name or alias → IRIs of the entities that bear it, the preferred names first."""
        found: dict[str, list[str]] = {}
        for curie in ("skos:prefLabel", "skos:altLabel"):
            quads = self.store.quads_for_pattern(None, term(curie), None, ox.DefaultGraph())
            rows = ((getattr(q.object, "value", ""), getattr(q.subject, "value", "")) for q in quads)
            for name, iri in sorted(rows):
                if "/entity/" in iri and iri not in (bearers := found.setdefault(key(name), [])):
                    bearers.append(iri)
        return found

    def entity(self, name: str) -> Card:
        """Return the card of the entity with this name, alias or IRI.

        Raises:
            NotFoundError: where no entity, or more than one, is called so.
        """
        bearers = self._known(name) if "/entity/" in name else self.names.get(key(name), [])
        preferred = [iri for iri in bearers if key(self.facts.label(iri)) == key(name)]
        chosen = bearers if len(bearers) == 1 else preferred
        if len(chosen) == 1:
            return card(self, ox.NamedNode(chosen[0]))
        if bearers:
            labels = ", ".join(f"{self.facts.label(iri)} <{iri}>" for iri in bearers)
            raise NotFoundError(f"{name!r} is the name of {len(bearers)} entities: {labels}; give one of the IRIs")
        near = ", ".join(self._near(name)) or "none is like it"
        raise NotFoundError(f"no entity is called {name!r}; names like it: {near}")

    def _known(self, iri: str) -> list[str]:
        """Return the IRI where the graph has an entity of it, else nothing."""
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            return []
        return [iri] if "rdf:type" in self.facts.properties(node, ox.DefaultGraph()) else []

    def _near(self, name: str) -> list[str]:
        from difflib import get_close_matches

        wanted = key(name)
        inside = [known for known in self.names if wanted and wanted in known][:3]
        found = dict.fromkeys([*inside, *get_close_matches(wanted, self.names, 3)])
        return [self.facts.label(self.names[known][0]) for known in found]

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Return entities and events as nodes, statements of every modality as edges."""
        from kg.export.networkx import to_networkx

        return to_networkx(self.facts, self.texts())

    def to_rdflib(self) -> rdflib.Dataset:
        """Return all graphs as an rdflib Dataset."""
        import warnings

        import rdflib

        dataset = rdflib.Dataset(default_union=False)
        data = self.store.dump(format=ox.RdfFormat.N_QUADS)
        with warnings.catch_warnings():  # rdflib 7.6 warns of its own parser
            warnings.simplefilter("ignore", DeprecationWarning)
            dataset.parse(data=data or b"", format="nquads")
        return dataset

    def counts(self) -> dict[str, int]:
        """Return how many entities of each type, statements by modality, and quotations there are."""
        types: Counter[str] = Counter()
        for quad in self.store.quads_for_pattern(None, term("rdf:type"), None, ox.DefaultGraph()):
            types[compact(getattr(quad.object, "value", ""))] += 1
        return dict(sorted(types.items()))

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><td>{escape(k)}</td><td>{v}</td></tr>" for k, v in self.counts().items())
        return f"<table><caption>{escape(self.folder.name)}</caption>{rows}</table>"


def open_graph(folder: str | Path) -> Graph:
    """Return the graph that `kg build` wrote into a folder.

    Raises:
        OutputError: where the folder holds none, or its store is damaged.
    """
    path = Path(folder)
    if not is_ours(path):
        raise OutputError(f"{str(folder)!r} holds no graph: make one with `kg build SOURCES -o {folder}`")
    return Graph(path, open_store(current(path)))
