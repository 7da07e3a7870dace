"""Articles of one sentence that name things, made by hand."""

from __future__ import annotations

from itertools import chain

from kg.model import Extraction
from kg.resolve.choices import Choices
from kg.resolve.decisions import Decision
from kg.resolve.entities import Resolution, resolve
from kg.resolve.identities import Identities
from kg.resolve.profiles import profiles
from tests.samples import document, extraction


def resolved(
    extractions: list[Extraction], known: Identities | None = None, decisions: tuple[Decision, ...] = ()
) -> Resolution:
    found = chain.from_iterable(profiles(e) for e in extractions)
    return resolve(found, Identities() if known is None else known, choices=Choices(decisions))


def naming(id_: str, type_: str, *names: str) -> Extraction:
    told = document(id_, [f"Berita tentang {' dan '.join(names)} ."])
    return extraction(told, {"entities": [["e1", type_, max(names, key=len), list(names)]]})
