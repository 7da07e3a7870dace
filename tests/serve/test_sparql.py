"""The endpoint as the SPARQL 1.1 Protocol wants it, asked by the clients that people use."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, TURTLE, XML, SPARQLWrapper

from tests.serve.conftest import Served

MET = "SELECT ?name { ?m a kg:Meeting ; kg:agent/skos:prefLabel ?name } ORDER BY ?name"
NAMES = ["Donald Trump", "Jack Ma"]
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r"
PROVENANCE = "https://kg.example/graph/provenance"
FULL = "PREFIX kg: <https://kg.example/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> " + MET


def names(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [row["name"]["value"] for row in answer.json()["results"]["bindings"]]


def test_get_answers(served: Served) -> None:
    assert names(served.ask(MET)) == NAMES


@pytest.mark.parametrize(
    "options",
    [
        {"data": {"query": MET}},
        {"content": MET, "headers": {"Content-Type": "application/sparql-query"}},
        {"content": MET, "headers": {"Content-Type": "application/sparql-query; charset=utf-8"}},
    ],
)
def test_both_forms_of_post_answer(served: Served, options: dict[str, object]) -> None:
    assert names(served.post("/sparql", **options)) == NAMES


@pytest.mark.parametrize(
    ("accept", "type_"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv;q=0.4, text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/*", "text/csv; charset=utf-8"),
        ("image/png, application/json;q=0.1", "application/json"),
    ],
)
def test_rows_come_as_the_client_likes(served: Served, accept: str, type_: str) -> None:
    assert served.ask(MET, accept=accept).headers["content-type"] == type_


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"]
)
def test_triples_come_as_the_client_likes(served: Served, accept: str) -> None:
    answer = served.ask("CONSTRUCT WHERE { ?m a kg:Meeting }", accept=accept)
    graph = rdflib.Graph().parse(data=answer.text, format=accept)
    assert answer.headers["content-type"].startswith(accept)
    assert len(graph) == 1


def test_ask_answers(served: Served) -> None:
    assert served.ask("ASK { ?m a kg:Meeting }").json()["boolean"] is True


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ({"params": {"query": "SELECT ?s { ?s ?p"}}, 400, "line 1"),
        ({"params": {"query": ["ASK {}", "ASK {}"]}}, 400, "one parameter"),
        ({"params": {"default-graph-uri": PROVENANCE}}, 400, "one parameter"),
        ({"params": {"query": "INSERT DATA { <urn:a> <urn:b> 1 }"}}, 400, "cannot be read"),
        ({"params": {"query": "LOAD <file:///etc/passwd>"}}, 400, "cannot be read"),
        ({"params": {"query": MET}, "headers": {"Accept": "image/png"}}, 406, "sparql-results+json"),
        ({"params": {"query": "ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}}, 500, "SERVICE is refused"),
        ({"params": {"query": "ASK FROM <http://127.0.0.1:1/a> { ?s ?p ?o }"}}, 500, "FROM"),
        ({"params": {"query": "ASK FROM <file:///etc/passwd> { ?s ?p ?o }"}}, 500, "FROM"),
        ({"params": {"query": "ASK {}", "default-graph-uri": "http://127.0.0.1:1/a"}}, 500, "is not here"),
        ({"params": {"query": "ASK {}", "named-graph-uri": "file:///etc/passwd"}}, 500, "is not here"),
    ],
)
def test_bad_questions_get_the_code_of_the_protocol(
    served: Served, options: dict[str, dict[str, str]], code: int, said: str
) -> None:
    answer = served.client.get(served.address + "/sparql", **options)  # type: ignore[arg-type]
    assert (answer.status_code, said in answer.text) == (code, True), answer.text


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"data": {"update": "CLEAR ALL"}}, 403),
        ({"content": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}}, 403),
        ({"content": "{}", "headers": {"Content-Type": "application/json"}}, 415),
        ({"content": b"\xff\xfe", "headers": {"Content-Type": "application/sparql-query"}}, 400),
        ({"content": "#" * 1_100_000, "headers": {"Content-Type": "application/sparql-query"}}, 413),
    ],
)
def test_other_posts_are_refused(served: Served, options: dict[str, object], code: int) -> None:
    assert served.post("/sparql", **options).status_code == code


def test_graphs_of_the_request_stand_in_for_those_of_the_query(served: Served) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s rdf:predicate ?p }"
    answers = [served.ask(count), served.ask(count, **{"default-graph-uri": PROVENANCE})]
    rows = [answer.json()["results"]["bindings"][0]["n"]["value"] for answer in answers]
    assert rows[0] == "0"
    assert int(rows[1]) > 10
    named = served.ask("ASK { GRAPH ?g { ?s ?p ?o } }", **{"named-graph-uri": PROVENANCE})
    assert named.json()["boolean"] is True


def test_an_endpoint_asked_nothing_describes_itself(served: Served) -> None:
    graph = rdflib.Graph().parse(data=served.get("/sparql", "text/turtle").text, format="turtle")
    assert any(str(o).endswith("SPARQL11Query") for o in graph.objects())


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}", "longer than 4 seconds"),
        (f"SELECT * {{ {CROSS} }}", "more than 2,000 rows"),
        (f"CONSTRUCT {{ ?a ?e ?i }} {{ {CROSS} }}", "ask for less"),
        (f"SELECT ?a ?o {{ {CROSS} }} ORDER BY ?r", "stopped"),
        ('SELECT ?x { BIND(REPLACE("' + "a" * 3000 + '", "a", "' + "b" * 30_000 + '") AS ?x) }', ""),
        ('ASK { FILTER REGEX("' + "a" * 5000 + '", "(a+)+$b") }', ""),
    ],
    ids=["time", "rows", "triples", "sorting", "growth", "regex"],
)
def test_an_exploding_query_is_cut_and_the_next_is_answered(served: Served, query: str, said: str) -> None:
    answer = served.ask(query, accept="*/*")
    assert said in answer.text
    assert answer.status_code == (500 if said else answer.status_code)
    assert names(served.ask(MET)) == NAMES


def test_sixty_four_clients_at_once_get_right_answers(served: Served) -> None:
    def one(number: int) -> bool:
        rows = served.ask(f"SELECT ?n {{ VALUES ?n {{ {number} }} ?m a kg:Meeting }}").json()["results"]["bindings"]
        return [row["n"]["value"] for row in rows] == [str(number)] and names(served.ask(MET)) == NAMES

    with ThreadPoolExecutor(64) as crowd:
        assert all(crowd.map(one, range(64)))


@pytest.mark.parametrize(("format_", "wanted"), [(JSON, dict), (XML, object), (CSV, bytes)])
def test_sparqlwrapper_reads_answers(served: Served, format_: str, wanted: type) -> None:
    client = SPARQLWrapper(served.address + "/sparql")
    client.setQuery(FULL)
    client.setReturnFormat(format_)
    answer: Any = client.query().convert()
    text = answer.toxml() if format_ == XML else str(answer)
    assert "Jack Ma" in text
    assert isinstance(answer, wanted)


def test_sparqlwrapper_reads_triples_by_post(served: Served) -> None:
    client = SPARQLWrapper(served.address + "/sparql")
    client.setMethod("POST")
    client.setQuery("CONSTRUCT WHERE { ?s a <https://schema.org/Person> }")
    client.setReturnFormat(TURTLE)
    turtle: Any = client.query().convert()
    found = rdflib.Graph().parse(data=turtle, format="turtle")
    assert len(found) == 2


def test_rdflib_sees_the_endpoint_as_a_store(served: Served) -> None:
    graph = rdflib.Graph(SPARQLStore(served.address + "/sparql"))
    assert [str(row.name) for row in graph.query(FULL)] == NAMES  # type: ignore[union-attr]
    person = rdflib.URIRef("https://schema.org/Person")
    assert len(list(graph.triples((None, rdflib.RDF.type, person)))) == 2
