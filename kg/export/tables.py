"""The graph as tables: entities, statements, evidence, quotes and values, as CSV (RFC 4180) or Parquet."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import ModelError
from kg.ontology import compact, term
from kg.store.facts import Facts, Proof

__all__ = ["TABLES", "write_csv", "write_parquet"]

Rows = Iterator[tuple[Any, ...]]
DEFAULT = ox.DefaultGraph()
#: A spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
ROWS_AT_ONCE = 10_000


def entities(facts: Facts) -> Rows:
    """Yield entities: IRI, type, name, aliases and links joined by ' | '."""
    for quad in _sorted(facts, "skos:prefLabel"):
        rows = facts.properties(quad, DEFAULT)
        type_ = compact(rows["rdf:type"][0].value) if "rdf:type" in rows else ""
        if "/entity/" in quad.value:
            aliases, links = ((_joined(rows, curie)) for curie in ("skos:altLabel", "schema:sameAs"))
            yield quad.value, type_, rows["skos:prefLabel"][0].value, aliases, links


def statements(facts: Facts) -> Rows:
    """Yield statements of every modality; an object that is a literal has no IRI."""
    for s in facts.statements():
        object_ = "" if s.literal else s.object
        label = s.object if s.literal else facts.label(s.object)
        source = facts.label(s.source) if s.source else ""
        names = facts.label(s.subject), s.predicate, label
        yield s.iri, s.subject, *names, object_, s.modality, s.source, source, s.confidence, s.documents


def evidence(facts: Facts) -> Rows:
    """Yield one row for each statement and piece of evidence."""
    for s in facts.statements():
        for proof in s.proofs:
            yield s.iri, *_place(proof)


def quotes(facts: Facts) -> Rows:
    """Yield quotations in the order of the texts."""
    for said in facts.quotations():
        yield said.iri, said.speaker, facts.label(said.speaker), said.text, said.cue, said.direct, *_place(said.proof)


def values(facts: Facts) -> Rows:
    """Yield dates, amounts and quantities; a date has its ISO value and first and last day."""
    for node in _sorted(facts, "kg:asSpelled"):
        rows = facts.properties(node, DEFAULT)
        at = facts.properties(node, facts.provenance)["prov:wasDerivedFrom"][0]
        unit = _joined(rows, "schema:currency") or _joined(rows, "schema:unitText")
        kind = compact(rows["rdf:type"][0].value).partition(":")[2]
        number, iso = _joined(rows, "schema:value"), _joined(rows, "kg:iso")
        days = _joined(rows, "kg:earliest"), _joined(rows, "kg:latest")
        place = _place(facts.proof(ox.NamedNode(at.value)))
        yield node.value, kind, rows["kg:asSpelled"][0].value, number, unit, iso, *days, *place


PLACE = ("document", "title", "publisher", "date", "url", "start", "end", "quote")
#: name → (columns, rows)
TABLES: dict[str, tuple[tuple[str, ...], Callable[[Facts], Rows]]] = {
    "entities": (("iri", "type", "name", "aliases", "links"), entities),
    "statements": (
        (
            "iri", "subject", "subject_name", "predicate", "object_name", "object", "modality", "source", "source_name",
            "confidence", "documents",
        ),
        statements,
    ),
    "evidence": (("statement", *PLACE), evidence),
    "quotes": (("iri", "speaker", "speaker_name", "text", "cue", "direct", *PLACE), quotes),
    "values": (("iri", "kind", "spelled", "number", "unit", "iso", "earliest", "latest", *PLACE), values),
}  # fmt: skip


def write_csv(facts: Facts, target: Path) -> None:
    """Write one .csv for each table into the folder `target`; no cell can be taken for a formula."""
    target.mkdir(parents=True, exist_ok=True)
    for name, (columns, rows) in TABLES.items():
        with (target / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(columns)
            writer.writerows([_inert(cell) for cell in row] for row in rows(facts))


def write_parquet(facts: Facts, target: Path) -> None:
    """Write one .parquet for each table into the folder `target`.

    Raises:
        ModelError: where pyarrow, the extra `tables`, is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise ModelError("Parquet needs pyarrow: pip install 'kg[tables]'") from error
    target.mkdir(parents=True, exist_ok=True)
    types = {
        "confidence": pa.float64(),
        "documents": pa.int64(),
        "start": pa.int64(),
        "end": pa.int64(),
        "direct": pa.bool_(),
    }
    for name, (columns, rows) in TABLES.items():
        schema = pa.schema([(column, types.get(column, pa.string())) for column in columns])
        with parquet.ParquetWriter(target / f"{name}.parquet", schema) as writer:
            for batch in _batches(rows(facts)):
                arrays = [
                    pa.array(list(cells), field.type)
                    for cells, field in zip(zip(*batch, strict=True), schema, strict=True)
                ]
                writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _batches(rows: Rows) -> Iterator[list[tuple[Any, ...]]]:
    batch: list[tuple[Any, ...]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == ROWS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _inert(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _sorted(facts: Facts, curie: str) -> list[ox.NamedNode]:
    found = {quad.subject for quad in facts.store.quads_for_pattern(None, term(curie), None, DEFAULT)}
    return sorted((node for node in found if isinstance(node, ox.NamedNode)), key=lambda node: node.value)


def _joined(rows: Any, curie: str) -> str:
    return " | ".join(item.value for item in rows.get(curie, ()))


def _place(proof: Proof) -> tuple[Any, ...]:
    return (
        proof.document, proof.title, proof.publisher, proof.date, proof.url, proof.start, proof.end, proof.quote,
    )  # fmt: skip
