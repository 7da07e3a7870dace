"""Small random corpora of extractions in which names meet, part, are short, misspelled and of several types."""

from __future__ import annotations

import random
from datetime import date, timedelta

from kg.model import Argument, Cluster, Document, Event, Extraction, Mention, Quote, Relation, Role

__all__ = ["article"]

NAMES = {
    "PER": (
        "Budi Santoso", "Budi Santosa Wijaya", "Joko Widodo", "Prabowo Subianto", "Prabowo", "Widodo", "Siti Aminah",
        "Zulkifli Hasan", "Zulhas", "Muhammad Husni Thamrin", "Husni Thamrin", "Sumarjono Adi Putra",
        "Sumarhono Adi Putra", "Budi", "AR",
    ),
    "ORG": (
        "Komisi Pemberantasan Korupsi", "KPK", "Kementerian Kesehatan", "Kemenkes RI", "PT Bank Central Asia Tbk",
        "BCA", "Dinas Kesehatan", "Universitas Gadjah Mada", "UGM", "Badan Pengawas Pemilihan",
        "Badan Pengawas Pemilahan", "Prabowo", "Kejaksaan Negeri Gresik", "Kejaksaan Negeri",
    ),
    "LOC": (
        "Jakarta", "DKI Jakarta", "Indonesia", "AS", "Amerika Serikat", "Bandung", "Kabupaten Bandung", "Gresik",
        "Jalan Pahlawan", "BCA",
    ),
    "EVT": ("Pemilu 2024",),
    "LAW": ("UU Nomor 1 Tahun 2020", "UU No 1/2020"),
    "PRD": ("Gojek",),
}  # fmt: skip
WITHIN = ("Gresik", "Bandung", "Jakarta", "Prabowo", "Budi")
SHORT = {"Komisi Pemberantasan Korupsi": "KPK", "PT Bank Central Asia Tbk": "BCA", "Universitas Gadjah Mada": "UGM"}


def article(id_: str, chance: random.Random) -> Extraction:
    """Return what a made-up article says: one to six names, and what links them."""
    types = chance.choices(("PER", "ORG", "LOC", "EVT", "LAW", "PRD"), (45, 30, 17, 2, 4, 2), k=chance.randint(1, 6))
    sentences: list[tuple[int, int]] = []
    text, found = "", []
    for type_ in types:
        name = chance.choice(NAMES[type_])
        short = name.split()[-1] if type_ == "PER" and " " in name else SHORT.get(name)
        places = []
        for form in (name, short) if short and chance.random() < 0.5 else (name,):
            places.append((len(text) + 5, len(text) + 5 + len(form)))
            sentences.append((len(text), len(text) + len(form) + 17))
            text += f"Lalu {form} berkata hal. "
        found.append((type_, name, places))
    found += _inside(text, found, chance)
    day = date(2020, 1, 1) + timedelta(days=chance.randint(0, 20)) if chance.random() < 0.9 else None
    publisher = chance.choice(("Harian A", "Kabar B", ""))
    document = Document(id_, text.rstrip(), f"Judul {id_}", day, publisher, sentences=tuple(sentences))
    clusters = tuple(
        Cluster(f"e{n}", type_, name, tuple(Mention(document.span(*place), type_, 1) for place in places))
        for n, (type_, name, places) in enumerate(found, 1)
    )
    return _told(document, clusters, chance)


def _inside(
    text: str, found: list[tuple[str, str, list[tuple[int, int]]]], chance: random.Random
) -> list[tuple[str, str, list[tuple[int, int]]]]:
    """Return names that stand in some of these."""
    more: dict[str, list[tuple[int, int]]] = {}
    for start, end in (place for _, _, places in found for place in places):
        for name in WITHIN:
            at = text.find(name, start, end)
            if at >= 0 and end - start > len(name) and chance.random() < 0.5:
                more.setdefault(name, []).append((at, at + len(name)))
    return [(chance.choice(("LOC", "ORG")), name, places) for name, places in more.items()]


def _told(document: Document, clusters: tuple[Cluster, ...], chance: random.Random) -> Extraction:
    bounds = document.sentences or ()
    whole, title = document.span(*bounds[0]), document.span(bounds[0][0], bounds[0][0] + 4)
    people = [c.id for c in clusters if c.type == "PER"]
    bodies = [c.id for c in clusters if c.type == "ORG"]
    roles = tuple(
        Role(
            person,
            title,
            chance.choice(bodies) if bodies and chance.random() < 0.7 else None,
            chance.choice(("current", "former")),
            1,
            whole,
            chance.choice(("actual", "claimed")),
            chance.choice((None, *people)),
        )
        for person in people
        if chance.random() < 0.5
    )
    relations = []
    for _ in range(chance.randint(0, 3) if len(clusters) > 1 else 0):
        one, other = chance.sample(clusters, 2)
        predicate = chance.choice(("partnerOf", "praises", "memberOf", "subOrganizationOf", "locatedIn"))
        modality, sure = chance.choice(("actual", "actual", "claimed")), chance.choice((0.9, 0.7))
        relations.append(Relation(one.id, predicate, other.id, 1, whole, modality, None, sure))
    events = {}
    for _ in range(chance.randint(0, 3)):
        start, _ = chance.choice(bounds)
        roles_of = ("agent", *(chance.choice(("agent", "patient", "place")) for _ in range(chance.randint(0, 2))))
        arguments = tuple(Argument(role, chance.choice(clusters).id, whole, 0.9) for role in roles_of)
        type_, modality = chance.choice(("Meeting", "Crime")), chance.choice(("actual", "actual", "claimed", "planned"))
        events[start] = Event(type_, document.span(start, start + 4), 1, arguments, whole, modality)
    quotes = tuple(Quote(1, person, "direct", None, whole) for person in people[:1])
    return Extraction(
        document, bounds, clusters, quotes=quotes, roles=roles, relations=tuple(relations),
        events=tuple(events.values()), version="sample",
    )  # fmt: skip
