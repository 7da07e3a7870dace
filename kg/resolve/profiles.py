"""What resolution needs to know of one article's cluster: small, so that memory grows with names, not with text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Extraction
from kg.resolve.names import key

__all__ = ["Profile", "profiles"]


@dataclass(frozen=True, slots=True)
class Profile:
    """A cluster of an article: names as spelled with their counts, where each stands, roles stated of it, company.

    `roles` are "title @ organization", normalised; `company` are the keys of the other people, bodies and works that
    the article names.
    """

    document: str
    cluster: str
    type: str
    name: str
    names: tuple[tuple[str, int], ...]
    spans: tuple[tuple[int, int], ...]
    roles: frozenset[str] = frozenset()
    company: frozenset[str] = frozenset()

    @property
    def member(self) -> tuple[str, str]:
        """The pair (document id, cluster id) that resolution maps to an entity."""
        return self.document, self.cluster


def profiles(extraction: Extraction) -> Iterator[Profile]:
    """Yield one profile for each cluster of the article."""
    names = {cluster.id: cluster.name for cluster in extraction.clusters}
    roles: dict[str, set[str]] = {}
    for role in extraction.roles:
        organization = key(names[role.organization], "ORG") if role.organization else ""
        roles.setdefault(role.person, set()).add(f"{key(role.title.text)} @ {organization}")
    keys = {cluster.id: key(cluster.name, cluster.type) for cluster in extraction.clusters if cluster.type != "LOC"}
    for cluster in extraction.clusters:
        counts = {cluster.name: 0}
        for mention in cluster.mentions:
            counts[mention.span.text] = counts.get(mention.span.text, 0) + 1
        spans = tuple((mention.span.start, mention.span.end) for mention in cluster.mentions)
        yield Profile(
            extraction.document.id,
            cluster.id,
            cluster.type,
            cluster.name,
            tuple(sorted(counts.items())),
            spans,
            frozenset(roles.get(cluster.id, ())),
            frozenset(name for id_, name in keys.items() if id_ != cluster.id),
        )
