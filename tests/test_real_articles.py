"""The two articles on one meeting: what their graph must hold, asked in SPARQL."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import kg
from kg.corpus import Metadata
from kg.graph import Graph

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
PROVENANCE = "GRAPH <https://kg.example/graph/provenance>"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the two articles of ../shared/corpus")


@pytest.fixture(scope="module")
def graph() -> Graph:
    return kg.build(CORPUS, metadata=Metadata(published=date(2017, 1, 10)))


def named(name: str, variable: str) -> str:
    return f' ?{variable} skos:prefLabel "{name}"@id . '


def holds(graph: Graph, pattern: str) -> bool:
    return next(iter(graph.query(f"ASK {{ {pattern} }}")))["answer"] == "true"


@pytest.mark.parametrize(("name", "type_", "aliases"), [
    ("Jack Ma", "Person", {"Ma", "Jack"}),
    ("Donald Trump", "Person", {"Trump"}),
    ("Alibaba Group Holding Ltd", "Organization", {"Alibaba"}),
    ("Amerika Serikat", "Place", {"AS", "Negeri Paman Sam"}),
    ("Costco Wholesale Corp", "Organization", {"Costco"}),
    ("Levi’s", "Organization", {"Levi"}),
    ("Bob Christie", "Person", set()),
    ("Tiongkok", "Place", set()),
    ("Trump Tower", "Place", set()),
    ("New York", "Place", set()),
    ("Midwest", "Place", set()),
    ("Asia Tenggara", "Place", set()),
    ("Tmall", "Product", set()),
    ("Coach", "Organization", set()),
    ("P&G", "Organization", set()),
    ("Zara", "Organization", set()),
    ("Apple", "Organization", set()),
    ("Reuters", "Organization", set()),
    ("CNBC", "Organization", set()),
    ("Wall Street Journal", "Organization", set()),
])  # fmt: skip
def test_entity_is_one_with_its_type_and_aliases(graph: Graph, name: str, type_: str, aliases: set[str]) -> None:
    rows = list(graph.query(f"SELECT ?e ?t {{ {named(name, 'e')} ?e a ?t }}"))
    assert [row["t"] for row in rows] == [f"schema:{type_}"]
    found = {row["alias"] for row in graph.query(f"SELECT ?alias {{ {named(name, 'e')} ?e skos:altLabel ?alias }}")}
    assert aliases <= found


@pytest.mark.parametrize("name", [
    "Speak", "Mind", "Business Insider", "Vibiz", "Vibizmedia", "Vibiznews", "Asido", "Doni", "Analyst", "Berita",
])  # fmt: skip
def test_site_furniture_is_no_entity(graph: Graph, name: str) -> None:
    assert not holds(graph, f'?e skos:prefLabel|skos:altLabel ?name FILTER(CONTAINS(STR(?name), "{name}"))')


@pytest.mark.parametrize(("person", "title", "at", "status"), [
    ("Jack Ma", "Executive Chairman", "Alibaba Group Holding Ltd", "current"),
    ("Jack Ma", "Pendiri", "Alibaba Group Holding Ltd", "current"),
    ("Donald Trump", "Presiden", "Amerika Serikat", "elect"),
    ("Bob Christie", "juru bicara", "Alibaba Group Holding Ltd", "current"),
])  # fmt: skip
def test_role_is_a_fact(graph: Graph, person: str, title: str, at: str, status: str) -> None:
    role = f'?r kg:holder ?p ; kg:position "{title}"@id ; kg:heldAt ?at ; kg:status kg:{status}'
    founder = "{ ?at schema:founder ?p } UNION " if title == "Pendiri" else ""
    assert holds(graph, named(person, "p") + named(at, "at") + founder + "{ " + role + " }")


@pytest.mark.parametrize("seller", ["Costco Wholesale Corp", "Levi’s", "P&G", "Zara"])
def test_brand_sells_on_tmall(graph: Graph, seller: str) -> None:
    assert holds(graph, named(seller, "s") + named("Tmall", "t") + "?s kg:sellsOn ?t")


def test_tmall_is_run_by_alibaba(graph: Graph) -> None:
    both = named("Alibaba Group Holding Ltd", "a") + named("Tmall", "t")
    assert holds(graph, both + "?a kg:produces|schema:owns ?t")


def test_trump_tower_is_in_new_york(graph: Graph) -> None:
    assert holds(graph, named("Trump Tower", "t") + named("New York", "n") + "?t schema:containedInPlace ?n")


def test_the_meeting_is_one_told_by_both_articles(graph: Graph) -> None:
    rows = list(graph.query(
        named("Jack Ma", "ma").join(["SELECT ?m (COUNT(DISTINCT ?text) AS ?texts) (MIN(?first) AS ?day) {", ""])
        + named("Donald Trump", "trump") + named("Trump Tower", "tower")
        + "?m a kg:Meeting ; kg:agent ?ma, ?trump ; schema:location ?tower ; kg:time/kg:earliest ?first ."
        + PROVENANCE + "{ ?s rdf:subject ?m ; rdf:object kg:Meeting ; prov:wasDerivedFrom/oa:hasSource ?text } }"
        + "GROUP BY ?m"
    ))  # fmt: skip
    assert [(row["texts"], row["day"]) for row in rows] == [("2", "2017-01-09")]


def test_the_closure_is_a_claim_of_the_newspaper_without_its_date(graph: Graph) -> None:
    claim = "?e kg:eventType kg:Closure . ?s rdf:subject ?e ; rdf:predicate kg:agent ; rdf:object ?coach ; "
    claim += "kg:modality kg:claimed ; kg:source ?paper"
    both = named("Coach", "coach") + named("Wall Street Journal", "paper")
    assert holds(graph, both + PROVENANCE + "{ " + claim + " }")
    assert not holds(graph, "?e a kg:Closure")
    time = "?e kg:eventType kg:Closure . ?s rdf:subject ?e ; rdf:predicate kg:time"
    assert not holds(graph, PROVENANCE + "{ " + time + " }")


def test_the_promise_of_jobs_is_a_plan(graph: Graph) -> None:
    plan = "?e kg:eventType kg:Plan . ?s rdf:subject ?e ; rdf:predicate kg:amount ; rdf:object ?v ; "
    plan += "kg:modality kg:planned"
    assert holds(graph, "?v schema:value 1000000 . " + PROVENANCE + "{ " + plan + " }")
    assert not holds(graph, "?e a kg:Plan")


@pytest.mark.parametrize("value", [
    "?v a schema:MonetaryAmount ; schema:value 15000000000 ; schema:currency 'USD'",
    "?v a schema:QuantitativeValue ; schema:value 7000 ; schema:unitText 'merek'",
    "?v a kg:Time ; kg:iso '2016' ; kg:asSpelled 'tahun lalu'",
    "?v a kg:Time ; kg:iso '2016-09'",
])  # fmt: skip
def test_value_is_a_number_with_its_unit(graph: Graph, value: str) -> None:
    assert holds(graph, value)


@pytest.mark.parametrize(("speaker", "words"), [
    ("Donald Trump", "Pertemuan tadi luar biasa"),
    ("Donald Trump", "Jack dan saya akan melakukan"),
    ("Jack Ma", "Saya pikir presiden terpilih"),
    ("Jack Ma", "Ia berpikiran terbuka"),
    ("Jack Ma", "punya kekhawatiran dan dia punya solusinya"),
])  # fmt: skip
def test_quotation_has_its_speaker(graph: Graph, speaker: str, words: str) -> None:
    quotation = f'?q schema:spokenByCharacter ?s ; schema:text ?text FILTER(CONTAINS(?text, "{words}"))'
    assert holds(graph, named(speaker, "s") + quotation)
