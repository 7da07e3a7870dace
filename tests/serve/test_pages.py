"""Pages, addresses of the graph and the JSON API, asked as browsers and programs ask."""

from __future__ import annotations

import socket
import time

import pytest
import rdflib
from jsonschema import Draft202012Validator

from tests.serve.conftest import Served

BASE = "https://kg.example/"
PAGES = (
    "/",
    "/entities",
    "/entities?type=PER",
    "/articles",
    "/query",
    "/doubts",
    "/search?q=jack",
    "/ontology",
    "/document/a1",
)


@pytest.mark.parametrize("path", PAGES)
def test_pages_open_with_the_headers_of_a_security_review(served: Served, path: str) -> None:
    answer = served.get(path)
    policy = answer.headers["content-security-policy"]
    assert answer.status_code == 200
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "server" not in answer.headers
    assert "&lt;built-in" not in answer.text  # a word of the page that is also a method of a dictionary


def test_entity_page_tells_all(served: Served) -> None:
    page = served.get(served.page("Jack Ma")).text
    for text in (
        "Jack Ma",
        "pendiri",
        "Trump Tower",
        "Senin (9/1)",
        "/document/a1#char=",
        "Harian A",
        "Harian B",
        "<svg",
    ):
        assert text in page


def test_article_page_marks_what_was_found_and_leads_to_it(served: Served) -> None:
    page = served.get("/document/a1").text
    assert f'class="name Person" title="Jack Ma (orang)" href="{served.page("Jack Ma")}"' in page
    assert 'id="char=0,7"' in page
    assert "#char=0," in page
    assert "US$15 miliar" in page


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"]
)
def test_machines_get_triples_of_any_iri(served: Served, accept: str) -> None:
    answer = served.get(served.page("Alibaba Group"), accept)
    graph = rdflib.Graph().parse(data=answer.text, format=accept)
    iri = rdflib.URIRef(served.iri("Alibaba Group"))
    assert answer.headers["vary"] == "Accept"
    assert (iri, rdflib.RDF.type, rdflib.URIRef("https://schema.org/Organization")) in graph


def test_a_claim_is_no_plain_triple_for_machines_either(served: Served) -> None:
    graph = rdflib.Graph().parse(data=served.get(served.page("Alibaba Group"), "text/turtle").text, format="turtle")
    praises = rdflib.URIRef(BASE + "ontology#praises")
    assert praises in set(graph.objects(None, rdflib.RDF.predicate))
    assert praises not in set(graph.predicates())


def test_every_iri_of_the_graph_dereferences(served: Served) -> None:
    rows = served.ask("SELECT DISTINCT ?s { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }").json()["results"][
        "bindings"
    ]
    addresses = {row["s"]["value"].partition("#")[0].removeprefix(BASE) for row in rows}
    rooms = {address.partition("/")[0]: address for address in sorted(addresses)}
    codes = {room: served.get("/" + address).status_code for room, address in rooms.items()}
    assert {"entity", "event", "statement", "document", "role", "value", "quotation", "text"} <= rooms.keys()
    assert set(codes.values()) == {200}, codes


def test_text_is_what_the_offsets_point_into(served: Served) -> None:
    answer = served.get("/text/a1", "*/*")
    assert answer.text == (served.folder / "texts" / "a1.txt").read_text(encoding="utf-8")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    "path",
    [
        "/nope", "/entity/nope", "/document/nope", "/text/..%2f..%2freport.json", "/text/%2e%2e/%2e%2e/etc/passwd",
        "/assets/..%2fapplication.py", "/assets/../words.json", "/report.json", "/decisions.toml", "/store/current",
        "/identities.tsv", "/entity/%00", "/entity/a b", "/document/%ff", "/graph/provenance", "/entity/",
    ],
)  # fmt: skip
def test_nothing_outside_the_graph_can_be_reached(served: Served, path: str) -> None:
    host = served.address.removeprefix("http://")
    with socket.create_connection(("127.0.0.1", int(host.rpartition(":")[2])), timeout=30) as line:
        line.sendall(f"GET {path.replace(' ', '%20')} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert answer.split()[1] in (b"404", b"400")


@pytest.mark.parametrize("host", ["jahat.example", "127.0.0.1.jahat.example:80", "", "localhost.:1", "[::1"])
def test_a_host_that_is_not_ours_is_refused(served: Served, host: str) -> None:
    assert served.get("/", headers={"Host": host}).status_code in (400, 421)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://jahat.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/sparql?query=ASK{}", "/api/search?q=a"])
def test_pages_of_others_cannot_ask(served: Served, headers: dict[str, str], path: str) -> None:
    assert served.get(path, "*/*", headers=headers).status_code == 403


def test_search_finds_names_quotations_and_texts(served: Served) -> None:
    page = served.get("/search?q=pertemuan").text
    assert "/document/a1#char=" in page
    assert "<mark>Pertemuan</mark>" in page
    hits = served.get("/api/search", params={"q": "ali gro"}).json()["hits"]
    assert {hit["kind"] for hit in hits} == {"entity", "article"}
    assert hits[0]["name"] == "Alibaba Group Holding Ltd"


@pytest.mark.parametrize(
    "words", ['"', "* OR *", "a AND", "NEAR(", "x' OR 1=1 --", "<script>", "ÿ" * 500, "kind:entity"]
)
def test_search_takes_any_words(served: Served, words: str) -> None:
    answer = served.get("/search", params={"q": words})
    assert answer.status_code == 200
    assert "<script>" not in answer.text.replace('<script src="/assets/site.js" defer></script>', "")


CALLS = (
    "/api/search?q=jack", "/api/entities?type=PER&limit=1", "/api/entities/{jack}", "/api/articles", "/api/articles/a1",
    "/api/candidates", "/api/report", "/api/decisions",
)  # fmt: skip


@pytest.mark.parametrize("call", CALLS)
def test_api_answers_as_its_description_says(served: Served, call: str) -> None:
    description = served.get("/api/openapi.json").json()
    path, _, query = call.replace("{jack}", served.iri("Jack Ma").rpartition("/")[2]).partition("?")
    name = {"/api/articles/a1": "/api/articles/{id}"}.get(path, "/api/entities/{id}" if "{jack}" in call else path)
    answer = served.get(f"{path}?{query}", "application/json")
    schema = description["paths"][name]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    Draft202012Validator({**schema, "components": description["components"]}).validate(answer.json())
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("call", "code"),
    [("/api/search?limit=-1", 400), ("/api/search?kind=x", 400), ("/api/entities?type=X", 400), ("/api/entities/no", 404),  # noqa: E501
     ("/api/search?q=" + "a" * 201, 400), ("/api/entities/a%0Ab", 404), ("/api/nope", 404),
     ("/api/articles/..%2f..%2freport", 404), ("/api/candidates?limit=99999999999", 400), ("/api/entities/%00", 404)],
)  # fmt: skip
def test_api_says_what_was_wrong(served: Served, call: str, code: int) -> None:
    answer = served.get(call, "application/json")
    assert answer.status_code == code
    assert answer.json()["error"]


def test_without_edit_nothing_can_be_decided(served: Served) -> None:
    assert served.post("/decisions", data={"action": "rename", "csrf": ""}).status_code == 403
    assert served.post("/api/decisions", json={"action": "rename"}).status_code == 403
    assert served.get("/edit?token=x").status_code == 403


def test_slow_clients_hold_nobody_up(served: Served) -> None:
    port = int(served.address.rpartition(":")[2])
    lines = [socket.create_connection(("127.0.0.1", port)) for _ in range(40)]
    try:
        for line in lines:
            line.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000\r\n")
        started = time.monotonic()
        assert served.get("/").status_code == 200
        assert time.monotonic() - started < 10
    finally:
        for line in lines:
            line.close()


def test_clients_that_do_not_read_hold_nobody_up(served: Served) -> None:
    host = served.address.removeprefix("http://")
    lines = [socket.create_connection(("127.0.0.1", int(host.rpartition(":")[2]))) for _ in range(40)]
    try:
        for line in lines:
            line.sendall(f"GET /graph.html HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        started = time.monotonic()
        assert served.ask("ASK { ?a ?b ?c }").json()["boolean"] is True
        assert time.monotonic() - started < 30
    finally:
        for line in lines:
            line.close()
