from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Entity, Link
from kg.resolve.choices import Choices
from kg.resolve.entities import resolve
from kg.resolve.identities import Identities
from kg.resolve.knowledge import Knowledge, Row, from_rows, from_skos
from kg.resolve.profiles import profiles
from tests.resolve.articles import naming
from training.articles import SHARED

PEOPLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <https://schema.org/> .
@prefix p: <https://arsip.example/orang/> .
p:1 a skos:Concept, schema:Person ; skos:prefLabel "Sri Lestari Wibowo"@id ; skos:altLabel "Lestari" .
p:2 a skos:Concept ; skos:prefLabel "Budi Santoso" . p:3 a skos:Concept ; skos:prefLabel "Budi Santoso" .
p:4 a skos:Concept, schema:Person ; skos:prefLabel "Merapi" .
p:5 a skos:Concept ; skos:prefLabel "PT Angin Laut Tbk" .
"""


@pytest.fixture
def people(tmp_path: Path) -> Knowledge:
    (tmp_path / "people.ttl").write_text(PEOPLE, encoding="utf-8")
    return from_skos(tmp_path / "people.ttl")


def entity(type_: str, *names: str, base: Knowledge) -> Entity:
    return resolve(profiles(naming("a", type_, *names)), Identities(), choices=Choices(), knowledge=[base]).entities[0]


@pytest.mark.parametrize(("type_", "names", "certain"), [
    ("PER", ("Sri Lestari Wibowo",), ["https://arsip.example/orang/1"]),
    ("PER", ("Dr. Sri Lestari Wibowo, M.Si", "Lestari"), ["https://arsip.example/orang/1"]),
    ("PER", ("Lestari",), []),
    ("PER", ("Budi Santoso",), []),
    ("LOC", ("Merapi",), []),
    ("ORG", ("Angin Laut",), ["https://arsip.example/orang/5"]),
    ("PER", ("Orang Lain",), []),
])  # fmt: skip
def test_a_link_is_certain_where_one_bearer_is_left(
    people: Knowledge, type_: str, names: tuple[str, ...], certain: list[str]
) -> None:
    assert [link.iri for link in entity(type_, *names, base=people).links if link.certain] == certain


def test_an_ambiguous_name_keeps_its_possible_links(people: Knowledge) -> None:
    links = entity("PER", "Budi Santoso", base=people).links
    assert [(link.iri[-1], link.certain, 0.3 < link.score < 0.6) for link in links] == [
        ("2", False, True),
        ("3", False, True),
    ]


def test_company_decides_an_ambiguous_name() -> None:
    rows = [
        Row("Madrid", "q:club", 5, 10, ""),
        Row("Madrid", "q:city", 5, 10, ""),
        Row("Pepe Alves", "q:pepe", 1, 1, "PER"),
    ]
    base = from_rows(rows, [("q:club", "q:pepe")], "tabel")
    (found, *_) = (e for e in resolve(_match(), Identities(), knowledge=[base]).entities if e.name == "Madrid")
    assert max(found.links, key=lambda link: link.score).iri == "q:club"


def _match() -> list:  # type: ignore[type-arg]
    from tests.samples import document, extraction

    told = document("a", ["Pepe Alves membela Madrid ."])
    rows = [["e1", "PER", "Pepe Alves", ["Pepe Alves"]], ["e2", "ORG", "Madrid", ["Madrid"]]]
    return list(profiles(extraction(told, {"entities": rows})))


def test_one_iri_is_certain_for_one_entity(people: Knowledge) -> None:
    told = [
        *profiles(naming("a", "ORG", "PT Angin Laut")),
        *profiles(naming("b", "LOC", "Angin Laut Raya", "Angin Laut")),
    ]
    found = resolve(told, Identities(), knowledge=[people]).entities
    certain = [link for e in found for link in e.links if link.certain]
    assert [type(link) for link in certain] == [Link]


@pytest.mark.parametrize(("name", "text"), [("x.ttl", "not turtle {"), ("x.ttl", ""), ("x.csv", "a,b")])
def test_what_is_no_knowledge_base_is_refused(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        from_skos(tmp_path / name)


@pytest.mark.slow
@pytest.mark.skipif(not (SHARED / "data" / "links").exists(), reason="needs IndEL in ../shared")
def test_links_to_wikidata_hold_their_floor() -> None:
    from benchmarks.links import measure

    scores = measure(given=False)
    assert scores.precision >= 85
    assert scores.f1 >= 60
