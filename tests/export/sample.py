"""A small graph in memory, as exports see it."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from kg.export.networkx import to_networkx
from kg.store.facts import Facts
from tests.rdf.test_quads import store_of
from tests.samples import meeting, meeting_again


@dataclass
class Sample:
    facts: Facts

    def texts(self) -> dict[str, str]:
        return {e.document.id: e.document.text for e in (meeting(), meeting_again())}

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        return to_networkx(self.facts, self.texts())


def sample() -> Sample:
    return Sample(Facts(store_of(meeting(), meeting_again())))
