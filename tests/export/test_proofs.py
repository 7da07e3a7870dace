"""The files as other people's software reads them: igraph, DuckDB, Gephi's rules, OWL RL reasoners, JSON-LD framing."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
import rdflib

from kg.export.formats import export
from kg.ontology import folder
from tests.export.sample import Sample, sample

GEXF = "{http://www.gexf.net/1.2draft}"
DCAT, VOID = rdflib.Namespace("http://www.w3.org/ns/dcat#"), rdflib.Namespace("http://rdfs.org/ns/void#")
KG, SCHEMA = rdflib.Namespace("https://kg.example/ontology#"), rdflib.Namespace("https://schema.org/")


@pytest.fixture(scope="module")
def source() -> Sample:
    return sample()


def test_igraph_reads_nodes_edges_and_types(source: Sample, tmp_path: Path) -> None:
    igraph = pytest.importorskip("igraph")
    network = source.to_networkx()
    found = igraph.Graph.Read_GraphML(str(export(source, "graphml", tmp_path)))
    assert (found.vcount(), found.ecount()) == (network.number_of_nodes(), network.number_of_edges())
    assert found.is_directed()
    assert {type(value) for value in found.es["confidence"]} == {float}
    labels = dict(zip(found.vs["id"], found.vs["label"], strict=True))
    assert labels == {node: data["label"] for node, data in network.nodes(data=True)}


def test_networkx_reads_back_what_graphml_holds(source: Sample, tmp_path: Path) -> None:
    network = source.to_networkx()
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        nx.read_graphml(export(source, "graphml", tmp_path), force_multigraph=True)
    )
    assert {key for _, _, key in found.edges(keys=True)} == {key for _, _, key in network.edges(keys=True)}
    assert all(isinstance(data["documents"], int) for _, data in found.nodes(data=True))


def test_gexf_keeps_the_rules_of_its_schema(source: Sample, tmp_path: Path) -> None:
    """The rules of gexf.xsd 1.2: unique ids, edges between nodes, declared attributes, values of the declared type."""
    root = ElementTree.parse(export(source, "gexf", tmp_path)).getroot()
    graph = root.find(f"{GEXF}graph")
    assert root.tag == f"{GEXF}gexf"
    assert graph is not None
    assert graph.get("defaultedgetype") == "directed"
    declared = {
        (group.get("class"), row.get("id")): row.get("type")
        for group in graph.findall(f"{GEXF}attributes")
        for row in group.findall(f"{GEXF}attribute")
    }
    assert set(declared.values()) <= {"integer", "long", "double", "float", "boolean", "string", "liststring", "anyURI"}
    nodes, edges = graph.findall(f"{GEXF}nodes/{GEXF}node"), graph.findall(f"{GEXF}edges/{GEXF}edge")
    for kind, rows in (("node", nodes), ("edge", edges)):
        ids = [row.get("id") for row in rows]
        assert None not in ids
        assert len(set(ids)) == len(ids) > 0
        for value in (value for row in rows for value in row.findall(f"{GEXF}attvalues/{GEXF}attvalue")):
            type_ = declared[kind, value.get("for")]
            {"double": float, "float": float, "integer": int, "long": int}.get(str(type_), str)(
                value.get("value") or ""
            )
    known = {row.get("id") for row in nodes}
    assert all(row.get("source") in known and row.get("target") in known for row in edges)
    assert all(row.get("label") for row in nodes)


def test_duckdb_joins_the_tables(source: Sample, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    at = export(source, "parquet", tmp_path)
    rows = duckdb.sql(f"""
        SELECT s.subject_name, s.object_name, e.quote FROM '{at}/statements.parquet' s
        JOIN '{at}/evidence.parquet' e ON e.statement = s.iri JOIN '{at}/entities.parquet' n ON n.iri = s.subject
        WHERE s.predicate = 'schema:owns' AND s.confidence > 0.5 AND n.type = 'schema:Organization'""").fetchall()
    assert [row[:2] for row in rows] == [("Alibaba Group Holding Ltd", "Tmall")]


def test_duckdb_reads_csv_with_every_row(source: Sample, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    at = export(source, "csv", tmp_path)
    found = duckdb.sql(
        f"SELECT count(*), min(confidence) FROM read_csv('{at}/statements.csv', header = true)"
    ).fetchall()
    assert found[0][0] == len(list(source.facts.statements()))
    assert 0 < float(found[0][1]) <= 1


@pytest.fixture(scope="module")
def closed(source: Sample, tmp_path_factory: pytest.TempPathFactory) -> rdflib.Graph:
    """The facts, one pair for each property that none of them has, and the ontology, closed under OWL 2 RL's rules."""
    owlrl = pytest.importorskip("owlrl")
    graph = rdflib.Graph().parse(export(source, "turtle", tmp_path_factory.mktemp("closed")), format="turtle")
    graph.parse(folder() / "kg.ttl", format="turtle")
    for term in (
        SCHEMA.parentOrganization,
        SCHEMA.children,
        SCHEMA.memberOf,
        KG.successorOf,
        KG.partnerOf,
        SCHEMA.spouse,
    ):
        graph.add((KG.one, term, KG.other))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def test_ontology_and_facts_are_consistent(closed: rdflib.Graph) -> None:
    errors = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
    assert [str(text) for text in closed.objects(None, errors)] == []


def test_two_types_that_exclude_each_other_are_told() -> None:
    owlrl = pytest.importorskip("owlrl")
    graph = rdflib.Graph().parse(folder() / "kg.ttl", format="turtle")
    graph.add((KG.x, KG.holder, KG.y))
    graph.add((KG.y, rdflib.RDF.type, SCHEMA.Place))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    assert list(graph.objects(None, rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")))


@pytest.mark.parametrize(("one", "other"), [
    ("schema:parentOrganization", "schema:subOrganization"),
    ("schema:containedInPlace", "schema:containsPlace"),
    ("schema:children", "schema:parent"),
    ("schema:memberOf", "schema:member"),
    ("kg:successorOf", "kg:predecessorOf"),
    ("kg:partnerOf", "kg:partnerOf"),
    ("schema:spouse", "schema:spouse"),
])  # fmt: skip
def test_inverse_properties_hold(closed: rdflib.Graph, one: str, other: str) -> None:
    names = {"schema": SCHEMA, "kg": KG}
    first, second = (names[curie.partition(":")[0]][curie.partition(":")[2]] for curie in (one, other))
    assert set(closed.subject_objects(first))
    assert {(b, a) for a, b in closed.subject_objects(first)} == set(closed.subject_objects(second))


def test_a_meeting_is_an_event_of_schema_org_and_of_sem(closed: rdflib.Graph) -> None:
    meeting = next(closed.subjects(rdflib.RDF.type, KG.Meeting))
    assert (meeting, rdflib.RDF.type, SCHEMA.Event) in closed
    sem = rdflib.Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
    assert set(closed.objects(meeting, sem.hasActor)) >= set(closed.objects(meeting, KG.agent)) != set()


def test_a_processor_frames_one_entity_with_what_it_is_in(source: Sample, tmp_path: Path) -> None:
    jsonld = pytest.importorskip("pyld").jsonld
    document = json.loads(export(source, "jsonld", tmp_path).read_text(encoding="utf-8"))
    context = json.loads((folder() / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    frame = {"@context": context, "type": "kg:Meeting", "agent": {"@embed": "@always", "name": {}}}
    framed = jsonld.frame(document, frame)
    found = framed.get("@graph", [framed])
    assert [sorted(agent["name"] for agent in meeting["agent"]) for meeting in found] == [["Donald Trump", "Jack Ma"]]


def test_void_counts_what_the_graph_holds(source: Sample, tmp_path: Path) -> None:
    facts = rdflib.Graph().parse(export(source, "turtle", tmp_path), format="turtle")
    found = rdflib.Graph().parse(export(source, "void", tmp_path), format="turtle")
    dataset = rdflib.URIRef("https://kg.example/dataset")
    numbers = {name: int(str(found.value(dataset, VOID[name]))) for name in ("triples", "distinctSubjects", "entities")}
    assert numbers["triples"] == len(facts)
    assert numbers["distinctSubjects"] == len(set(facts.subjects()))
    assert numbers["entities"] == len({s for s in facts.subjects() if "/entity/" in str(s)})
    distribution = found.value(dataset, DCAT.distribution)
    assert int(str(found.value(distribution, DCAT.byteSize))) == (tmp_path / "graph.ttl").stat().st_size
