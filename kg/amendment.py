"""What an article more changes in a graph → the files and the store of the next generation."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import generation
from kg.incremental.change import Difference
from kg.incremental.state import State
from kg.intake import COUNTS, Tally
from kg.job import Job
from kg.memory import IDENTITIES, Extractions, lines
from kg.ontology import term
from kg.rdf.claims import Copies
from kg.spool import Spool
from kg.store import difference, open_store, search
from kg.store.facts import Facts

__all__ = ["Amendment"]


@dataclass(frozen=True, slots=True)
class Amendment:
    """The articles that came, what they change in the graph, the report of before, what is counted and told now."""

    came: Extractions
    found: Difference
    report: Mapping[str, Any]
    tally: Tally
    copies: Copies

    def write(self, job: Job, state: State) -> str:
        """Write what changes into the folder to build in, and return what its generation is to be called."""
        old, store = generation.current(job.folder), job.built / "store"
        _texts(job.built, job.spool, self.came)
        (job.built / IDENTITIES).write_text(lines(state), encoding="utf-8")
        types = dict(state.database.execute("SELECT type, COUNT(*) FROM entity GROUP BY type ORDER BY type"))
        self._report(job.built / generation.REPORT, types)
        difference.changed(old, store, self.found.gone, self.found.come)
        _index(store, self.found, self.came, state)
        return hashlib.sha256(f"{old.name}\n{_digest(self.found)}".encode()).hexdigest()[:16]

    def _report(self, path: Path, types: Mapping[str, int]) -> None:
        """Write the report as a build of everything would, its parts in the same order."""
        report, tally = dict(self.report), self.tally
        report["documents"], report["entities"] = tally.documents, types
        report |= {name: tally.counts[name] for name in COUNTS}
        report["sources"] = sorted(tally.sources, key=lambda row: row["id"])
        report["failures"] = tally.failed()
        report["copies"] = {copy: story for copy, (story, _) in sorted(self.copies.items())}
        generation.write_report(path, report)


def _texts(built: Path, spool: Spool, came: Extractions) -> None:
    """Write the texts that came, and where characters stand in the source that changed, and list what is gone."""
    texts, origins = (built / f"{name}{generation.COME}" for name in ("texts", "origins"))
    texts.mkdir()
    origins.mkdir()
    for id_ in came:
        (texts / f"{id_}.txt").write_bytes(came[id_].document.text.encode())
    gone = []
    for id_ in sorted({*came, *spool.moved()}):
        if rows := spool.origin(id_):
            (origins / f"{id_}.tsv").write_text(rows, encoding="utf-8", newline="\n")
        else:
            gone.append(f"{id_}.tsv")
    (built / f"origins{generation.GONE}").write_text("\n".join(gone), encoding="utf-8")


def _index(store: Path, found: Difference, came: Extractions, state: State) -> None:
    facts = Facts(open_store(store))
    described = {term("rdf:type"), term("skos:prefLabel"), term("skos:altLabel"), term("kg:mention")}
    entities, quotes, renamed = set[str](), set[str](), set[ox.NamedNode]()
    for quad in found.gone | found.come:
        assert isinstance(quad.subject, ox.NamedNode)
        if quad.predicate in described and "/entity/" in quad.subject.value:
            entities.add(quad.subject.value)
            if quad.predicate == term("skos:prefLabel"):
                renamed.add(quad.subject)
        elif quad.predicate == term("schema:spokenByCharacter"):
            quotes.add(quad.subject.value)
    quotes |= {said.iri for speaker in renamed for said in facts.quotations(speaker)}
    texts = {id_: came[id_].document.text for id_ in came}
    articles = _articles(state, entities, facts.base)
    search.update(facts, store / search.FILE, entities=entities, quotes=quotes, texts=texts, articles=articles)


def _articles(state: State, entities: Collection[str], base: str) -> dict[str, int]:
    """Return in how many articles each of these entities is named."""
    query = (
        "SELECT form.iri, COUNT(DISTINCT doc) FROM form JOIN member ON member.form = form.id"
        " WHERE form.iri IN ({}) GROUP BY form.iri"
    )
    return {base + iri: count for iri, count in state.rows(query, [iri.removeprefix(base) for iri in entities])}


def _digest(found: Difference) -> str:
    lines = sorted(f"- {quad}" for quad in found.gone) + sorted(f"+ {quad}" for quad in found.come)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
