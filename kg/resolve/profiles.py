"""What resolution needs to know of one article's cluster: small, so that memory grows with names, not with text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from sys import intern

from kg.model import Cluster, Extraction
from kg.resolve import names, places
from kg.resolve.gazetteer import country
from kg.resolve.names import key

__all__ = ["Profile", "articles", "placed", "profiles"]

WITHIN = frozenset({"subOrganizationOf", "locatedIn", "basedIn"})


@dataclass(frozen=True, slots=True)
class Profile:
    """A cluster of an article: names as spelled with their counts, where each stands, roles stated of it, company.

    `roles` are "title @ organization", normalised; `company` are the keys of all people, bodies and works that the
    article names, the cluster's own among them, one set for all clusters of the article; `within` are the keys of
    what it is stated to be part of, `seat` the one region that the article is about, "" where there are several;
    `acts` says that it speaks or holds an office; `day` is the publication as a proleptic ordinal, 0 where unknown.
    """

    document: str
    cluster: str
    type: str
    name: str
    names: tuple[tuple[str, int], ...]
    spans: tuple[tuple[int, int], ...]
    roles: frozenset[str] = frozenset()
    company: frozenset[str] = frozenset()
    within: tuple[str, ...] = ()
    seat: str = ""
    acts: bool = False
    day: int = 0

    @property
    def member(self) -> tuple[str, str]:
        """The pair (document id, cluster id) that resolution maps to an entity."""
        return self.document, self.cluster

    @property
    def weight(self) -> int:
        """How many clusters this stands for: one, where it was not folded with its like (`forms.Form`)."""
        return 1

    @property
    def mentioned(self) -> int:
        """How often it is mentioned."""
        return len(self.spans)

    @property
    def documents(self) -> frozenset[str]:
        """The articles that name it."""
        return frozenset((self.document,))

    @property
    def seats(self) -> frozenset[str]:
        """The regions that its articles are about."""
        return frozenset((self.seat,))

    @property
    def beside(self) -> frozenset[str]:
        """The keys of all that its articles name, its own among them."""
        return self.company


def placed(profile: Profile) -> tuple[str, tuple[tuple[int, int], ...], str]:
    """Return what profiles are in order of: their articles, and where they stand in them."""
    return profile.document, profile.spans, profile.cluster


def articles(members: Sequence[Profile]) -> frozenset[str]:
    """Return the articles that name one of these."""
    return members[0].documents if len(members) == 1 else frozenset().union(*(p.documents for p in members))


def profiles(extraction: Extraction) -> Iterator[Profile]:
    """Yield one profile for each cluster of the article."""
    document = extraction.document
    keys = {cluster.id: intern(key(cluster.name, cluster.type)) for cluster in extraction.clusters}
    company = frozenset(keys[cluster.id] for cluster in extraction.clusters if cluster.type != "LOC")
    roles, within, seat = _roles(extraction, keys), _within(extraction, keys), _seat(extraction, keys)
    acting = {quote.speaker for quote in extraction.quotes} | roles.keys()
    day = document.published.toordinal() if document.published else 0
    for cluster in extraction.clusters:
        counts = Counter({cluster.name: 0})
        counts.update(mention.span.text for mention in cluster.mentions)
        yield Profile(
            document.id,
            cluster.id,
            cluster.type,
            cluster.name,
            tuple(sorted((intern(name), count) for name, count in counts.items())),
            tuple((mention.span.start, mention.span.end) for mention in cluster.mentions),
            frozenset(roles.get(cluster.id, ())),
            company,
            tuple(sorted(within.get(cluster.id, ()))),
            "" if seat == keys[cluster.id] else seat,
            cluster.id in acting,
            day,
        )


def _roles(extraction: Extraction, keys: dict[str, str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for role in extraction.roles:
        organization = keys[role.organization] if role.organization else ""
        found.setdefault(role.person, set()).add(intern(f"{key(role.title.text)} @ {organization}"))
    return found


def _within(extraction: Extraction, keys: dict[str, str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for relation in extraction.relations:
        if relation.predicate in WITHIN and not country(keys[relation.object]):
            found.setdefault(relation.subject, set()).add(keys[relation.object])
    return found


def _seat(extraction: Extraction, keys: dict[str, str]) -> str:
    """Return the one region that the article names, or names in nine of ten mentions of any region; else ""."""
    counts = Counter[str]()
    for cluster in extraction.clusters:
        if cluster.type == "LOC" and _is_region(cluster, keys[cluster.id]):
            counts[keys[cluster.id]] += len(cluster.mentions)
    first = counts.most_common(1)
    return first[0][0] if first and first[0][1] >= 0.9 * counts.total() else ""


def _is_region(cluster: Cluster, name: str) -> bool:
    if country(cluster.name):
        return False
    spelled = (names.plain(mention.span.text).partition(" ")[0] for mention in cluster.mentions)
    return places.is_region(name) or any(word in places.LEVELS for word in spelled)
