"""What must never become a fact: plans, denials, accusations, and all that stands only in a quotation."""

from __future__ import annotations

import pytest

from kg.extract.events import events
from kg.model import Event
from tests.extract.marked import article


def only(found: tuple[Event, ...], type_: str) -> Event:
    return next(e for e in found if e.type == type_)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("[PER Budi Santoso] diduga melakukan korupsi dana bantuan sosial di [LOC Medan], kata [ORG KPK].", "Crime"),
        ("[PER Budi Santoso] didakwa menerima suap dari [ORG PT Maju Jaya].", "Crime"),
        ("[ORG Pertamina] berencana membangun kilang baru di [LOC Tuban].", "Plan"),
    ],
)
def test_modality_keeps_accusations_and_plans_from_the_facts(text: str, type_: str) -> None:
    assert {e.modality for e in events(article(text)) if e.type == type_} <= {
        "claimed",
        "planned",
        "possible",
        "denied",
    }


def test_modality_of_an_accusation_without_conviction_is_never_actual() -> None:
    text = "[PER Budi Santoso] korupsi dana bantuan sosial senilai Rp 2 miliar di [LOC Medan]."
    assert all(e.modality != "actual" for e in events(article(text)) if e.type == "Crime")


def test_modality_inside_a_quotation_is_claimed_with_the_speaker() -> None:
    text = '"Kami menangkap [PER Abdul Azis] di [LOC Makassar]," kata [PER Budi Prasetyo] dari [ORG KPK].'
    given = article(text, speakers={1: ("Budi Prasetyo", "direct")})
    event = only(events(given), "Arrest")
    assert (event.modality, event.source) == ("claimed", "Budi Prasetyo")


def test_modality_of_what_the_article_states_is_actual() -> None:
    event = only(events(article("[ORG KPK] menangkap Bupati [PER Abdul Azis] di [LOC Makassar].")), "Arrest")
    assert (event.modality, event.source) == ("actual", None)
