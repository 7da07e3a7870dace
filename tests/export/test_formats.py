"""Every format, read back by what others wrote."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib.compare import isomorphic

from kg.errors import InputError
from kg.export.formats import FORMATS, export
from kg.ontology import PREFIXES, compact, folder
from tests.export.sample import Sample, sample


def read_csv(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def source() -> Sample:
    return sample()


@pytest.fixture(scope="module")
def facts(source: Sample, tmp_path_factory: pytest.TempPathFactory) -> rdflib.Graph:
    return rdflib.Graph().parse(export(source, "turtle", tmp_path_factory.mktemp("facts")), format="turtle")


@pytest.mark.parametrize(("name", "reader"), [("ntriples", "nt"), ("rdfxml", "xml"), ("turtle", "turtle")])
def test_rdflib_reads_the_same_facts(
    source: Sample, facts: rdflib.Graph, tmp_path: Path, name: str, reader: str
) -> None:
    assert isomorphic(rdflib.Graph().parse(export(source, name, tmp_path), format=reader), facts)


@pytest.mark.parametrize(("name", "reader"), [("trig", "trig"), ("nquads", "nquads")])
def test_rdflib_reads_all_quads(source: Sample, tmp_path: Path, name: str, reader: str) -> None:
    dataset = rdflib.Dataset().parse(export(source, name, tmp_path), format=reader)
    assert sum(1 for _ in dataset.quads()) == len(source.facts.store)


def test_a_json_ld_processor_reads_the_same_facts(source: Sample, facts: rdflib.Graph, tmp_path: Path) -> None:
    jsonld = pytest.importorskip("pyld").jsonld
    document = json.loads(export(source, "jsonld", tmp_path).read_text(encoding="utf-8"))
    quads = jsonld.to_rdf(document, {"format": "application/n-quads"})
    assert isomorphic(rdflib.Graph().parse(data=quads, format="nt"), facts)


def test_json_ld_has_short_keys(source: Sample, tmp_path: Path) -> None:
    rows = json.loads(export(source, "jsonld", tmp_path).read_text(encoding="utf-8"))["@graph"]
    ma = next(row for row in rows if row.get("name") == "Jack Ma")
    assert ma["type"] == "schema:Person"
    assert ma["worksFor"].startswith("https://kg.example/entity/alibaba")


def test_rapper_reads_as_many_triples(source: Sample, facts: rdflib.Graph, tmp_path: Path) -> None:
    rapper = shutil.which("rapper")
    if rapper is None:
        pytest.skip("needs rapper (Debian: raptor2-utils)")
    path = export(source, "turtle", tmp_path)
    done = subprocess.run(
        [rapper, "-q", "-i", "turtle", "-o", "ntriples", str(path)], capture_output=True, text=True, check=True
    )
    assert isomorphic(rdflib.Graph().parse(data=done.stdout, format="nt"), facts)


def test_rdf12_keeps_claims_as_triple_terms_that_are_not_asserted(source: Sample, tmp_path: Path) -> None:
    text = export(source, "rdf12", tmp_path).read_text(encoding="utf-8")
    assert "rdf:reifies <<(" in text
    assert "rdf:predicate" not in text


def test_nif_mentions_lie_in_their_context(source: Sample, tmp_path: Path) -> None:
    graph = rdflib.Graph().parse(export(source, "nif", tmp_path), format="turtle")
    nif = rdflib.Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
    rows = list(graph.subject_objects(nif.anchorOf))
    assert len(rows) > 10
    for mention, anchor in rows:
        context = graph.value(mention, nif.referenceContext)
        start, end = (int(str(graph.value(mention, nif[name]))) for name in ("beginIndex", "endIndex"))
        assert str(graph.value(context, nif.isString))[start:end] == str(anchor)


def test_nif_refers_to_the_outside_where_a_link_is_certain(source: Sample, tmp_path: Path) -> None:
    assert "taIdentRef <http://www.wikidata.org/entity/Q30>" in export(source, "nif", tmp_path).read_text(
        encoding="utf-8"
    )


def test_csv_tables_hold_every_statement_with_its_evidence(source: Sample, tmp_path: Path) -> None:
    rows = {path.stem: read_csv(path) for path in export(source, "csv", tmp_path).iterdir()}
    assert {row["iri"] for row in rows["statements"]} == {row["statement"] for row in rows["evidence"]}
    assert {(row["number"], row["unit"]) for row in rows["values"]} == {("15000000000", "USD"), ("", "")}
    assert [row["speaker_name"] for row in rows["quotes"]] == ["Donald Trump"]


def test_parquet_keeps_types(source: Sample, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(export(source, "parquet", tmp_path) / "statements.parquet")
    assert str(table.schema.field("confidence").type) == "double"
    assert table.num_rows == len(list(source.facts.statements()))


def test_neo4j_headers_and_ids_agree(source: Sample, tmp_path: Path) -> None:
    target = export(source, "neo4j", tmp_path)
    nodes, edges = (read_csv(target / name) for name in ("nodes.csv", "relationships.csv"))
    assert {"iri:ID", ":LABEL"} <= nodes[0].keys()
    assert {":START_ID", ":END_ID", ":TYPE"} <= edges[0].keys()
    assert {row[end] for row in edges for end in (":START_ID", ":END_ID")} <= {row["iri:ID"] for row in nodes}


def test_neo4j_type_of_a_claim_is_not_that_of_a_fact(source: Sample, tmp_path: Path) -> None:
    edges = read_csv(export(source, "neo4j", tmp_path) / "relationships.csv")
    types = {row[":TYPE"] for row in edges if row["modality"] != "actual"}
    assert types
    assert all(type_.endswith(("_CLAIMED", "_PLANNED", "_DENIED", "_POSSIBLE")) for type_ in types)


def test_followthemoney_takes_the_entities(source: Sample, tmp_path: Path) -> None:
    model = pytest.importorskip("followthemoney").model
    lines = export(source, "ftm", tmp_path).read_text(encoding="utf-8").splitlines()
    proxies = [model.get_proxy(json.loads(line)) for line in lines]
    employment = next(proxy for proxy in proxies if proxy.schema.name == "Employment")
    names = {proxy.id: proxy.caption for proxy in proxies}
    assert names[employment.first("employee")] == "Jack Ma"
    assert names[employment.first("employer")] == "Alibaba Group Holding Ltd"


def test_export_names_the_formats_it_knows(source: Sample, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="turtle, trig"):
        export(source, "word", tmp_path)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_export_gives_the_same_bytes_twice(source: Sample, tmp_path: Path, name: str) -> None:
    one, other = (export(source, name, tmp_path, tmp_path / part) for part in ("a.ttl", "b.ttl"))
    files = zip(*(sorted(path.rglob("*")) if path.is_dir() else [path] for path in (one, other)), strict=True)
    assert all(a.read_bytes() == b.read_bytes() for a, b in files)


def test_the_context_holds_every_property_of_the_ontology() -> None:
    context = json.loads((folder() / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    known = {row["@id"] for row in context.values() if isinstance(row, dict)}
    graph = rdflib.Graph().parse(folder() / "kg.ttl", format="turtle")
    owl = rdflib.OWL
    properties = {
        *graph.subjects(rdflib.RDF.type, owl.ObjectProperty),
        *graph.subjects(rdflib.RDF.type, owl.DatatypeProperty),
    }
    ours = {compact(str(item)) for item in properties if str(item).startswith(PREFIXES["kg"])}
    assert ours <= known
