import hashlib
from itertools import chain

import pyoxigraph as ox
import pytest

from kg.model import Extraction
from kg.ontology import BASE
from kg.rdf import quads
from kg.rdf.iris import Iris
from kg.resolve import events
from kg.resolve.entities import resolve
from kg.resolve.identities import Identities
from kg.resolve.profiles import profiles
from kg.store import query
from tests.graphs import stated
from tests.samples import meeting, meeting_again


def store_of(*extractions: Extraction, accept: tuple[str, ...] = ()) -> ox.Store:
    known, iris, store = Identities(), Iris(BASE), ox.Store()
    resolution = resolve(chain.from_iterable(profiles(e) for e in extractions), known)
    happenings, _ = events.events(chain.from_iterable(events.told(e, resolution) for e in extractions), known)
    event_iris = {member: happening.iri for happening in happenings for member in happening.members}
    store.extend(quads.entities(resolution.entities, iris))
    store.extend(stated(extractions, resolution.iris, event_iris, iris, accept))
    return store


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return store_of(meeting(), meeting_again())


def ask(store: ox.Store, pattern: str) -> bool:
    return next(iter(query(store, f"ASK {{ {pattern} }}")))["answer"] == "true"


def named(name: str, variable: str) -> str:
    return f'?{variable} skos:prefLabel "{name}"@id .'


@pytest.mark.parametrize("pattern", [
    named("Trump Tower", "a") + named("New York", "b") + "?a schema:containedInPlace ?b",
    named("Jack Ma", "a") + named("Alibaba Group Holding Ltd", "b") + "?b schema:founder ?a",
    named("Jack Ma", "a") + '?t kg:holder ?a ; kg:position "pendiri"@id ; kg:status kg:current ; a org:Membership',
    named("Jack Ma", "a") + named("Alibaba Group Holding Ltd", "b") + "?a schema:worksFor ?b",
    named("Amerika Serikat", "a") + '?a skos:altLabel "AS"@id ; schema:sameAs <https://sws.geonames.org/6252001/>',
    named("New York", "a") + "?a schema:latitude ?y ; schema:longitude ?x FILTER(?y > 40.7 && ?x < -74)",
    "?m a schema:MonetaryAmount ; schema:value 15000000000 ; schema:currency 'USD'",
    named("Donald Trump", "t") + "?q a schema:Quotation ; schema:spokenByCharacter ?t ; kg:direct true",
])  # fmt: skip
def test_quads_hold_a_fact(store: ox.Store, pattern: str) -> None:
    assert ask(store, pattern)


def test_one_meeting_told_twice_is_one_event_with_two_proofs(store: ox.Store) -> None:
    rows = list(
        query(
            store,
            """
        SELECT ?m (COUNT(DISTINCT ?text) AS ?texts) { ?m a kg:Meeting
          GRAPH <https://kg.example/graph/provenance> {
            ?s rdf:subject ?m ; rdf:object kg:Meeting ; prov:wasDerivedFrom/oa:hasSource ?text } } GROUP BY ?m""",
        )
    )
    assert [row["texts"] for row in rows] == ["2"]


@pytest.mark.parametrize("union", [False, True])
def test_a_plan_or_claim_is_no_plain_triple_in_any_graph(store: ox.Store, union: bool) -> None:
    text = "ASK { { ?p a kg:Plan } UNION { ?a kg:praises ?b } UNION { ?e kg:patient ?x } }"
    prefixes = {"kg": "https://kg.example/ontology#"}
    assert not store.query(text, prefixes=prefixes, use_default_graph_as_union=union)


def test_a_plan_is_kept_with_modality_and_source(store: ox.Store) -> None:
    assert ask(
        store,
        named("Jack Ma", "ma")
        + """GRAPH <https://kg.example/graph/provenance> {
        ?p a kg:ReportedEvent ; kg:eventType kg:Plan .
        ?s rdf:subject ?p ; rdf:predicate kg:patient ; kg:modality kg:planned ; kg:source ?ma }""",
    )


def test_every_statement_leads_back_to_its_characters(store: ox.Store) -> None:
    texts = {e.document.id: e.document.text for e in (meeting(), meeting_again())}
    rows = list(
        query(
            store,
            """SELECT * { GRAPH <https://kg.example/graph/provenance> {
        ?s rdf:predicate ?p ; prov:wasDerivedFrom ?e . ?e oa:hasSource ?text ; oa:hasSelector ?q .
        ?q oa:start ?start ; oa:end ?end ; oa:exact ?exact . ?text kg:sha256 ?sum } }""",
        )
    )
    statements = list(query(store, "SELECT ?s { GRAPH ?g { ?s a rdf:Statement } }"))
    assert {row["s"] for row in rows} == {row["s"] for row in statements}
    for row in rows:
        text = texts[str(row["text"]).rpartition("/")[2]]
        assert text[int(row["start"] or 0) : int(row["end"] or 0)] == row["exact"]
        assert hashlib.sha256(text.encode()).hexdigest() == row["sum"]


def test_quads_have_no_blank_nodes(store: ox.Store) -> None:
    assert not [q for q in store if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)]


def test_a_user_may_accept_a_modality() -> None:
    accepting = store_of(meeting(), accept=("claimed",))
    assert ask(accepting, "?a kg:praises ?b")
    assert not ask(accepting, "?p a kg:Plan")
