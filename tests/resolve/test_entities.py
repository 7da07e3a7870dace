import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Cluster, Extraction, Mention
from kg.resolve import identities
from kg.resolve.entities import resolve
from kg.resolve.identities import Identities
from kg.resolve.names import key
from kg.resolve.profiles import profiles
from tests.resolve.articles import naming, resolved
from tests.samples import document, extraction, meeting, meeting_again


@pytest.mark.parametrize(
    ("type_", "one", "other"),
    [
        ("PER", ("Jack Ma", "Ma"), ("Jack Ma",)),
        ("ORG", ("Costco Wholesale Corp", "Costco"), ("Costco",)),
        ("ORG", ("Levi",), ("Levi’s",)),
        ("ORG", ("PT Bank Central Asia Tbk",), ("Bank Central Asia",)),
        ("ORG", ("Kementerian Keuangan", "Kemenkeu"), ("Kemenkeu",)),
        ("LOC", ("AS",), ("Amerika Serikat",)),
        ("LOC", ("Negeri Paman Sam",), ("AS",)),
        ("LOC", ("Tiongkok",), ("China",)),
        ("LOC", ("Jakarta",), ("JAKARTA",)),
    ],
)
def test_resolve_joins_spellings_of_one_thing(type_: str, one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert len(resolved([naming("a", type_, *one), naming("b", type_, *other)]).entities) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("PER", "Budi"), ("PER", "Budi")),
        (("PER", "Ahmad Yani", "Ahmad"), ("PER", "Ahmad Dahlan", "Ahmad")),
        (("LOC", "Jakarta"), ("ORG", "Persija Jakarta")),
        (("PER", "Washington"), ("LOC", "Washington")),
        (("ORG", "Kejari"), ("ORG", "Kejari")),
        (("ORG", "Mahkamah Agung", "MA"), ("ORG", "Madrasah Aliyah", "MA")),
        (("ORG", "Universitas Indonesia", "Universitas"), ("ORG", "Universitas Riau", "Universitas")),
    ],
)
def test_resolve_keeps_different_things_apart(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert len(resolved([naming("a", *one), naming("b", *other)]).entities) == 2


def test_resolve_names_every_merge() -> None:
    (entity,) = resolved([naming("a", "LOC", "AS"), naming("b", "LOC", "Amerika Serikat")]).entities
    assert entity.reasons == ("negara: US (+9)",)


def test_resolve_gives_a_country_its_name_and_link() -> None:
    (entity,) = resolved([naming("a", "LOC", "AS")]).entities
    assert (entity.name, entity.aliases) == ("Amerika Serikat", ("AS",))
    assert "https://sws.geonames.org/6252001/" in [link.iri for link in entity.links if link.certain]


NAMES = ("Budi", "Budi Santoso", "Budi Santosa", "KPK", "Komisi Pemberantasan Korupsi", "Bandung", "Kota Bandung", "AS")
ARTICLES = st.lists(
    st.lists(
        st.tuples(st.sampled_from(("PER", "ORG", "LOC")), st.sampled_from(NAMES)), min_size=1, max_size=4, unique=True
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(ARTICLES, st.randoms(use_true_random=False))
def test_order_of_documents_has_no_effect(articles: list[list[tuple[str, str]]], chance: random.Random) -> None:
    found = [profile for i, names in enumerate(articles) for profile in profiles(mentioning(f"d{i}", names))]
    shuffled = chance.sample(found, len(found))
    assert resolve(found, Identities()) == resolve(shuffled, Identities())


def mentioning(id_: str, names: list[tuple[str, str]]) -> Extraction:
    told = document(id_, [f"{name} ada ." for _, name in names])
    bounds = told.sentences or ()
    clusters = tuple(
        Cluster(f"e{n}", type_, name, (Mention(told.span(start, start + len(name)), type_, n),))
        for n, ((type_, name), (start, _)) in enumerate(zip(names, bounds, strict=True), 1)
    )
    return Extraction(told, bounds, clusters)


def test_a_type_mistake_in_one_article_does_not_split_what_many_know() -> None:
    known = [naming(f"d{i:02}", "ORG", "Danantara") for i in range(6)]
    (entity,) = resolved([*known, naming("e", "LOC", "Danantara")]).entities
    assert entity.type == "ORG"


def test_a_person_known_to_many_is_one_where_an_article_takes_the_name_for_a_place() -> None:
    known = [mentioning(f"d{i:02}", [("PER", "Sukarta Wiradana"), ("ORG", f"Partai {i % 9}")]) for i in range(19)]
    called = naming("e", "PER", "Sukarta Wiradana", "Wiradana")
    mistaken = mentioning("f", [("LOC", "Wiradana"), ("ORG", "Partai 4")])
    found = resolved([*known, called, mistaken]).entities
    assert {entity.type for entity in found} == {"ORG", "PER"}


def test_a_kind_of_body_joins_where_the_place_is_the_same() -> None:
    def told(id_: str, place: str) -> Extraction:
        return mentioning(id_, [("ORG", "Dinas Lingkungan Hidup"), ("LOC", place)])

    found = resolved([told("a", "Gresik"), told("b", "Kabupaten Gresik"), told("c", "Surabaya")]).entities
    assert sorted(len(e.members) for e in found if e.type == "ORG") == [1, 2]


def test_entities_never_share_an_iri() -> None:
    told = document("a", ["Lapor Pak Budi Santoso ."])
    clusters = (
        Cluster("e1", "PER", "Budi Santoso", (Mention(told.span(10, 22), "PER", 1),)),
        Cluster("e2", "EVT", "Lapor Pak Budi Santoso", (Mention(told.span(0, 22), "EVT", 1),)),
    )
    found = resolve(profiles(Extraction(told, told.sentences or (), clusters)), Identities())
    assert len({entity.iri for entity in found.entities}) == 2


def test_resolve_keeps_an_iri_when_the_corpus_grows(tmp_path: Path) -> None:
    known = Identities()
    before = {e.name: e.iri for e in resolved([meeting_again()], known).entities}
    identities.write(known, tmp_path / "identities.tsv")
    after = resolved([meeting(), meeting_again()], identities.read(tmp_path / "identities.tsv"))
    assert {e.name: e.iri for e in after.entities}["Jack Ma"] == before["Jack Ma"]


def test_merge_keeps_the_older_iri_and_names_the_younger() -> None:
    known = Identities()
    apart = resolved([naming("a", "ORG", "Alibaba Jaya"), naming("b", "ORG", "AJ")], known).entities
    joined = resolved([naming("a", "ORG", "Alibaba Jaya"), naming("b", "ORG", "AJ"),
                       naming("c", "ORG", "Alibaba Jaya", "AJ")], known)  # fmt: skip
    older, younger = (iri for iri in known.rows if iri in {e.iri for e in apart})
    assert joined.replaced == ((younger, older),)


@pytest.mark.parametrize(("name", "type_", "wanted"), [
    ("PT Astra International Tbk.", "ORG", "astra international"),
    ("Levi’s", "ORG", "levi"),
    ("P&G", "ORG", "p&g"),
    ("José María", "PER", "jose maria"),
    ("PT", "ORG", "pt"),
])  # fmt: skip
def test_key_takes_away_what_may_differ(name: str, type_: str, wanted: str) -> None:
    assert key(name, type_) == wanted


def company(id_: str, name: str, *others: str, role: str | None = None) -> Extraction:
    told = document(id_, [f"{role or ''} {name} bersama {', '.join(others)}.".strip()])
    entities = [["e1", "PER", name, [name]], *([f"e{n}", "ORG", o, [o]] for n, o in enumerate(others, 2))]
    roles = [["e1", role, None, "current", 1]] if role else []
    return extraction(told, {"entities": entities, "roles": roles})


def people(*extractions: Extraction) -> int:
    return sum(entity.type == "PER" for entity in resolved(list(extractions)).entities)


def fuller(id_: str) -> Extraction:
    told = document(id_, ["Bupati Budi Santoso memimpin PDAM Tirta dan Yayasan Melati; Budi datang."])
    return extraction(told, {
        "entities": [["e1", "PER", "Budi Santoso", ["Budi Santoso", "Budi"]],
                     ["e2", "ORG", "PDAM Tirta", ["PDAM Tirta"]], ["e3", "ORG", "Yayasan Melati", ["Yayasan Melati"]]],
        "roles": [["e1", "Bupati", None, "current", 1]],
    })  # fmt: skip


def test_a_short_name_joins_where_the_role_is_the_same() -> None:
    assert people(fuller("a"), company("b", "Budi", "Bank Jaya", role="Bupati")) == 1


def test_a_short_name_alone_stays_apart_as_a_doubtful_pair() -> None:
    resolution = resolved([fuller("a"), company("b", "Budi", "Bank Jaya")])
    assert len(resolution.doubts) == 1
    assert resolution.doubts[0].reason.startswith("nama pendek: budi")
    assert people(fuller("a"), company("b", "Budi", "Bank Jaya")) == 2


def test_a_name_that_begins_a_longer_one_joins_in_the_same_company() -> None:
    one = company("a", "Gibran Rakabuming Raka", "KPK", "Partai Melati")
    assert people(one, company("b", "Gibran Rakabuming", "Partai Melati")) == 1
