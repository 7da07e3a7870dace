"""Every clause in which a verb links two clusters, read off the dependency parse: nothing that stands there is lost.

A subject and an object or oblique of one verb; who acts is the subject also in the passive ("ditangkap oleh polisi").
No term of the ontology is used: the verb's root, as the pipeline's lemmatizer gives it, names the link.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.article import Article
from kg.extract.clauses import Frame, Place, frame
from kg.extract.modality import hedged
from kg.extract.open_vetoes import is_legible, is_linked, links
from kg.model import OpenRelation

__all__ = ["open_relations"]

METHOD = "rule:clause"
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
_PASSIVE = "nsubj:pass"
_OBJECTS = frozenset({"obj", "iobj", "obl", "obl:agent", "obl:mod", "obl:tmod", "xcomp"})
_JOINING = frozenset({"conj"})
#: "according to": names who says it, not whom the clause is about
_SAYS = "menurut"
#: the parser is right about three arcs of four; a clause needs two of them and the names
CONFIDENCE = 0.6


@dataclass(frozen=True, slots=True)
class _Part:
    """A place that depends on a verb, by what arc and with what preposition."""

    place: Place
    dep: str
    preposition: str


def open_relations(article: Article) -> tuple[OpenRelation, ...]:
    """Return the open relations of an article in order of the text, each once per sentence."""
    f = frame(article)
    tops = _tops(f)
    found: dict[tuple[str, str, str, str, int], OpenRelation] = {}
    legible = {sentence.number for sentence in article.sentences if is_legible(f, sentence.number)}
    for verb, tag in enumerate(f.tags):
        if tag == "VERB" and f.sentences[verb] in legible and links(f, verb):
            for relation in _clause(f, verb, tops):
                key = relation.subject, relation.verb, relation.preposition, relation.object, relation.sentence
                found.setdefault(key, relation)
    return tuple(found.values())


def _tops(f: Frame) -> dict[int, Place]:
    """Return the place that each token heads; a name before a pronoun."""
    result: dict[int, Place] = {}
    for number in sorted(f.places):
        for place in f.places[number]:
            if place.id:
                at = f.top(place)
                if at not in result or (place.kind == "name" and result[at].kind != "name"):
                    result[at] = place
    return result


def _clause(f: Frame, verb: int, tops: dict[int, Place]) -> Iterator[OpenRelation]:
    parts = list(_parts(f, verb, tops))
    subjects = [p for p in parts if p.dep in _SUBJECTS] or _shared_subject(f, verb, tops)
    others = [p for p in parts if p.dep in _OBJECTS and p.preposition != _SAYS]
    passive = f.stems[verb][0] == "di" or any(p.dep == _PASSIVE for p in subjects)
    for s in subjects:
        for o in others:
            turned = passive and _is_agent(verb, o)
            if s.place.id != o.place.id and (turned or is_linked(o.place, o.dep, o.preposition)):
                yield _relation(f, verb, s, o, turned)


def _is_agent(verb: int, part: _Part) -> bool:
    """Tell whether a part names who acts in a passive clause: "oleh" or right after the verb."""
    return part.preposition == "oleh" or (part.preposition == "" and part.place.first == verb + 1)


def _parts(f: Frame, verb: int, tops: dict[int, Place]) -> Iterator[_Part]:
    for child in f.children[verb]:
        for token in (child, *_joined(f, child)):
            place = tops.get(token) or _inside(f, token, tops)
            if place:
                yield _Part(place, f.deps[child], _preposition(f, token) or _preposition(f, child))


def _joined(f: Frame, token: int) -> list[int]:
    return [c for c in f.children[token] if f.deps[c] in _JOINING and f.tags[c] != "VERB"]


def _inside(f: Frame, token: int, tops: dict[int, Place]) -> Place | None:
    """Return the name in apposition to a title or common noun: "Presiden Prabowo", "perusahaan asal Jepang, Toyota"."""
    if f.types[token]:
        return None
    for child in f.children[token]:
        place = tops.get(child)
        if place and not _preposition(f, child):
            titled = place.type == "PER" and place.kind == "name" and f.deps[child] == "nmod"
            if titled or f.deps[child] in ("appos", "flat", "flat:name"):
                return place
    return None


def _preposition(f: Frame, token: int) -> str:
    return next((f.words[c] for c in f.children[token] if f.deps[c] == "case"), "")


def _shared_subject(f: Frame, verb: int, tops: dict[int, Place]) -> list[_Part]:
    """Return the subject of the verb that this one is joined to or completes."""
    head = f.heads[verb]
    if f.deps[verb] in ("conj", "xcomp", "advcl") and head != verb and f.tags[head] == "VERB":
        return [p for p in _parts(f, head, tops) if p.dep in _SUBJECTS]
    return []


def _relation(f: Frame, verb: int, s: _Part, o: _Part, turned: bool) -> OpenRelation:
    subject, object_ = (o, s) if turned else (s, o)
    kind, source = hedged(f, verb)
    first = min(verb, s.place.first, o.place.first)
    last = max(verb + 1, s.place.last, o.place.last)
    lemma = f.article.doc[verb].lemma_.lower() or f.words[verb]
    preposition = "" if turned else object_.preposition
    return OpenRelation(
        subject.place.id, lemma, preposition, object_.place.id, f.sentences[verb], f.span(first, last), kind, source,
        CONFIDENCE, METHOD,
    )  # fmt: skip
