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
    assert entity.reasons == ("negara: US",)


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
