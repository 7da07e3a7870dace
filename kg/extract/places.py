"""Places one in another, told side by side: "Desa Cisarua, Kecamatan Sukaresmi, Bogor, Jawa Barat"."""

from __future__ import annotations

from itertools import pairwise

from kg.extract.article import Article
from kg.extract.clauses import Frame, Place, frame
from kg.extract.relations_features import place_of
from kg.model import Relation

__all__ = ["contained"]

METHOD = "rule:places"
#: share of right ones on the annotated articles, with annotated names
CONFIDENCE = 0.97
_LINK = ", "
_LEVELS = {
    **dict.fromkeys(("gedung", "jalan", "dusun"), 1),
    **dict.fromkeys(("desa", "kelurahan"), 2),
    "kecamatan": 3,
    **dict.fromkeys(("kabupaten", "kota", "city"), 4),
    **dict.fromkeys(("provinsi", "province"), 5),
    **dict.fromkeys(("negara", "country"), 6),
}


def contained(article: Article) -> tuple[Relation, ...]:
    """Return the places that stand before a comma and the one that they lie in, link by link, each pair once.

    The second is of a higher level by its first word or the list of places, or known to hold the first.
    """
    found: dict[tuple[str, str], Relation] = {}
    f = frame(article)
    for number in sorted(f.places):
        names = [p for p in f.places[number] if p.type == "LOC" and p.kind == "name"]
        for inner, outer in pairwise(names):
            gap = article.document.text[inner.span.end : outer.span.start]
            if gap == _LINK and inner.id != outer.id and _holds(f, inner, outer):
                found.setdefault((inner.id, outer.id), _relation(f, inner, outer))
    return tuple(found.values())


def _holds(f: Frame, inner: Place, outer: Place) -> bool:
    (low, parent), (high, _) = place_of(f, inner.id), place_of(f, outer.id)
    if parent and parent in f.forms[outer.id]:
        return True
    if not low:
        return high == "province"
    return low in _LEVELS and _LEVELS[low] < _LEVELS.get(high, 0)


def _relation(f: Frame, inner: Place, outer: Place) -> Relation:
    evidence = f.article.document.span(inner.span.start, outer.span.end)
    claimed = bool(f.quoted[inner.first])
    source = f.speakers.get(inner.sentence) if claimed else None
    kind = "claimed" if claimed else "actual"
    return Relation(inner.id, "locatedIn", outer.id, inner.sentence, evidence, kind, source, CONFIDENCE, METHOD)
