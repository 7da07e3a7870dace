import random
from itertools import chain
from pathlib import Path

import pytest

from kg.model import Extraction
from kg.resolve import identities
from kg.resolve.entities import Resolution, resolve
from kg.resolve.identities import Identities
from kg.resolve.names import key
from kg.resolve.profiles import profiles
from tests.samples import document, extraction, meeting, meeting_again


def resolved(extractions: list[Extraction], known: Identities | None = None) -> Resolution:
    return resolve(chain.from_iterable(profiles(e) for e in extractions), Identities() if known is None else known)


def naming(id_: str, type_: str, *names: str) -> Extraction:
    told = document(id_, [f"Berita tentang {' dan '.join(names)}."])
    return extraction(told, {"entities": [["e1", type_, max(names, key=len), list(names)]]})


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
    assert (entity.name, entity.aliases, entity.links[0].iri) == (
        "Amerika Serikat", ("AS",), "https://sws.geonames.org/6252001/",
    )  # fmt: skip


def test_resolve_does_not_depend_on_order() -> None:
    found = list(chain(profiles(meeting()), profiles(meeting_again())))
    shuffled = random.Random(7).sample(found, len(found))
    assert resolve(found, Identities()) == resolve(shuffled, Identities())


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
        "entities": [["e1", "PER", "Budi Santoso", ["Budi Santoso", "Budi"]], ["e2", "ORG", "PDAM Tirta", ["PDAM Tirta"]],
                     ["e3", "ORG", "Yayasan Melati", ["Yayasan Melati"]]],
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
