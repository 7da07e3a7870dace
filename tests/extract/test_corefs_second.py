from dataclasses import replace

import pytest

from kg.extract.corefs import corefs, first_look
from kg.extract.corefs_numbers import NAMES, Company
from kg.extract.corefs_second import Draft, forest, judged
from kg.extract.speech_choice import load
from kg.extract.speech_scene import scene
from tests.extract.test_quotes import named
from tests.extract.test_speech import article

SENTENCES = (
    "Budi Santoso dan Ani Wijaya tiba di kantor polisi.",
    "Korban bernama Ani Wijaya terluka, dan Ani Wijaya, korban itu, dirawat.",
    "Ia mengatakan korban tersebut dipukul.",
)
NAMED = named(article(*SENTENCES), "PER Budi Santoso", "PER Ani Wijaya")


def drafts() -> list[Draft]:
    return first_look(NAMED, load("corefs"))[1]


def test_each_candidate_has_each_number() -> None:
    assert drafts()
    for draft in drafts():
        assert len(draft.rows) == len(draft.entities) > 0
        assert {len(row) for row in draft.rows} == {len(NAMES)}


def test_a_noun_keeps_company_with_whom_it_stands_beside() -> None:
    company = Company(scene(NAMED))
    before, after, nearest, together = company.of("korban", "e2")
    assert (before, after, nearest) == (1, 1, 1)
    assert together == pytest.approx(1 / 2)  # of two sentences with the word one names her
    assert company.of("korban", "e1")[:2] == (0, 0)
    assert company.of("hakim", "e2") == (0, 0, 99, 0)


def test_nobody_who_is_barred_is_taken() -> None:
    every = drafts()
    ((draft, entity, sure), *_) = judged(every, forest())
    assert 0.4 <= sure <= 1
    barred = [replace(other, barred=frozenset([entity])) for other in every]
    assert entity not in [taken for _, taken, _ in judged(barred, forest())]
    assert [other for other, _, _ in judged([replace(draft, barred=frozenset(draft.entities))], forest())] == []


def test_a_bare_noun_for_a_body_stands_for_no_name() -> None:
    ((draft, entity, _), *_) = judged(drafts(), forest())
    for sense, taken in (("person", [entity]), ("body", [])):
        bare = replace(draft, anaphor=replace(draft.anaphor, kind="noun", sense=sense))
        assert [found for _, found, _ in judged([bare], forest())] == taken


def test_what_trees_say_is_said() -> None:
    told = {(d.anaphor.start, entity): round(sure, 3) for d, entity, sure in judged(drafts(), forest())}
    assert {(c.span.start, c.entity): c.confidence for c in corefs(NAMED)} == told
    assert told
