"""Who may hold a title, and where: the persons of its sentence, the organizations and places near it or like it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.extract.article import Article
from kg.extract.role_lines import Place, lexicon
from kg.extract.role_offices import full, heads
from kg.extract.titles import Title
from kg.model import Cluster

__all__ = ["Names", "Seat", "alike", "holders", "indonesia", "meant", "names", "seats"]

_WORD = re.compile(r"\w+")
#: how many words before and after a title a name may stand and still be where it is held
_BEFORE, _AFTER = 12, 20


@dataclass(frozen=True, slots=True)
class Names:
    """The clusters of an article by id; of each organization and place, its names in lower case and their words."""

    clusters: Mapping[str, Cluster]
    words: Mapping[str, frozenset[str]]
    forms: Mapping[str, frozenset[str]]

    def narrower(self, inner: str, outer: str) -> bool:
        """Return whether one organization's name holds the other's ("Komisi VII DPR" and "DPR")."""
        whole = f" {self.clusters[inner].name.lower()} "
        return any(f" {form} " in whole for form in self.forms.get(outer, ()))


@dataclass(frozen=True, slots=True)
class Seat:
    """An organization or place that a title may belong to: where it stands, None if only elsewhere in the article."""

    cluster: str
    place: Place | None


def names(article: Article) -> Names:
    """Return the clusters of an article, with the words of their names."""
    clusters = {cluster.id: cluster for cluster in article.clusters}
    forms = {cluster.id: _forms(cluster) for cluster in article.clusters if cluster.type in ("ORG", "LOC")}
    plain = lexicon().plain
    words = {id_: frozenset(_WORD.findall(" ".join(some))) - plain for id_, some in forms.items()}
    return Names(clusters, words, forms)


def _forms(cluster: Cluster) -> frozenset[str]:
    return frozenset(form.lower() for form in (cluster.name, *(mention.span.text for mention in cluster.mentions)))


def holders(title: Title) -> Iterator[Place]:
    """Yield the persons of the sentence that may hold the title; "seorang" starts a new one, unless right behind."""
    new = title.line.lower[title.first - 1 : title.first] == ["seorang"]
    for person in title.line.persons:
        far = new and person.last < title.first - 3
        if not far and (person.coref or person.last <= title.first or person.first >= title.last):
            yield person


def seats(title: Title, known: Names) -> list[Seat]:
    """Return the organizations and places that the title may belong to: in its sentence near it, or alike by name."""
    if (seat := meant(title)) is not None:
        return [seat]
    first, last = title.first, title.last
    window = [p for p in title.line.places if p.type != "PER" and first - _BEFORE <= p.first <= last + _AFTER]
    found: dict[str, Seat] = {}
    for place in sorted(window, key=lambda p: (p.first < first, abs(p.first - last))):
        found.setdefault(place.cluster, Seat(place.cluster, place))
    own, court = _field(title), "hakim" in title.text.split()
    for cluster, words in known.words.items():
        if cluster not in found:
            fits = own & words or indonesia(cluster, known) or (court and "pengadilan" in words)
            if fits or heads(title.text, known.forms[cluster]):
                found[cluster] = Seat(cluster, None)
    return _of_ministry(title, list(found.values()), known)


def meant(title: Title) -> Seat | None:
    """Return the organization named before where a noun stands for it ("Alibaba …, juru bicara perusahaan Bob")."""
    line, at = title.line, title.last
    if at < len(line.words) and line.owner[at] < 0 and line.lower[at].removesuffix("nya") in lexicon().generic:
        before = [place for place in line.places if place.type == "ORG" and place.last <= title.first]
        return Seat(before[-1].cluster, before[-1]) if before else None
    return None


def _of_ministry(title: Title, found: list[Seat], known: Names) -> list[Seat]:
    """Keep for a minister only the ministry, or a country right behind; nobody is minister of the next body named."""
    if not full(title.text).removeprefix("wakil ").startswith("menteri "):
        return found
    own = [seat for seat in found if seat.cluster in known.forms and heads(title.text, known.forms[seat.cluster])]
    return own or [seat for seat in found if seat.place and seat.place.first == title.last]


def alike(title: Title, cluster: str, known: Names) -> str:
    """Return how much of the title's field ("Keuangan") is in the name: none, some, all; heads if it heads it."""
    if cluster in known.forms and heads(title.text, known.forms[cluster]):
        return "heads"
    own, words = _field(title), known.words.get(cluster, frozenset())
    if not own & words:
        return "none"
    return "all" if own <= words else "some"


def indonesia(cluster: str, known: Names) -> bool:
    """Return whether the cluster is the country that a title without one most likely means."""
    return known.clusters[cluster].name in ("Indonesia", "Republik Indonesia", "RI")


def _field(title: Title) -> frozenset[str]:
    """Return the words of a title behind its head, without those that say nothing."""
    return frozenset(_WORD.findall(title.text)[1:]) - lexicon().plain
