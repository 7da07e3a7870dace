"""Who holds a title, and where: candidate persons and organizations of a title, and what the classifiers see of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.extract.article import Article
from kg.extract.role_lines import Line, Place
from kg.extract.role_offices import full, heads
from kg.extract.titles import Title, squeeze
from kg.model import Cluster

__all__ = ["Names", "Seat", "holder_features", "holders", "names", "seat_features", "seats"]

_WORD = re.compile(r"\w+")
_NEAR = frozenset(["ORG", "LOC", "R", ",", "(", ")"])
_GENERIC = frozenset(
    "kementerian badan lembaga dinas republik indonesia ri dan nasional pt tbk menteri kepala wakil".split()
)


@dataclass(frozen=True, slots=True)
class Names:
    """The clusters of an article by id, and the words of the names of each organization and place."""

    clusters: Mapping[str, Cluster]
    words: Mapping[str, frozenset[str]]
    forms: Mapping[str, frozenset[str]]

    def narrower(self, inner: str, outer: str) -> bool:
        """Return whether one organization's name holds the other's ("Komisi VII DPR" and "DPR")."""
        whole = f" {self.clusters[inner].name.lower()} "
        return any(f" {form} " in whole for form in self.forms.get(outer, ()))


@dataclass(frozen=True, slots=True)
class Seat:
    """An organization or place that a title may belong to: where it stands, or None where it is only named elsewhere."""

    cluster: str
    place: Place | None


def names(article: Article) -> Names:
    """Return the clusters of an article, with the words of their names."""
    clusters = {cluster.id: cluster for cluster in article.clusters}
    forms = {c.id: _forms(c) for c in article.clusters if c.type in ("ORG", "LOC")}
    words = {id_: frozenset(_WORD.findall(" ".join(some))) - _GENERIC for id_, some in forms.items()}
    return Names(clusters, words, forms)


def _forms(cluster: Cluster) -> frozenset[str]:
    return frozenset(form.lower() for form in (cluster.name, *(mention.span.text for mention in cluster.mentions)))


def holders(title: Title) -> Iterator[Place]:
    """Yield the persons of the sentence that may hold the title."""
    for person in title.line.persons:
        if person.coref or person.last <= title.first or person.first >= title.last:
            yield person


def holder_features(title: Title, person: Place) -> list[str]:
    """Return what the classifier sees of a title and a person of its sentence."""
    line = title.line
    right = person.first >= title.last
    inside = not right and person.last > title.first
    first, last = (title.last, person.first) if right else (person.last, title.first)
    side = "in" if inside else "R" if right else "L"
    gap = "" if inside else squeeze(line, first, last)
    between = sum(first <= p.first < last and not p.coref and p.cluster != person.cluster for p in line.persons)
    others = sum(line.kinds[at] == "T" and line.owner[at] < 0 for at in range(first, last)) if not inside else 0
    head = line.lower[title.first]
    form = "coref" if person.coref else "name"
    word = line.lower[person.first] if person.coref and person.first < len(line.lower) else ""
    before = _kind(line, title.first - 1)
    return [
        f"s={side}|{form}", f"g={side}|{form}|{gap}", f"gl={side}|{form}|{' '.join(gap.split()[-2:])}",
        f"gf={side}|{form}|{' '.join(gap.split()[:2])}", f"d={side}|{form}|{_bucket(last - first)}",
        f"b={side}|{min(between, 3)}", f"o={side}|{min(others, 3)}", f"bo={side}|{form}|{min(between, 2)}|{min(others, 2)}",
        f"c={side}|{word}", f"h={side}|{form}|{head}", f"q={int(title.score * 5)}", f"qs={side}|{form}|{int(title.score * 5)}",
        f"w={side}|{form}|{before}", f"a={side}|{form}|{_kind(line, title.last)}", f"p={side}|{form}|{_kind(line, person.last)}",
        f"pb={side}|{form}|{_kind(line, person.first - 1)}", f"cg={side}|{form}|{',' in gap}|{'T' in gap}|{'w' in gap}",
        f"n={line.sentence.number == 1}|{side}|{form}", f"st={side}|{title.first == 0}|{form}",
        f"hg={head}|{side}|{gap}", f"aj={side}|{form}|{_adjacent(title, person)}|{gap if len(gap) < 12 else ''}", f"bw={side}|{_lower(line, title.first - 1)}",
        f"pn={side}|{form}|{_next(line, person)}", f"hpn={head}|{side}|{gap if len(gap) < 8 else '…'}|{_next(line, person)}",
        f"near={side}|{form}|{_near(title, person)}", f"t={side}|{title.text}",
    ]  # fmt: skip


def _adjacent(title: Title, person: Place) -> str:
    """Return on which sides another person stands right beside the title, with at most an organization between."""
    line, sides = title.line, ""
    for other in line.persons:
        if not other.coref and other.cluster != person.cluster:
            if other.first >= title.last and set(squeeze(line, title.last, other.first).split()) <= _NEAR:
                sides += "R"
            elif other.last <= title.first and set(squeeze(line, other.last, title.first).split()) <= _NEAR:
                sides += "L"
    return sides[:2]


def _next(line: Line, person: Place) -> str:
    return squeeze(line, person.last, min(person.last + 2, len(line.words)))


def _lower(line: Line, at: int) -> str:
    return line.lower[at] if 0 <= at < len(line.lower) and line.owner[at] < 0 else _kind(line, at)


def _near(title: Title, person: Place) -> str:
    """Return whether some named person stands nearer on the same side, or at all on the other."""
    people = [p for p in title.line.persons if not p.coref]
    right = [p for p in people if p.first >= title.last]
    left = [p for p in people if p.last <= title.first]
    first = "1" if (right and person is right[0]) or (left and person is left[-1]) else "0"
    return f"{first}{bool(right)}{bool(left)}"


def seats(title: Title, known: Names) -> list[Seat]:
    """Return the organizations and places that the title may belong to: in its sentence near it, or alike by name."""
    line = title.line
    found: dict[str, Seat] = {}
    window = [p for p in line.places if p.type != "PER" and title.first - 12 <= p.first <= title.last + 20]
    for place in sorted(window, key=lambda p: (p.first < title.first, abs(p.first - title.last))):
        found.setdefault(place.cluster, Seat(place.cluster, place))
    own, text = _title_words(title), title.text
    court = "hakim" in line.lower[title.first : title.last]
    for cluster, words in known.words.items():
        if cluster not in found and (
            own & words
            or _indonesia(cluster, known)
            or heads(text, known.forms[cluster])
            or (court and "pengadilan" in words)
        ):
            found[cluster] = Seat(cluster, None)
    return _of_ministry(title, text, list(found.values()), known)


def _of_ministry(title: Title, text: str, found: list[Seat], known: Names) -> list[Seat]:
    """Keep for a minister only the ministry, or a country right behind; nobody is minister of the next body named."""
    if not full(text).removeprefix("wakil ").startswith("menteri "):
        return found
    own = [seat for seat in found if seat.cluster in known.forms and heads(text, known.forms[seat.cluster])]
    return own or [seat for seat in found if seat.place and seat.place.first == title.last]


def seat_features(title: Title, seat: Seat | None, person: Place, known: Names, count: int) -> list[str]:
    """Return what the classifier sees of a title, its holder and one of `count` places to hold it at, None for nowhere."""
    line, head = title.line, title.line.lower[title.first]
    text = title.text
    after = squeeze(line, title.last, min(title.last + 3, len(line.words)))
    if seat is None:
        return ["none", f"none|h={head}", f"none|t={text}", f"none|a={after}", f"none|c={min(count, 3)}", f"none|ha={head}|{after}",
                f"none|x={any(p.first == title.last for p in line.places)}", f"none|n={line.sentence.number == 1}"]  # fmt: skip
    cluster = known.clusters[seat.cluster]
    alike = _alike(title, seat.cluster, known)
    common = [f"y={cluster.type}", f"hy={head}|{cluster.type}", f"k={alike}", f"hk={head}|{alike}", f"ty={text}|{cluster.type}",
              f"in={_indonesia(seat.cluster, known)}|{text}", f"kc={alike}|{min(count, 4)}"]  # fmt: skip
    if seat.place is None:
        return ["away", *(f"away|{f}" for f in common)]
    return common + _place_features(title, seat.place, person, head)


def _place_features(title: Title, place: Place, person: Place, head: str) -> list[str]:
    line = title.line
    if place.first < title.last and place.last > title.first:
        side, gap = "in", ""
    elif place.first >= title.last:
        side, gap = "R", squeeze(line, title.last, place.first)
    else:
        side, gap = "L", squeeze(line, place.last, title.first)
    order = sum(p.type != "PER" and title.last <= p.first < place.first for p in line.places)
    beyond = not person.coref and title.last <= person.first < place.first
    other = any(min(place.first, title.first) < p.first < max(place.first, title.last) and p.cluster != person.cluster
                for p in line.persons if not p.coref)  # fmt: skip
    return [
        f"g={side}|{gap}", f"gy={side}|{gap}|{place.type}", f"gl={side}|{' '.join(gap.split()[-2:])}", f"r={side}|{min(order, 3)}",
        f"ry={side}|{min(order, 3)}|{place.type}|{head}", f"b={side}|{beyond}", f"bd={side}|{beyond}|{_kind(line, place.first - 1)}", f"ot={side}|{other}|{beyond}", f"d={side}|{_bucket(abs(place.first - title.last))}",
        f"hs={head}|{side}|{gap}", f"af={side}|{_kind(line, place.last)}", f"bf={side}|{_kind(line, place.first - 1)}",
        f"gb={side}|{beyond}|{',' in gap}|{'(' in gap}|{'T' in gap}|{'w' in gap}", f"w={_words(line, place)}", f"hw={head}|{_words(line, place)}",
    ]  # fmt: skip


def _words(line: Line, place: Place) -> str:
    return line.lower[place.first]


def _kind(line: Line, at: int) -> str:
    return line.kinds[at] if 0 <= at < len(line.kinds) else "^"


def _bucket(distance: int) -> int:
    return distance if distance < 4 else 4 if distance < 7 else 7 if distance < 12 else 12


@cache
def _title_words_of(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text)) - _GENERIC


def _title_words(title: Title) -> frozenset[str]:
    return _title_words_of(" ".join(title.line.lower[title.first + 1 : title.last]))


def _alike(title: Title, cluster: str, known: Names) -> str:
    """Return how much of the title's field ("Keuangan") is in the organization's name: none, some, all, same."""
    if cluster in known.forms and heads(title.text, known.forms[cluster]):
        return "heads"
    own, words = _title_words(title), known.words.get(cluster, frozenset())
    if not own or not own & words:
        return "none"
    return "all" if own <= words else "some"


def _indonesia(cluster: str, known: Names) -> bool:
    return known.clusters[cluster].name in ("Indonesia", "Republik Indonesia", "RI")
