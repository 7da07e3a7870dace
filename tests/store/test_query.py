import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.store import query


@pytest.fixture
def store() -> ox.Store:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("http://a/x"), ox.NamedNode("https://schema.org/name"), ox.Literal("Ma")))
    return store


def test_query_keeps_column_names_and_order(store: ox.Store) -> None:
    result = query(store, "SELECT ?name ?thing { ?thing schema:name ?name }")
    assert result.columns == ("name", "thing")
    assert list(result) == [{"name": "Ma", "thing": "http://a/x"}]


@pytest.mark.parametrize("text", [
    "SELECT * { SERVICE <http://example.org/sparql> { ?s ?p ?o } }",
    "SELECT * FROM <http://example.org/data> { ?s ?p ?o }",
    "SELECT * FROM NAMED <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * { { SELECT * { OPTIONAL { SERVICE SILENT ?where { ?s ?p ?o } } } } }",
    "LOAD <http://example.org/data>",
    "DELETE WHERE { ?s ?p ?o }",
])  # fmt: skip
def test_query_refuses_what_leaves_the_store_or_changes_it(store: ox.Store, text: str) -> None:
    with pytest.raises(QueryError):
        query(store, text)


def test_query_names_the_place_of_a_mistake(store: ox.Store) -> None:
    with pytest.raises(QueryError, match="line 1, column"):
        query(store, "SELECT ?x { ?x a }")


def test_query_lets_the_word_service_stand_in_a_string(store: ox.Store) -> None:
    assert len(query(store, 'SELECT ?s { ?s ?p ?o FILTER(?o != "service from home") }')) == 1


def test_construct_gives_triples(store: ox.Store) -> None:
    assert len(query(store, "CONSTRUCT { ?s a schema:Person } { ?s schema:name ?n }").triples or ()) == 1
