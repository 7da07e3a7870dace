"""From when until when a position or a relation holds, where the text says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.model import Coref, Extraction
from kg.rdf.validity import of_relation, of_role
from kg.store import query
from tests.rdf.test_quads import store_of
from tests.samples import document, extraction


def role_of(text: str, date: str, iso: str, *, status: str = "current", more: str = "") -> Extraction:
    """An article in which Budi Santoso is "Menteri"; the evidence runs from the first to the last of both."""
    told = document("a1", [text, more] if more else [text])
    found = extraction(told, {
        "entities": [["e1", "PER", "Budi Santoso", ["Budi Santoso"]]],
        "roles": [["e1", "Menteri", None, status, 1]],
        "values": [[date, "date", iso, ""]],
    })  # fmt: skip
    role, name = found.roles[0], found.clusters[0].mentions[0].span
    span = told.span(min(name.start, role.title.start), max(name.end, role.title.end))
    corefs = (Coref(told.span(len(text) + 1, len(text) + 3), 2, "e1"),) if more else ()
    return replace(found, roles=(replace(role, span=span),), corefs=corefs)


@pytest.mark.parametrize(("text", "date", "iso", "wanted"), [
    ("Budi Santoso menjabat Menteri sejak 27 Juli 2016.", "27 Juli 2016", "2016-07-27", [("start", "2016-07-27")]),
    ("Budi Santoso menjadi Menteri mulai 2019.", "2019", "2019", [("start", "2019")]),
    ("Budi Santoso adalah Menteri hingga Maret 2024.", "Maret 2024", "2024-03", [("end", "2024-03")]),
    ("Menteri periode 2014-2019 Budi Santoso hadir.", "2014-2019", "2014/2019", [("start", "2014"), ("end", "2019")]),
    ("Menteri (2014–2019) Budi Santoso hadir.", "2014–2019", "2014/2019", [("start", "2014"), ("end", "2019")]),
    ("Menteri Budi Santoso, yang menjabat pada 2013-2015, hadir.", "2013-2015", "2013/2015",
     [("start", "2013"), ("end", "2015")]),
    ("Menteri Budi Santoso, sejak 2021 hingga 2022, memberi uang.", "2021 hingga 2022", "2021/2022", []),
    ("Menteri Budi Santoso tiba pada 2024.", "2024", "2024", []),
    ("Menteri Budi Santoso bekerja keras sejak 2024.", "2024", "2024", []),
])  # fmt: skip
def test_a_date_beside_a_position_bounds_it(text: str, date: str, iso: str, wanted: list[tuple[str, str]]) -> None:
    told = role_of(text, date, iso)
    assert [(bound.which, bound.iso) for bound in of_role(told.roles[0], told)] == wanted


def test_the_next_sentence_may_say_when_it_begins() -> None:
    told = role_of("Budi Santoso ditunjuk sebagai Menteri.", "1 November 2024", "2024-11-01",
                   more="Ia mulai bertugas pada 1 November 2024.")  # fmt: skip
    assert [(bound.which, bound.iso) for bound in of_role(told.roles[0], told)] == [("start", "2024-11-01")]


def test_an_appointment_dates_the_position() -> None:
    told = extraction(document("a1", ["Budi Santoso dilantik sebagai Menteri pada 20 Oktober 2024."]), {
        "entities": [["e1", "PER", "Budi Santoso", ["Budi Santoso"]]],
        "roles": [["e1", "Menteri", None, "current", 1]],
        "values": [["20 Oktober 2024", "date", "2024-10-20", ""]],
        "events": [{"type": "Appointment", "trigger": "dilantik", "sent": 1, "modality": "actual", "source": None,
                    "args": [["patient", "e1"], ["time", "20 Oktober 2024"]]}],
    })  # fmt: skip
    assert [(bound.which, bound.iso) for bound in of_role(told.roles[0], told)] == [("start", "2024-10-20")]


def test_a_relation_holds_from_the_year_that_follows_it() -> None:
    told = extraction(document("a1", ["Budi Santoso tinggal di Demak sejak 2018."]), {
        "entities": [["e1", "PER", "Budi Santoso", ["Budi Santoso"]], ["e2", "LOC", "Demak", ["Demak"]]],
        "relations": [["e1", "livesIn", "e2", 1, "actual", None]],
        "values": [["2018", "date", "2018", ""]],
    })  # fmt: skip
    relation = replace(told.relations[0], span=told.document.span(0, len("Budi Santoso tinggal di Demak")))
    assert [(bound.which, bound.iso) for bound in of_relation(relation, told)] == [("start", "2018")]


def test_who_was_minister_is_asked_by_validity_and_not_by_publication() -> None:
    told = role_of("Menteri periode 2014-2019 Budi Santoso hadir.", "2014-2019", "2014/2019", status="former")
    store = store_of(told)
    asked = """SELECT ?name {{ ?t kg:holder/skos:prefLabel ?name ; kg:start/kg:earliest ?from ; kg:end/kg:latest ?to
        FILTER(?from <= "{year}-12-31"^^xsd:date && ?to >= "{year}-01-01"^^xsd:date) }}"""
    assert [row["name"] for row in query(store, asked.format(year=2016))] == ["Budi Santoso"]
    assert not len(query(store, asked.format(year=2020)))
    assert len(query(store, "SELECT * { GRAPH ?g { ?s rdf:predicate kg:start ; prov:wasDerivedFrom ?e } }")) == 1
